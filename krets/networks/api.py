"""Networks as JSON, and the gate as programs answer it. A face: other rooms ask the gate's questions too."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from krets.api.fields import Day, Given, Key, Slug, StrictBool, Words, text
from krets.api.paging import Listed, Page, by_name
from krets.api.problems import refuse, take
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.engines.text.secrets import Hint
from krets.networks import actions, forms, rules
from krets.networks.models import Phase, Unit, Vouching
from krets.people.rules import person_of

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


class ChargeShown(Schema):
    person: Link | None = Field(description="Null when you may not see the person.")
    since: datetime


class ChargeGiven(Given):
    who: str = text(200, needed=True, about="Name or e-mail address of a member.")


class Filter(Page):
    q: Words = Field("", description="Words that must all stand in name or purpose.")
    mine: bool | None = Field(None, description="Only those you are a member of, or only the others.")


class OfKind(Schema):
    kind: str
    organisations: int


class Colleagues(Listed[Link]):
    pass


class WhoReads(Schema):
    """Who reads something; who is in a network is told to its members alone."""

    read_by: str = Field(description="In words.")
    people: int | None = Field(description="How many people; null: everybody, signed in or not.")
    kinds: list[OfKind] = Field(description="Of their organisations, by kind.")
    known: Colleagues = Field(description="People whom you may know to read it, by the alphabet.")
    unknown: int = Field(description="How many more there are.")


def who_reads(who: rules.WhoReads, page: Page) -> dict[str, Any]:
    """A `WhoReads` of what `rules.who_reads` says."""
    rows, following = by_name(who.people, page, "key")
    return {
        "read_by": str(who.audience),
        "people": who.audience.count,
        "kinds": [{"kind": kind, "organisations": n} for kind, n in who.kinds],
        "known": {"items": [link("person", one.key, one.name) for one in rows], "next": following},
        "unknown": who.unknown,
    }


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


@router.get("/units/{slug}/vouching", response=list[ChargeShown])
@needs("read")
def vouching(request: Request, slug: Slug) -> list[dict[str, Any]]:
    """Who can be told who writes without a name in a network of yours."""
    return [_charge(one, request.reader) for one in rules.vouching(request.reader, _own_unit(request, slug))]


@router.post("/units/{slug}/vouching", response={201: ChargeShown})
@needs("coordinate")
def charge(request: Request, slug: Slug, given: ChargeGiven) -> dict[str, Any]:
    """Give a member the charge of vouching. For coordinators."""
    unit = _own_unit(request, slug)
    if not rules.may_charge(request.reader, unit):
        raise PermissionDenied
    form = forms.ChargeForm({"who": given.who}, unit=unit, reader=request.reader)
    person = take(form)["who"]
    actions.charge(by=person_of(request.user), unit=unit, person=person)
    return _charge(rules.vouching(request.reader, unit).get(person=person), request.reader)


@router.delete("/units/{slug}/vouching/{key}", response={204: None})
@needs("coordinate")
def relieve(request: Request, slug: Slug, key: Key) -> None:
    """Take the charge back. For coordinators."""
    unit = _own_unit(request, slug)
    if not rules.may_charge(request.reader, unit):
        raise PermissionDenied
    found = get_object_or_404(rules.vouching(request.reader, unit), person__key=key)
    actions.relieve(by=person_of(request.user), unit=unit, person=found.person)


def _own_unit(request: Request, slug: str) -> Unit:
    unit: Unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.is_member(request.reader, unit):
        raise Http404
    return unit


def _charge(one: Vouching, reader: Reader) -> dict[str, Any]:
    person = one.person
    shown = link("person", person.key, person.name) if reader.reads(person) else None
    return {"person": shown, "since": one.at}


def _row(unit: Any) -> dict[str, Any]:
    return link("unit", unit.slug, unit.name).dict() | {
        name: getattr(unit, name) for name in ("kind", "language", "mine", "members")
    }
