"""Somebody leaves an employer, or an organisation no longer falls under procurement law: networks hear of it."""

from typing import Any

from krets.db.identity import verb
from krets.networks import actions as networks
from krets.networks.models import Unit
from krets.people import actions as people
from krets.people.models import Belonging, Organisation, Person


@verb
def leave_employer(*, by: Person, belonging: Belonging) -> None:
    """End it. With the last employer, memberships end too: they are for who buys for the public."""
    person = belonging.person
    people.leave_employer(by=by, belonging=belonging)
    if person.organisation is None:
        _leave_all(person, by=by)


@verb
def change_organisation(*, by: Person | None, organisation: Organisation, **facts: Any) -> Organisation:
    """Change what is known of it. If it no longer falls under procurement law, who writes for it leaves their
    networks: suppliers are never members."""
    was = Organisation.objects.values_list("covered", flat=True).get(pk=organisation.pk)
    changed = people.change_organisation(by=by, organisation=organisation, **facts)
    if was and not changed.covered:
        for person in Person.objects.filter(organisation=organisation):
            _leave_all(person, by=by)
    return changed


def _leave_all(person: Person, *, by: Person | None) -> None:
    for unit in Unit.objects.filter(memberships__person=person, memberships__ended=None):
        networks.leave(by=by, unit=unit, person=person)
