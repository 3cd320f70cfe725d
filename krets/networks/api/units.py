"""Units as JSON."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema
from ninja.errors import HttpError

from krets.api.fields import NO_NULL, Day, Given, Slug, Words, text
from krets.api.paging import Listed, Page, by_name
from krets.api.problems import refuse, take
from krets.api.scopes import needs, refuses
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import actions, forms, rules
from krets.networks.api.foundings import FoundingShown, founding_shown
from krets.networks.api.routes import router
from krets.networks.models import StateChange, Unit
from krets.people.rules import person_of

STATES = 50  # shown
APPLIED_FOR = {"parent", "kind", "name", "purpose", "area", "letter"}


class UnitRow(Schema):
    key: str = Field(description="The slug: what an ask or a case names to be shared here.")
    name: str
    url: str
    kind: str
    level: str = Field(description="strategic, operational, or empty.")
    state: str = Field(description="proposed, tentative, active, dormant or closed: see docs/units.md.")
    language: str
    mine: bool = Field(description="Whether you are a member, and so may share here and read what is shared.")
    members: int = Field(description="How many people.")
    organisations: int = Field(description="How many organisations they write for.")


class CardLine(Schema):
    name: str = Field(description="who, email, phone, hours or address.")
    text: str


class OpenMeeting(Schema):
    words: str
    on: date | None
    url: str


class UnitShown(UnitRow):
    purpose: str
    area: list[str] = Field(description="Regions, as people call them.")
    rule: str = Field(description="Who can be a member.")
    parent: Link | None
    founded: date | None
    contact: list[CardLine] = Field(description="Those lines of its contact card that you may read.")
    meeting: OpenMeeting | None = Field(description="The next one that guests may come to.")


class Units(Listed[UnitRow]):
    pass


class Filter(Page):
    q: Words = Field("", description="Words that must all stand in name or purpose.")
    kind: Unit.Kind | None = None
    state: Unit.State | None = Field(None, description="Left out: all but closed ones.")
    mine: bool | None = Field(None, description="Only those you are a member of, or only the others.")


@router.get("/units", response=Units)
@needs("read")
def units(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Networks, chapters and subgroups that you may know of, by the alphabet."""
    found = rules.listed(request.reader, filters.q, kind=filters.kind or "", state=filters.state or "")
    if filters.mine is not None:
        found = found.filter(mine=filters.mine)  # type: ignore[misc] # annotated by `listed`
    rows, following = by_name(found, filters, "slug")
    rules.count_members(rows)
    return {"items": [_row(unit) for unit in rows], "next": following}


@router.get("/units/{slug}", response=UnitShown)
@needs("read")
def unit(request: Request, slug: Slug) -> dict[str, Any]:
    """A network: what it is for, who can join, whom to ask."""
    return _shown(request, slug)


class AboutUnit(Given):
    name: str | None = Field(None, min_length=1, max_length=160, pattern=NO_NULL)
    purpose: str | None = Field(None, max_length=4000, pattern=NO_NULL)
    rule: str | None = Field(None, max_length=4000, pattern=NO_NULL)
    area: list[str] | None = Field(None, description="Regions, as people call them.", max_length=40)
    level: Unit.Level | None = None
    language: str | None = Field(None, max_length=5, pattern=NO_NULL)
    known_to: Unit.KnownTo | None = Field(None, description="Who may know that it exists; members always may.")


class UnitGiven(AboutUnit):
    parent: Slug
    name: str = Field(min_length=1, max_length=160, pattern=NO_NULL)
    kind: Unit.Kind
    state: Unit.State = Field(Unit.State.ACTIVE, description="proposed, tentative or active.")
    slug: str = text(80, about="Made of the name when left out; numbered where it is taken.")
    letter: str = text(8000, about="Why it is needed: of an application alone.")


class UnitChanged(AboutUnit):
    """What is left out stays."""

    map_for: Unit.MapFor | None = Field(None, description="Who sees whose staff is in it.")
    meeting: str | None = Field(None, max_length=200, pattern=NO_NULL)
    meeting_on: Day | None = None
    meeting_url: str | None = Field(None, max_length=300, pattern=NO_NULL)
    quiet_days: int | None = Field(
        None, ge=0, le=3650, description="Of silence before sleep is offered; 0: never."
    )


class StateShown(Schema):
    state: str
    at: datetime
    by: Link | None = Field(description="Null when you may not see the person, or a meeting decided.")
    why: str


class StateGiven(Given):
    state: Unit.State
    why: str = text(2000, needed=True, about="Whoever may know of the unit reads it.")


@router.post("/units", response={201: UnitShown, 202: FoundingShown})
@needs("coordinate")
@refuses(404)
def found(request: Request, given: UnitGiven) -> tuple[int, dict[str, Any]]:
    """Found a unit inside another. For whoever decides there.

    A chapter by a member who does not decide in the association: 202, an application to found it, which you have
    signed. Colleagues are asked to sign on its page.
    """
    parent = get_object_or_404(rules.visible(request.reader), slug=given.parent)
    if not rules.may_found_in(request.reader, parent):
        return 202, _proposed(request, parent, given)
    usual = {"language": parent.language, "known_to": parent.known_to}
    form = forms.FoundForm(usual | _typed(given))
    made = actions.found(by=person_of(request.user), parent=parent, **take(form))
    return 201, _shown(request, made.slug)


@router.patch("/units/{slug}", response=UnitShown)
@needs("coordinate")
def edit_unit(request: Request, slug: Slug, given: UnitChanged) -> dict[str, Any]:
    """Say anew what a unit is. For whoever decides in it or above it."""
    found = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_edit(request.reader, found):
        raise PermissionDenied
    now = {name: getattr(found, name) for name in actions.EDITED}
    form = forms.EditUnitForm(now | {"area": "\n".join(found.area)} | _typed(given))
    actions.edit_unit(by=person_of(request.user), unit=found, **take(form))
    return _shown(request, slug)


@router.get("/units/{slug}/states", response=list[StateShown])
@needs("read")
def states(request: Request, slug: Slug) -> list[dict[str, Any]]:
    """What states a unit has been in, the present one first."""
    found = get_object_or_404(rules.visible(request.reader), slug=slug)
    return [_change(one, request.reader) for one in rules.changes(found)[:STATES]]


@router.post("/units/{slug}/states", response={201: StateShown})
@needs("coordinate")
@refuses(409)
def change_state(request: Request, slug: Slug, given: StateGiven) -> dict[str, Any]:
    """Bring a unit into another state. For whoever decides in it or above it. 409: that state does not follow."""
    found = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_change_state(request.reader, found):
        raise PermissionDenied
    try:
        actions.change_state(by=person_of(request.user), unit=found, state=given.state, why=given.why)
    except actions.NotAfter:
        raise HttpError(409, _("That state does not follow the one the unit is in.")) from None
    return _change(rules.changes(found)[0], request.reader)


def _proposed(request: Request, association: Unit, given: UnitGiven) -> dict[str, Any]:
    if given.kind != Unit.Kind.CHAPTER or not rules.may_found(request.reader, association):
        raise PermissionDenied
    if too_much := given.model_fields_set - APPLIED_FOR:
        raise refuse({name: _("An application does not say this.") for name in sorted(too_much)})
    form = forms.FoundingForm(_typed(given))
    begun = actions.propose(by=person_of(request.user), association=association, **take(form))
    return founding_shown(begun, 1, request.reader)


def _typed(given: AboutUnit) -> dict[str, Any]:
    """As the page's form would send it."""
    data = {name: value for name, value in given.dict().items() if value is not None}
    return data | ({"area": "\n".join(data["area"])} if "area" in data else {})


def _shown(request: Request, slug: str) -> dict[str, Any]:
    found = rules.one(request.reader, slug)
    if found is None:
        raise Http404
    rules.count_members([found])
    parent = found.parent if found.parent and rules.may_know(request.reader, found.parent) else None
    meeting = {"words": found.meeting, "on": found.meeting_on, "url": found.meeting_url}
    return _row(found) | {
        "purpose": found.purpose,
        "area": found.area,
        "rule": found.rule,
        "parent": link("unit", parent.slug, parent.name) if parent else None,
        "founded": found.founded,
        "contact": [{"name": line.name, "text": line.text} for line in rules.card(found)],
        "meeting": meeting if rules.next_meeting(found) else None,
    }


def _change(one: StateChange, reader: Reader) -> dict[str, Any]:
    by = link("person", one.by.key, one.by.name) if one.by is not None and reader.reads(one.by) else None
    return {"state": one.state, "at": one.at, "by": by, "why": one.why}


def _row(unit: Any) -> dict[str, Any]:
    return link("unit", unit.slug, unit.name).dict() | {
        name: getattr(unit, name)
        for name in ("kind", "level", "state", "language", "mine", "members", "organisations")
    }
