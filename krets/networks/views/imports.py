"""Lists of members: brought, looked over, taken in; and the list that goes out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.engines.tables import csv_of
from krets.networks import actions, rules
from krets.networks.forms import ColumnsForm, ImportForm
from krets.networks.models import Import, ImportRow, Unit
from krets.people.rules import person_of
from krets.web.paging import page_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWS = (*ImportRow.Fate.values, "news", "undecided")


def imports(request: Request, slug: str) -> HttpResponse:
    """Lists that were brought; here one more is."""
    unit = _unit(request, slug)
    may_import = rules.takes_lists(unit)
    organisations = may_import and unit.parent_id is None
    form = ImportForm(request.POST or None, request.FILES or None, organisations=organisations)
    if request.method == "POST":
        if not may_import:
            raise PermissionDenied
        if form.is_valid():
            imported = actions.bring_import(by=person_of(request.user), unit=unit, **form.wanted)
            return redirect("import_report" if imported.sure else "import_columns", slug=slug, key=imported.key)
    page = page_of(request, rules.visible_imports(request.reader, unit, True))
    return render(request, "networks/imports.html", {"unit": unit, "form": form, "page": page, "may": may_import})


def import_report(request: Request, slug: str, key: str) -> HttpResponse:
    """What becomes of each row, or became of it."""
    imported = _import(request, slug, key)
    if not imported.sure:
        return redirect("import_columns", slug=slug, key=key)
    show = request.GET.get("show", "")
    rows = page_of(request, rules.import_rows(imported, show if show in SHOWS else "").select_related("person"))
    context = {"unit": imported.unit, "imported": imported, "page": rows, "show": show}
    return render(request, "networks/import_report.html", context | _shown(request, imported, rows.rows))


def import_columns(request: Request, slug: str, key: str) -> HttpResponse:
    """Say what the columns hold."""
    imported = _import(request, slug, key)
    if imported.done or imported.confirmed or imported.asked:
        return redirect("import_report", slug=slug, key=key)
    rows = [(row.number, tuple(row.cells)) for row in imported.rows.order_by("number")[:200]]
    form = ColumnsForm(request.POST or None, imported=imported, rows=rows)
    if form.is_bound and form.is_valid():
        _may(imported)
        actions.set_columns(
            by=person_of(request.user), imported=imported, at=form.at, header=form.cleaned_data["header"]
        )
        return redirect("import_report", slug=slug, key=key)
    return render(
        request, "networks/import_columns.html", {"unit": imported.unit, "imported": imported, "form": form}
    )


@require_POST
def decide_import(request: Request, slug: str, key: str) -> HttpResponse:
    """Decide about doubtful rows: those on the page, or all that are left."""
    imported = _may(_import(request, slug, key))
    choices = {
        int(name.removeprefix("row-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("row-") and name[4:].isdecimal() and len(name) < 12
    }
    try:
        actions.decide_import(
            by=person_of(request.user), imported=imported, choices=choices, rest=request.POST.get("rest", "")
        )
    except actions.Undecided:
        messages.error(request, _("That is too late: the list is being taken in, or was."))
    return redirect("import_report", slug=slug, key=key)


@require_POST
def run_import(request: Request, slug: str, key: str) -> HttpResponse:
    """Take it in; or start anew what did not finish."""
    imported = _may(_import(request, slug, key))
    if imported.asked:
        actions.start_again(by=person_of(request.user), imported=imported)
        return redirect("import_report", slug=slug, key=key)
    try:
        actions.confirm_import(by=person_of(request.user), imported=imported)
    except actions.Undecided:
        messages.error(request, _("Decide about the doubtful rows first."))
    return redirect("import_report", slug=slug, key=key)


@require_POST
def remove_import(request: Request, slug: str, key: str) -> HttpResponse:
    """Let go of a list and its rows."""
    imported = _import(request, slug, key)
    actions.remove_import(by=person_of(request.user), imported=imported)
    messages.success(request, _("The list is removed. Whoever became a member by it stays one."))
    return redirect("imports", slug=slug)


@require_POST
def invite_imported(request: Request, slug: str, key: str) -> HttpResponse:
    """Write to those who are new."""
    imported = _may(_import(request, slug, key))
    actions.invite_imported(by=person_of(request.user), imported=imported)
    messages.success(request, _("The invitations are on their way, fifty every ten minutes."))
    return redirect("import_report", slug=slug, key=key)


def import_file(request: Request, slug: str, key: str) -> HttpResponse:
    """The report as a table."""
    imported = _import(request, slug, key)
    names = rules.may_see_names(request.reader, imported)
    return _table(
        csv_of(rules.report_table(imported, names=names)), f"{imported.unit.slug}-import.csv", "text/csv"
    )


@require_POST
def export_members(request: Request, slug: str) -> HttpResponse:
    """The members of a unit as a table, with the columns that an import reads."""
    unit = _unit(request, slug)
    excel = request.POST.get("as") == "xlsx"
    table = actions.export_members(by=person_of(request.user), unit=unit, reader=request.reader, excel=excel)
    return _table(table, f"{unit.slug}.{'xlsx' if excel else 'csv'}", EXCEL if excel else "text/csv")


def _unit(request: Request, slug: str) -> Unit:
    """404 for whoever does not administer it: they are not told that there are lists."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise Http404
    return unit


def _import(request: Request, slug: str, key: str) -> Import:
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    administers = rules.may_administer(request.reader, unit)
    imported = get_object_or_404(rules.visible_imports(request.reader, unit, administers), key=key)
    imported.unit, imported.may = unit, administers and rules.takes_lists(unit)
    return imported


def _may(imported: Import) -> Import:
    if not imported.may:
        raise PermissionDenied
    return imported


def _shown(request: Request, imported: Import, rows: list[ImportRow]) -> dict[str, Any]:
    names = rules.may_see_names(request.reader, imported)
    return {
        "lines": [
            {
                "row": row,
                "told": rules.told(row.told, names=names),
                "changes": rules.row_changes(row, names=names),
                "options": [(option, rules.CHOICES[option]) for option in row.options],
                "chosen": rules.CHOICES.get(row.choice, ""),
            }
            for row in rows
        ],
        "counts": [(fate.value, fate.label, n) for fate in ImportRow.Fate if (n := imported.counts.get(fate))],
        "may": imported.may,
        "deciding": not imported.done and any(row.options for row in rows),
        "to_invite": rules.to_invite(imported).count() if imported.done and not imported.inviting else 0,
        "total": sum(imported.counts.get(fate, 0) for fate in ImportRow.Fate.values),
    }  # fmt: skip


def _table(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
