"""Who is trusted with what in a unit, and what follows: who runs it, who decides, who works for it."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from krets.db.clock import today
from krets.db.readers import Reader
from krets.networks.models import Mandate, Unit
from krets.networks.rules.states import MEANS
from krets.networks.rules.units import leads
from krets.people.models import Person

Kind = Mandate.Kind
EVERY = tuple(Kind)
# Who holds the one in a unit appoints to the others there, and ends them. Who is not named appoints to nothing.
APPOINTS: dict[str, tuple[str, ...]] = {
    Kind.CHAIR: EVERY,
    Kind.BOARD: EVERY,
    Kind.COORDINATOR: (Kind.COORDINATOR, Kind.CO_HOST, Kind.LEAD, Kind.CONTACT, Kind.MENTOR, Kind.COUNCIL),
    Kind.LEAD: (Kind.LEAD, Kind.CO_HOST, Kind.CONTACT),
    Kind.CO_HOST: (Kind.CONTACT, Kind.MENTOR),
}
FROM_ABOVE = (Kind.CHAIR, Kind.BOARD, Kind.COORDINATOR)  # in what a unit belongs to: appoint to all of them in it


def current() -> "QuerySet[Mandate]":
    """Mandates that hold today."""
    last = Q(until=None) | Q(until__gte=today())
    mandates: QuerySet[Mandate] = Mandate.objects.filter(last, ended=None, since__lte=today())
    return mandates


def holds(reader: Reader, units: Iterable[int | None], kinds: Iterable[str]) -> bool:
    """Whether the reader holds a mandate of these kinds in one of these units today. One query."""
    wanted = [pk for pk in units if pk is not None]
    if reader.person is None or not wanted:
        return False
    return current().filter(person_id=reader.person, unit_id__in=wanted, kind__in=[*kinds]).exists()


def may_run(reader: Reader, unit: Unit) -> bool:
    """Who looks after a unit from day to day: the members who are its coordinators, co-hosts, chair and lead."""
    return leads(reader, unit)


def may_decide(reader: Reader, unit: Unit) -> bool:
    """Who decides in a unit: whoever runs it, and its board."""
    return may_run(reader, unit) or holds(reader, [unit.pk], Mandate.DECIDES)


def may_oversee(reader: Reader, unit: Unit) -> bool:
    """Who decides about a unit from above: whoever decides in what it belongs to."""
    return unit.parent is not None and may_decide(reader, unit.parent)


def may_found_in(reader: Reader, unit: Unit) -> bool:
    """Who founds units inside this one: whoever decides in it, while it is awake."""
    return MEANS[unit.state].shared and may_decide(reader, unit)


def may_edit(reader: Reader, unit: Unit) -> bool:
    """Who says what a unit is for, who may know of it and how it is reached: whoever decides in it or above it."""
    return may_decide(reader, unit) or may_oversee(reader, unit)


def may_change_state(reader: Reader, unit: Unit) -> bool:
    """Who brings a unit into another state: whoever decides in it or above it; a proposed one only from above."""
    if unit.state == Unit.State.PROPOSED:
        return may_oversee(reader, unit)
    return may_edit(reader, unit)


def may_administer(reader: Reader, unit: Unit) -> bool:
    """Who sees members and applications of a unit: whoever decides in it or above it, and its secretariat.

    It opens nothing of what is shared in the unit.
    """
    if may_decide(reader, unit) or may_oversee(reader, unit):
        return True
    return holds(reader, [unit.pk, unit.parent_id], Mandate.SERVES)


def appointable(reader: Reader, unit: Unit) -> list[str]:
    """To which mandates of a unit the reader appoints, as `APPOINTS` and `FROM_ABOVE` say. At most one query."""
    return appointable_in(reader, [unit])[unit.pk]


def appointable_in(reader: Reader, units: Iterable[Unit]) -> dict[int, list[str]]:
    """The same for several units, by number."""
    by_number = {unit.pk: unit for unit in units}
    if reader.person is None or not by_number:
        return {pk: [] for pk in by_number}
    near = {*by_number, *(unit.parent_id for unit in by_number.values() if unit.parent_id is not None)}
    mine = set(current().filter(person_id=reader.person, unit_id__in=near).values_list("unit_id", "kind"))
    return {pk: kinds_by(mine, unit) for pk, unit in by_number.items()}


def may_appoint(reader: Reader, unit: Unit, kind: str) -> bool:
    """Chair and board appoint to every mandate in their unit, and chair, board and coordinators to every one in
    what belongs to it. A coordinator appoints coordinators, co-hosts, leads, contact persons, mentors and seats on
    programme councils; a lead the next lead, co-hosts and contact persons; a co-host contact persons and mentors.
    Others appoint nobody. Who appoints to a mandate may also end it, make it last longer and hand it over.
    """
    return kind in appointable(reader, unit)


def may_end(reader: Reader, mandate: Mandate) -> bool:
    """Who holds a mandate gives it back; who appoints to it takes it back."""
    return reader.person == mandate.person_id or may_appoint(reader, mandate.unit, mandate.kind)


def who_appoints(unit: Unit, kind: str) -> "QuerySet[Person]":
    """Everybody who appoints to such a mandate in the unit today."""
    here = [one for one, others in APPOINTS.items() if kind in others]
    mandates = Q(unit=unit, kind__in=here)
    if unit.parent_id is not None:
        mandates |= Q(unit_id=unit.parent_id, kind__in=FROM_ABOVE)
    people: QuerySet[Person] = Person.objects.filter(pk__in=current().filter(mandates).values("person"))
    return people


def kinds_by(held: Collection[tuple[int, str]], unit: Unit) -> list[str]:
    """To which mandates of a unit somebody appoints who holds these: number of a unit, and kind."""
    if any((unit.parent_id, kind) in held for kind in FROM_ABOVE):
        return list(EVERY)
    may = {kind for one, kinds in APPOINTS.items() if (unit.pk, one) in held for kind in kinds}
    return [kind for kind in EVERY if kind in may]
