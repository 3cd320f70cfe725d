"""Requests for one's help: read, declined, passed on."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query

from krets.api.fields import Key
from krets.api.paging import Listed, Page, newest_first
from krets.api.problems import Late, refuse
from krets.api.scopes import needs, refuses
from krets.asks import actions, rules
from krets.asks.api import shapes
from krets.asks.api.given import DeclineGiven, PassOnGiven
from krets.asks.api.routes import router
from krets.asks.models import Suggestion
from krets.db.identity import Request
from krets.people.rules import person_of


class Suggestions(Listed[shapes.SuggestionShown]):
    pass


class Filter(Page):
    waiting: bool | None = Field(None, description="Only those you have not replied to, or only the others.")


@router.get("/suggestions", response=Suggestions)
@needs("read")
def suggestions(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """What you were asked to help with, newest first."""
    readable = rules.visible(request.reader).values("pk")
    found = Suggestion.objects.filter(person=person_of(request.user), ask__in=readable).select_related("ask")
    if filters.waiting is not None:
        found = found.filter(reply="") if filters.waiting else found.exclude(reply="")
    rows, following = newest_first(found, filters, "sent")
    return {"items": [shapes.suggestion(one) for one in rows], "next": following}


@router.post("/suggestions/{key}/decline", response=shapes.SuggestionShown)
@needs("answer")
@refuses(409)
def decline(request: Request, key: Key, given: DeclineGiven) -> dict[str, Any]:
    """Not me, or not now. Nobody minds, and the next person is asked sooner."""
    found = _waiting(request, key)
    actions.decline(by=found.person, suggestion=found, reply=given.reply)
    return shapes.suggestion(found)


@router.post("/suggestions/{key}/pass-on", response=shapes.SuggestionShown)
@needs("answer")
@refuses(409)
def pass_on(request: Request, key: Key, given: PassOnGiven) -> dict[str, Any]:
    """Name a colleague who would know. They are asked if they can be asked now."""
    found = _waiting(request, key)
    to = rules.colleague(found.ask, given.to, by_name=True)
    if to is None or to == found.person:
        raise refuse(
            {"to": _("Nobody who reads the ask has that name or address. Write it as it stands in Krets.")}
        )
    actions.pass_on(by=found.person, suggestion=found, to=to)
    return shapes.suggestion(found)


def _waiting(request: Request, key: str) -> Suggestion:
    """The reader's own; 404 for anybody else's, 409 when it is replied to."""
    rows = Suggestion.objects.select_related("ask__closing", "person")
    readable = rules.visible(request.reader).values("pk")
    found = get_object_or_404(rows, key=key, person=person_of(request.user), ask__in=readable)
    if found.reply:
        raise Late(_("You have replied to this already."))
    return found
