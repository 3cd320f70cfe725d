"""What each state of a unit means: one table, which docs/units.md repeats in words."""

from dataclasses import dataclass

from django.db.models import Q

from krets.db import readers
from krets.db.clock import today
from krets.networks.models import Founding, Mandate, Membership, Unit

State = Unit.State


@dataclass(frozen=True)
class Means:
    """known: whoever the unit says may know of it; else only who decides above it, and its members.
    joined: new members come in. shared: asks and cases are put there. asked: its members are asked to help,
    and written to about what is there. woken: it can come back.

    Members read what was shared in a unit whatever its state, and what is open there can be brought to an end.
    """

    known: bool
    joined: bool
    shared: bool
    asked: bool
    woken: bool


MEANS: dict[str, Means] = {
    State.PROPOSED: Means(known=False, joined=False, shared=False, asked=False, woken=True),
    State.TENTATIVE: Means(known=True, joined=True, shared=True, asked=True, woken=True),
    State.ACTIVE: Means(known=True, joined=True, shared=True, asked=True, woken=True),
    State.DORMANT: Means(known=True, joined=False, shared=False, asked=False, woken=True),
    State.CLOSED: Means(known=True, joined=False, shared=False, asked=False, woken=False),
}
SHARING = tuple(state for state, means in MEANS.items() if means.shared)
ASKING = tuple(state for state, means in MEANS.items() if means.asked)


def known_by(unit: Unit) -> list[str]:
    """The reader tokens of a unit: who may know that it exists. Members may, and whoever holds a mandate in it."""
    hidden = not MEANS[unit.state].known or _was_turned_down(unit)
    if unit.known_to == Unit.KnownTo.PUBLIC and not hidden:
        return [readers.PUBLIC]
    own = {readers.unit(unit.pk), *map(readers.person, trusted(unit))}
    if hidden:
        return sorted({*own, *map(readers.person, {*overseers(unit), *signatories(unit)})})
    if unit.known_to == Unit.KnownTo.BUYERS:
        return sorted({*own, readers.BUYERS})  # beside them: a firm that is the secretariat is no buyer
    if unit.known_to == Unit.KnownTo.PARENT and unit.parent_id is not None:
        return sorted({*own, readers.unit(unit.parent_id)})
    return sorted(own)


def trusted(unit: Unit) -> set[int]:
    """The numbers of those who hold a mandate in the unit today, of whatever kind, members or not."""
    last = Q(until=None) | Q(until__gte=today())
    rows = Mandate.objects.filter(last, unit=unit, ended=None, since__lte=today())
    return set(rows.values_list("person_id", flat=True))


def signatories(unit: Unit) -> set[int]:
    """The numbers of those who began to found it, signed, or were asked to sign."""
    rows = Founding.objects.filter(unit=unit).values_list("initiator", "signatures__person")
    return {pk for row in rows for pk in row if pk is not None}


def _was_turned_down(unit: Unit) -> bool:
    """What never opened is not told of because it is closed."""
    closed = unit.state == Unit.State.CLOSED
    return closed and Founding.objects.filter(unit=unit, outcome=Founding.Outcome.NO).exists()


def overseers(unit: Unit) -> list[int]:
    """The numbers of those who decide about a unit from above, as `may_oversee` says of one."""
    above = unit.parent_id or 0
    leading = Membership.objects.filter(unit_id=above, ended=None, role=Membership.Role.COORDINATOR)
    last = Q(until=None) | Q(until__gte=today())
    deciding = Mandate.objects.filter(last, unit_id=above, ended=None, since__lte=today())
    deciding = deciding.filter(kind__in=Mandate.DECIDES)
    return sorted({*leading.values_list("person", flat=True), *deciding.values_list("person", flat=True)})
