"""Units are founded, and people come and go."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from krets.activity.actions import record
from krets.db import readers
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.networks import emails, search
from krets.networks.actions.mandates import appoint, end_mandate
from krets.networks.actions.membership import let_in, let_out
from krets.networks.actions.proposed import know_again
from krets.networks.models import (
    ContactLine,
    Mandate,
    Membership,
    StateChange,
    Unit,
)
from krets.networks.rules import known_by
from krets.people import actions as people
from krets.people.models import Organisation, Person
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
    known_to: str = Unit.KnownTo.PUBLIC,
    map_for: str = Unit.MapFor.MEMBERS,
) -> Unit:
    """Found a unit. A slug that is taken gets a number: a refusal would tell of a unit that few may know of.

    known_to: who may know that it exists, once it is no proposal; members always may."""
    unit = Unit.objects.create(
        slug=_free(slug), name=name, kind=kind, level=level, area=[*area], state=state, language=language,
        purpose=purpose, rule=rule, parent=parent, known_to=known_to, map_for=map_for,
        last_sign=today(),
    )  # fmt: skip
    unit.readers = known_by(unit)
    unit.save(update_fields=["readers"])
    StateChange.objects.create(unit=unit, state=state, by=by)
    index.put(search.document(unit))
    record(verb="networks.found", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return unit


EDITED = (
    "name", "purpose", "rule", "level", "area", "language", "known_to", "map_for", "meeting", "meeting_on",
    "meeting_url", "quiet_days",
)  # fmt: skip


@verb
def edit_unit(*, by: Person | None, unit: Unit, **said: Any) -> Unit:
    """Say anew what a unit is for, who may know of it, when its next open meeting is … `said`: some of EDITED."""
    for name, value in said.items():
        assert name in EDITED, name
        setattr(unit, name, value)
    unit.readers = known_by(unit)
    unit.save()
    index.put(search.document(unit))
    record(verb="networks.edit_unit", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return unit


@verb
def show_contact(*, by: Person | None, unit: Unit, lines: Mapping[str, tuple[str, str]]) -> None:
    """Say whom to ask and how. lines: name of a line to its text and to whom it is told ("public", "buyers" or
    "members"); one without a text goes away, one that is not named stays."""
    for name, (text, told_to) in lines.items():
        if not text.strip():
            ContactLine.objects.filter(unit=unit, name=name).delete()
            continue
        wider = {Unit.KnownTo.PUBLIC: [readers.PUBLIC], Unit.KnownTo.BUYERS: [readers.BUYERS]}
        tokens = readers.clean([*wider.get(Unit.KnownTo(told_to), []), readers.unit(unit.pk)])
        ContactLine.objects.update_or_create(
            unit=unit, name=ContactLine.Name(name), defaults={"text": text.strip(), "readers": tokens}
        )
    record(verb="networks.show_contact", kind="unit", key=unit.slug, by=by, unit=unit.pk)


@verb
def join(*, by: Person | None, unit: Unit, person: Person, role: str = "") -> Membership:
    """Make a person a member. Admission by rule comes with its own verbs.

    role: coordinator gives them that mandate, member ends what lets them run the unit, '' leaves it as it is.
    Raises `people.NotCovered` for a supplier's: whose employer does not fall under procurement law.
    """
    membership, _new = let_in(by=by, unit=unit, person=person)
    if role == Membership.Role.COORDINATOR:
        appoint(by=by, unit=unit, person=person, kind=Mandate.Kind.COORDINATOR)
    elif role == Membership.Role.MEMBER:
        for mandate in person.mandates.filter(unit=unit, kind__in=Mandate.RUNS, ended=None):
            end_mandate(by=by, mandate=mandate)
    membership.refresh_from_db(fields=["role"])
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
    """End a membership, and what only members are trusted with; who leaves a network leaves its subgroups. What
    the person has written stays; what the unit shares is no longer read."""
    if let_out(by=by, unit=unit, person=person, at=now()):
        know_again(by=by, association=unit)
        for subgroup in Unit.objects.filter(parent=unit, kind__in=Unit.INSIDE):
            leave(by=by, unit=subgroup, person=person)
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


def _free(slug: str) -> str:
    taken = set(Unit.objects.filter(slug__startswith=slug[:76]).values_list("slug", flat=True))
    numbered = (f"{slug[:76]}-{n}" for n in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)
