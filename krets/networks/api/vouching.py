"""Who vouches in a unit, as JSON."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from krets.api.fields import Given, Key, Slug, text
from krets.api.problems import take
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import actions, forms, rules
from krets.networks.api.routes import router
from krets.networks.models import Unit, Vouching
from krets.people.rules import person_of


class ChargeShown(Schema):
    person: Link | None = Field(description="Null when you may not see the person.")
    since: datetime


class ChargeGiven(Given):
    who: str = text(200, needed=True, about="Name or e-mail address of a member.")


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
