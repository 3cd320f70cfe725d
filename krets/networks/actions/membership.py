"""What being let into a unit, leaving it and running it come to: shared by the verbs that do so."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from krets.networks.actions.knowing import know_anew, know_proposals, know_trusted
from krets.networks.models import Mandate, Membership, Unit, Vouching
from krets.networks.rules import current, unit_tokens
from krets.people import actions as people
from krets.people.models import Person
from krets.people.rules import may_be_member


def let_in(*, by: Person | None, unit: Unit, person: Person) -> tuple[Membership, bool]:
    """The membership of a person, and whether it is new. Raises `people.NotCovered` for a supplier's."""
    _one_at_a_time(person)
    if not may_be_member(person):
        raise people.NotCovered
    membership, new = Membership.objects.get_or_create(
        unit=unit, person=person, ended=None, defaults={"added_by": by}
    )
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
