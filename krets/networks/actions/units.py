"""Units are founded, and people come and go."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from krets.activity.actions import record
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import verb
from krets.networks import emails, search
from krets.networks.models import Membership, StateChange, Unit, Vouching
from krets.networks.rules import unit_tokens
from krets.people import actions as people
from krets.people.models import Organisation, Person
from krets.people.rules import may_be_member
from krets.search import index


@verb
def found(
    *,
    by: Person | None,
    slug: str,
    name: str,
    kind: str = Unit.Kind.NETWORK,
    language: str = "sv",
    level: str = "",
    area: Iterable[str] = (),
    state: str = Unit.State.ACTIVE,
    purpose: str = "",
    rule: str = "",
    parent: Unit | None = None,
    readable_by: Iterable[str] = (readers.PUBLIC,),
) -> Unit:
    """Found a unit. `readable_by` is reader tokens: who may know that it exists; members always may."""
    unit = Unit.objects.create(
        slug=slug, name=name, kind=kind, level=level, area=[*area], state=state, language=language,
        purpose=purpose, rule=rule, parent=parent,
    )  # fmt: skip
    unit.readers = readers.clean([*readable_by, readers.unit(unit.pk)])
    unit.save(update_fields=["readers"])
    StateChange.objects.create(unit=unit, state=state, by=by)
    index.put(search.document(unit))
    record(verb="networks.found", kind="unit", key=slug, by=by, unit=unit.pk)
    return unit


@verb
def join(*, by: Person | None, unit: Unit, person: Person, role: str = Membership.Role.MEMBER) -> Membership:
    """Make a person a member, or give a member another role. Admission by rule comes with its own verbs.

    Raises `people.NotCovered` for a supplier's: whose employer does not fall under procurement law.
    """
    if not may_be_member(person):
        raise people.NotCovered
    _one_at_a_time(person)
    membership, new = Membership.objects.get_or_create(
        unit=unit, person=person, ended=None, defaults={"role": role, "added_by": by}
    )
    if new:
        people.share_with_units(by=by, person=person, units=unit_tokens(person.pk))
    elif membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    record(verb="networks.join", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return membership


@verb
def enrol(*, by: Person | None, unit: Unit, people: Mapping[int, datetime]) -> int:
    """Make many people members who never were before; how many. `people`: number to member since."""
    were = set(Membership.objects.filter(unit=unit, person__in=people).values_list("person", flat=True))
    new = [
        Membership(unit=unit, person_id=person, since=since, added_by=by)
        for person, since in people.items()
        if person not in were
    ]
    Membership.objects.bulk_create(new)
    if new:
        record(verb="networks.enrol", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return len(new)


@verb
def leave(*, by: Person | None, unit: Unit, person: Person) -> None:
    """End a membership. What the person has written stays; what the unit shares is no longer read."""
    _one_at_a_time(person)
    ended = Membership.objects.filter(unit=unit, person=person, ended=None).update(ended=now())
    if ended:
        Vouching.objects.filter(unit=unit, person=person, ended=None).update(ended=now(), ended_by=by)
        people.share_with_units(by=by, person=person, units=unit_tokens(person.pk))
        record(verb="networks.leave", kind="unit", key=unit.slug, by=by, unit=unit.pk)


@verb
def invite(
    *,
    by: Person | None,
    unit: Unit,
    email: str,
    name: str,
    organisation: Organisation | None = None,
    language: str = "",
) -> Membership:
    """Make the person behind an address a member, with an account if there is none, and tell them how to
    sign in. Somebody who is a member already is not written to again."""
    person = people.register(
        by=by, name=name, email=email, organisation=organisation, language=language or unit.language
    )
    known = Membership.objects.filter(unit=unit, person=person, ended=None).first()
    if organisation is not None and person.organisation is None:
        people.settle(by=by, person=person, organisation=organisation)
    if known is not None:
        return known
    membership = join(by=by, unit=unit, person=person)
    emails.invitation(person=person, unit=unit, by=by)
    return membership


def _one_at_a_time(person: Person) -> None:
    """Who leaves two networks at once would else go on sharing with the one, since neither sees the other end."""
    Person.objects.select_for_update().order_by().filter(pk=person.pk).values_list("pk", flat=True).first()
