"""Welcoming a new member, as JSON."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from krets.api.fields import Given, Key, Slug
from krets.api.scopes import needs
from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.api.routes import router
from krets.people.rules import person_of


class WelcomeGiven(Given):
    person: Key


@router.post("/units/{slug}/welcome", response={204: None})
@needs("coordinate")
def welcome(request: Request, slug: Slug, given: WelcomeGiven) -> tuple[int, None]:
    """Welcome a new member by a short letter, once."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    person = rules.member_to_welcome(request.reader, unit, given.person)
    if person is None:
        raise Http404
    actions.welcome(by=person_of(request.user), unit=unit, person=person)
    return 204, None
