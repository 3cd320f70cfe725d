"""Who is trusted with what in a unit, as JSON."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Schema

from krets.api.fields import Day, Given, Key, Slug, text
from krets.api.paging import Listed, Page, newest_first
from krets.api.problems import refuse, take
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import actions, forms, rules
from krets.networks.api.routes import router
from krets.networks.models import Mandate, Unit
from krets.people import rules as people
from krets.people.rules import person_of


class MandateShown(Schema):
    key: str
    kind: str
    person: Link
    firm: str = Field(description="The firm that is the secretariat; else empty.")
    outside: str = Field(description="Whose programme council; else empty.")
    since: date
    until: date | None = Field(description="The last day; null: until it is ended.")
    appointed_by: Link | None = Field(description="Null when you may not see the person.")


class Mandates(Listed[MandateShown]):
    pass


class MandateGiven(Given):
    who: str = text(200, needed=True, about="Name or e-mail address of somebody you may see.")
    kind: Mandate.Kind
    since: Day | None = Field(None, description="The first day; today when left out.")
    until: Day | None = Field(None, description="The last day; left out: until it is ended.")
    firm: str = text(160, about="Of a secretariat outside the organisation.")
    outside: str = text(160, about="Whose programme council, for a seat on one.")


class UntilGiven(Given):
    until: Day | None = Field(description="The last day from now on; null: until it is ended.")


class HandoverGiven(Given):
    predecessor: Key
    who: str = text(200, needed=True, about="Who takes over: name or e-mail address.")
    mandates: list[Key] | None = Field(
        None, max_length=200, description="Keys; left out: all that you may hand over."
    )
    note: str = text(8000, about="What the successor needs to know.")


class HandoverShown(Schema):
    key: str
    url: str
    predecessor: Link | None
    successor: Link | None
    note: str
    mandates: list[str] = Field(description="Keys of what the successor holds by it.")


@router.get("/units/{slug}/mandates", response=Mandates)
@needs("read")
def mandates(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """Who holds what in a network, the latest first, as far as you may see who it is."""
    rows, following = newest_first(rules.mandates_of(request.reader, _unit(request, slug)), page, "since")
    return {"items": [_shown(row, request.reader) for row in rows], "next": following}


@router.post("/units/{slug}/mandates", response={201: MandateShown})
@needs("coordinate")
def appoint(request: Request, slug: Slug, given: MandateGiven) -> dict[str, Any]:
    """Trust somebody with something. Who may appoint to what, docs/permissions.md says."""
    unit = _unit(request, slug)
    kinds = rules.appointable(request.reader, unit)
    if given.kind not in kinds:
        raise PermissionDenied
    form = forms.AppointForm(given.dict(), unit=unit, reader=request.reader, kinds=kinds)
    take(form)
    mandate = actions.appoint(by=person_of(request.user), unit=unit, **form.said)
    return _shown(mandate, request.reader)


@router.patch("/units/{slug}/mandates/{key}", response=MandateShown)
@needs("coordinate")
def renew_mandate(request: Request, slug: Slug, key: Key, given: UntilGiven) -> dict[str, Any]:
    """Let a mandate last longer, or shorter."""
    mandate = _running(request, slug, key)
    if not rules.may_appoint(request.reader, mandate.unit, mandate.kind):
        raise PermissionDenied
    until = take(forms.RenewForm({"until": given.until}))["until"]
    actions.renew_mandate(by=person_of(request.user), mandate=mandate, until=until)
    mandate.until = until
    return _shown(mandate, request.reader)


@router.delete("/units/{slug}/mandates/{key}", response={204: None})
@needs("coordinate")
def end_mandate(request: Request, slug: Slug, key: Key) -> None:
    """Give a mandate back, or take it back."""
    mandate = _running(request, slug, key)
    if not rules.may_end(request.reader, mandate):
        raise PermissionDenied
    actions.end_mandate(by=person_of(request.user), mandate=mandate)


@router.post("/units/{slug}/handovers", response={201: HandoverShown})
@needs("coordinate")
def hand_over(request: Request, slug: Slug, given: HandoverGiven) -> dict[str, Any]:
    """Give what somebody runs here and beneath, or ran until they left, to somebody else."""
    unit, reader = _unit(request, slug), request.reader
    predecessor = get_object_or_404(people.visible(reader), key=given.predecessor)
    offered = rules.to_hand_over(reader, unit, predecessor)
    if not offered:
        raise Http404
    keys = [one.key for one in offered] if given.mandates is None else given.mandates
    typed = {"who": given.who, "mandates": keys, "note": given.note}
    form = forms.HandOverForm(typed, unit=unit, reader=reader, offered=offered, predecessor=predecessor)
    read = take(form)
    try:
        done = actions.hand_over(
            by=person_of(request.user), unit=unit, predecessor=predecessor, successor=read["who"],
            mandates=read["mandates"], note=read["note"],
        )  # fmt: skip
    except actions.NothingToHandOver as fault:
        raise refuse({"mandates": "Somebody has just handed that over, or it has ended."}) from fault
    return {
        "key": done.key,
        "url": settings.URL + reverse("handover", args=[unit.slug, done.key]),
        "predecessor": _person(predecessor, reader),
        "successor": _person(read["who"], reader),
        "note": done.note,
        "mandates": list(done.mandates.order_by("pk").values_list("key", flat=True)),
    }


def _unit(request: Request, slug: str) -> Unit:
    found: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return found


def _running(request: Request, slug: str, key: str) -> Mandate:
    return get_object_or_404(
        rules.mandates_of(request.reader, _unit(request, slug)).select_related("unit"), key=key
    )


def _shown(row: Mandate, reader: Reader) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("key", "kind", "firm", "outside", "since", "until")}
    return plain | {"person": _person(row.person, reader), "appointed_by": _person(row.appointed_by, reader)}


def _person(person: Any, reader: Reader) -> Link | None:
    return link("person", person.key, person.name) if person is not None and reader.reads(person) else None
