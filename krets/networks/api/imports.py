"""Lists of members as JSON."""

import base64
import binascii
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from krets.api.fields import Given, Key, Slug, text
from krets.api.paging import Listed, Page, cursor_to, newest_first, number_of
from krets.api.problems import Late, refuse, take
from krets.api.scopes import needs, refuses
from krets.db.identity import Request
from krets.networks import actions, forms, rules
from krets.networks.api.routes import router
from krets.networks.models import Import, ImportRow, Unit
from krets.people.rules import person_of


class ImportGiven(Given):
    name: str = text(200, needed=True, about="What the file is called.")
    content: str = Field(
        description="The file, .xlsx or CSV, in base64.",
        min_length=1,
        max_length=14_000_000,
        pattern=r"^[\w+/=]+$",
    )
    kind: Import.Kind = Import.Kind.MEMBERS
    columns: dict[str, int] | None = Field(
        None, description="Field to column, from 0, where the headings are not to be understood."
    )
    header: int | None = Field(
        None, ge=0, le=1_000_000, description="With `columns`: the row with the headings, or 0."
    )


class Decision(Given):
    row: int = Field(ge=1, le=10_000_000)
    choice: str = text(8, needed=True, about="One of the row's options.")


class RunGiven(Given):
    decisions: list[Decision] = Field([], max_length=20_000)
    rest: str = text(8, about="For doubtful rows that `decisions` says nothing about: skip, known, other or back.")


class ImportShown(Schema):
    key: str
    name: str
    kind: str
    at: datetime
    columns: dict[str, int] = Field(description="Field to column, from 0, as it was understood.")
    understood: bool = Field(description="False: send the list again with `columns`.")
    working: bool = Field(description="A long list is being judged or taken in: ask again.")
    tried: datetime | None
    done: datetime | None
    counts: dict[str, int] = Field(description="Rows by what becomes of them.")
    undecided: int
    told_anew: int = Field(description="Rows that came out in another way when it was run: nothing was taken in.")


class RowShown(Schema):
    row: int
    fate: str
    name: str
    email: str
    why: list[str]
    changes: dict[str, list[str]] = Field(description="Field to what it is here and what it will be.")
    options: list[str]
    choice: str
    told_anew: bool


class Imports(Listed[ImportShown]):
    pass


class Report(ImportShown):
    rows: Listed[RowShown]


@router.get("/units/{slug}/imports", response=Imports)
@needs("coordinate")
def imports(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """Lists of members that were brought to a unit you administer, newest first."""
    rows, following = newest_first(rules.visible_imports(request.reader, _unit(request, slug), True), page, "at")
    return {"items": [_shown(row) for row in rows], "next": following}


@router.post("/units/{slug}/imports", response={201: ImportShown})
@needs("coordinate")
def bring_import(request: Request, slug: Slug, given: ImportGiven) -> dict[str, Any]:
    """Bring a list. Nothing is changed: the report says what would become of each row."""
    unit = _unit(request, slug)
    inside = given.kind == Import.Kind.ORGANISATIONS and unit.parent_id is not None
    if inside or not rules.takes_lists(unit):
        raise PermissionDenied
    try:
        content = base64.b64decode(given.content, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise refuse({"content": _("Send the file in base64.")}) from fault
    name, sheet = forms.sheet_of(File(BytesIO(content), name=given.name))
    imported = actions.bring_import(by=person_of(request.user), unit=unit, kind=given.kind, name=name, sheet=sheet)
    if given.columns is not None:
        header = imported.header if given.header is None else given.header
        form = forms.ColumnsForm(_typed(given.columns, header), imported=imported, rows=list(sheet.rows))
        take(form)
        actions.set_columns(by=person_of(request.user), imported=imported, at=form.at, header=header)
        imported.refresh_from_db()
    return _shown(imported)


@router.get("/units/{slug}/imports/{key}", response=Report)
@needs("coordinate")
def import_report(request: Request, slug: Slug, key: Key, page: Query[Page]) -> dict[str, Any]:
    """What becomes of each row of a list, or became of it."""
    imported = _import(request, slug, key)
    names = rules.may_see_names(request.reader, imported)
    number = number_of(page)
    rows = list(rules.import_rows(imported)[(number - 1) * page.limit : number * page.limit + 1])
    following = cursor_to(number + 1) if len(rows) > page.limit else None
    return _shown(imported) | {
        "rows": {"items": [_row(row, names) for row in rows[: page.limit]], "next": following}
    }


@router.post("/units/{slug}/imports/{key}/run", response=ImportShown)
@needs("coordinate")
@refuses(409)
def run_import(request: Request, slug: Slug, key: Key, given: RunGiven) -> dict[str, Any]:
    """Decide about doubtful rows, and have the whole list taken in. Nobody is written to.

    Where something has changed here since it was tried, nothing is taken in, `told_anew` says how many rows it
    concerns, and it must be sent once more.
    """
    imported = _import(request, slug, key)
    if not imported.may:
        raise PermissionDenied
    by = person_of(request.user)
    try:
        choices = {one.row: one.choice for one in given.decisions}
        actions.decide_import(by=by, imported=imported, choices=choices, rest=given.rest)
        actions.confirm_import(by=by, imported=imported)
    except actions.Undecided as fault:
        raise Late(_("It is being worked on, was taken in, or has doubtful rows to decide about.")) from fault
    imported.refresh_from_db()
    return _shown(imported)


def _unit(request: Request, slug: str) -> Unit:
    unit: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise Http404
    return unit


def _import(request: Request, slug: str, key: str) -> Import:
    unit: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    administers = rules.may_administer(request.reader, unit)
    imported: Import = get_object_or_404(rules.visible_imports(request.reader, unit, administers), key=key)
    imported.unit, imported.may = unit, administers and rules.takes_lists(unit)
    return imported


def _typed(columns: dict[str, int], header: int) -> dict[str, Any]:
    return {"header": header} | {f"at_{name}": place for name, place in columns.items()}


def _shown(row: Import) -> dict[str, Any]:
    return {
        "key": row.key, "name": row.name, "kind": row.kind, "at": row.at, "columns": row.columns,
        "understood": row.sure, "working": row.asked is not None, "tried": row.tried, "done": row.done,
        "counts": {fate: row.counts.get(fate, 0) for fate in ImportRow.Fate.values},
        "undecided": row.undecided, "told_anew": row.told_anew,
    }  # fmt: skip


def _row(row: ImportRow, names: bool) -> dict[str, Any]:
    return {
        "row": row.number, "fate": row.fate, "name": row.values.get("name", ""), "email": row.email,
        "why": rules.told(row.told, names=names),
        "changes": {field: [before, after] for field, before, after in rules.row_changes(row, names=names)},
        "options": row.options, "choice": row.choice, "told_anew": row.news,
    }  # fmt: skip
