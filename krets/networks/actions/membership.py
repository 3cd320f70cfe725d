"""What being let into a unit, leaving it and running it come to: shared by the verbs that do so."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef

from krets.db.clock import now
from krets.networks.actions.knowing import know_anew, know_proposals, know_trusted
from krets.networks.models import Mandate, Membership, Reconfirmation, Unit, Vouching
from krets.networks.rules import current, unit_tokens
from krets.people import actions as people
from krets.people.models import Person
from krets.people.rules import may_be_member


def let_in(*, by: Person | None, unit: Unit, person: Person) -> tuple[Membership, bool]:
    """The membership of a person, and whether it is new. Raises `people.NotCovered` for a supplier's."""
    _one_at_a_time(person)
    if not may_be_member(person):
        raise people.NotCovered
    woken = wake(by=by, members=[(unit.pk, person.pk)])
    membership, new = Membership.objects.get_or_create(
        unit=unit, person=person, ended=None, defaults={"added_by": by}
    )
    new = new or bool(woken)
    if new:
        people.share_with_units(by=by, person=person, units=unit_tokens(person.pk))
    return membership, new


def let_out(*, by: Person | None, unit: Unit, person: Person, at: datetime) -> bool:
    """End a membership, and with it what only members are trusted with. Whether there was one."""
    _one_at_a_time(person)
    role = Membership.Role.MEMBER  # whoever comes back does so as that: what let them run it has ended
    if not Membership.objects.filter(unit=unit, person=person, ended=None).update(ended=at, role=role):
        return False
    Vouching.objects.filter(unit=unit, person=person, ended=None).update(ended=at, ended_by=by)
    held = Mandate.objects.filter(unit=unit, person=person, ended=None, kind__in=Mandate.OF_MEMBERS)
    held.update(ended=at, ended_by=by)  # at the same moment: so it is known what ended because they left
    people.share_with_units(by=by, person=person, units=unit_tokens(person.pk))
    know_trusted(by=by, unit=unit.pk)
    return True


def wake(*, by: Person | None, members: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Wake those of these memberships that rest (number of a unit and of a person), with what began to rest with
    them: the same rows, as old as they were. The yearly question about them is over. All that were woken.
    """
    rows = Membership.objects.filter(person_id__within=sorted({person for _unit, person in members}))
    here = set(rows.filter(ended=None).values_list("unit_id", "person_id"))
    resting = list(rows.filter(resting__isnull=False).order_by("-resting", "-pk"))
    asked = {one for one in members if one not in here}
    moments = {(row.person_id, row.resting) for row in resting if (row.unit_id, row.person_id) in asked}
    woken: dict[tuple[int, int], int] = {}
    for row in resting:
        one = (row.unit_id, row.person_id)
        if (row.person_id, row.resting) in moments and one not in here:
            woken.setdefault(one, row.pk)
    if woken:
        numbers = [*woken.values()]
        Membership.objects.filter(pk__within=numbers).update(ended=None, resting=None)
        Reconfirmation.objects.filter(membership_id__within=numbers, answered=None).update(answered=now())
    return set(woken)


def derive_role(*, by: Person | None, unit: int, person: int) -> None:
    """A member has the role of coordinator for as long as a mandate to run the unit holds."""
    runs = current().filter(unit_id=unit, person_id=person, kind__in=Mandate.RUNS).exists()
    role = Membership.Role.COORDINATOR if runs else Membership.Role.MEMBER
    Membership.objects.filter(unit_id=unit, person_id=person, ended=None).exclude(role=role).update(role=role)
    know_trusted(by=by, unit=unit)


def derive_roles(*, by: None = None) -> None:
    """The same for everybody, after a midnight."""
    runs = Exists(current().filter(unit=OuterRef("unit"), person=OuterRef("person"), kind__in=Mandate.RUNS))
    members, role = Membership.objects.filter(ended=None), Membership.Role
    members.filter(runs, role=role.MEMBER).update(role=role.COORDINATOR)
    members.filter(~runs, role=role.COORDINATOR).update(role=role.MEMBER)
    narrow = Unit.objects.exclude(known_to=Unit.KnownTo.PUBLIC)
    for unit in narrow.filter(Exists(Mandate.objects.filter(unit=OuterRef("pk")))):
        know_anew(by=by, unit=unit)
    for above in Unit.objects.filter(children__state=Unit.State.PROPOSED).distinct():
        know_proposals(by=by, above=above.pk)


def _one_at_a_time(person: Person) -> None:
    """Who leaves two networks at once would else go on sharing with the one, since neither sees the other end."""
    Person.objects.select_for_update().order_by().filter(pk=person.pk).values_list("pk", flat=True).first()
