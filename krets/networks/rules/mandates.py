"""Who is trusted with what in a unit, and what follows: who runs it, who decides, who works for it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from krets.db.clock import today
from krets.db.readers import Reader
from krets.networks.models import Mandate, Unit
from krets.networks.rules.units import may_invite


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
    """Who looks after a unit from day to day: its coordinators, co-hosts, chair and lead."""
    return may_invite(reader, unit) or holds(reader, [unit.pk], Mandate.RUNS)


def may_decide(reader: Reader, unit: Unit) -> bool:
    """Who decides in a unit: whoever runs it, and its board."""
    return may_run(reader, unit) or holds(reader, [unit.pk], Mandate.DECIDES)


def may_oversee(reader: Reader, unit: Unit) -> bool:
    """Who decides about a unit from above: whoever decides in what it belongs to."""
    return unit.parent is not None and may_decide(reader, unit.parent)


def may_administer(reader: Reader, unit: Unit) -> bool:
    """Who sees members and applications of a unit: whoever decides in it or above it, and its secretariat.

    It opens nothing of what is shared in the unit.
    """
    if may_decide(reader, unit) or may_oversee(reader, unit):
        return True
    return holds(reader, [unit.pk, unit.parent_id], Mandate.SERVES)
