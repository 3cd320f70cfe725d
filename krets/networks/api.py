"""Networks as JSON, and the gate as programs answer it. A face: other rooms ask the gate's questions too."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from krets.api.fields import Day, Given, Slug, StrictBool, Words
from krets.api.paging import Listed, Page, by_name
from krets.api.problems import refuse, take
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.engines.text.secrets import Hint
from krets.networks import forms, rules
from krets.networks.models import Phase

router = Router(tags=["networks"])


class LookedOver(Given):
    """Words that look drawn from tenders are asked about once: 422 names them under `confirmed`."""

    confirmed: StrictBool = Field(
        False, description="You have looked at the words that were asked about, and nothing in them is secret."
    )


class Gate(LookedOver):
    """What the law asks of whoever shares facts about a procurement. With phase `none` the rest is not needed."""

    phase: Phase = Phase.NONE
    awarded: StrictBool | None = Field(None, description="Is the award decided, or the procurement cancelled?")
    award_date: Day | None = Field(None, description="Of the award decision or the cancellation.")
    supplier_secrets: StrictBool | None = Field(
        None, description="Does it hold a supplier's business secrets? Then it can't be shared."
    )


class UnitRow(Schema):
    key: str = Field(description="The slug: what an ask or a case names to be shared here.")
    name: str
    url: str
    kind: str
    language: str
    mine: bool = Field(description="Whether you are a member, and so may share here and read what is shared.")
    members: int


class UnitShown(UnitRow):
    purpose: str
    rule: str = Field(description="Who can be a member.")
    parent: Link | None
    founded: date | None


class Units(Listed[UnitRow]):
    pass


class Filter(Page):
    q: Words = Field("", description="Words that must all stand in name or purpose.")
    mine: bool | None = Field(None, description="Only those you are a member of, or only the others.")


def passed(form: forms.LookedOver) -> dict[str, Any]:
    """What the form read. 422 with what must be mended, or, once, with the words to look at."""
    read = take(form)
    look_at(form.secrets, telling=form.telling, names=form.own_names)
    return read


def look_at(secrets: list[Hint], *, telling: bool = False, names: Sequence[str] = ()) -> None:
    """422 that names the words, or what may tell who it is, and says how to go on; if there is any of it."""
    if names and not secrets:
        told = _(
            "This names you or your organisation: {words}. To go on all the same, send it again with"
            " confirmed: true."
        )
        raise refuse({"confirmed": told.format(words=", ".join(names))})
    if telling and not secrets:
        told = _(
            "Fewer than five organisations in your region bought something like this at that time, so region,"
            " topic and date together may tell who you are. To go on all the same, send it again with"
            " confirmed: true."
        )
        raise refuse({"confirmed": told})
    if secrets:
        asked = _(
            "Is this drawn from tenders? Before an award that may not be told, not even here. If it is not,"
            " send it again with confirmed: true. We ask because of: {words}"
        )
        raise refuse({"confirmed": asked.format(words="; ".join(f"“{hint.excerpt}”" for hint in secrets))})


@router.get("/units", response=Units)
@needs("read")
def units(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Networks, chapters and subgroups that you may know of, by the alphabet."""
    found = rules.listed(request.reader, filters.q)
    if filters.mine is not None:
        found = found.filter(mine=filters.mine)  # type: ignore[misc] # annotated by `listed`
    rows, following = by_name(found, filters, "slug")
    return {"items": [_row(unit) for unit in rows], "next": following}


@router.get("/units/{slug}", response=UnitShown)
@needs("read")
def unit(request: Request, slug: Slug) -> dict[str, Any]:
    """A network: what it is for, and who can join."""
    found = get_object_or_404(rules.listed(request.reader).select_related("parent"), slug=slug)
    parent = found.parent if found.parent and rules.may_know(request.reader, found.parent) else None
    return _row(found) | {
        "purpose": found.purpose,
        "rule": found.rule,
        "parent": link("unit", parent.slug, parent.name) if parent else None,
        "founded": found.founded,
    }


def _row(unit: Any) -> dict[str, Any]:
    return link("unit", unit.slug, unit.name).dict() | {
        name: getattr(unit, name) for name in ("kind", "language", "mine", "members")
    }
