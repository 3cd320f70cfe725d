"""A unit is proposed, tried, runs, sleeps, wakes and is closed."""

from krets.activity.actions import record
from krets.db.clock import today
from krets.db.identity import verb
from krets.networks import search
from krets.networks.models import Quiet, StateChange, Unit
from krets.networks.rules import MEANS, known_by
from krets.people.models import Person
from krets.search import index

State = Unit.State
FOLLOWS: dict[str, tuple[str, ...]] = {  # what may come after each state
    State.PROPOSED: (State.TENTATIVE, State.ACTIVE, State.CLOSED),
    State.TENTATIVE: (State.ACTIVE, State.DORMANT, State.CLOSED),
    State.ACTIVE: (State.DORMANT, State.CLOSED),
    State.DORMANT: (State.TENTATIVE, State.ACTIVE, State.CLOSED),
    State.CLOSED: (),
}


class NotAfter(Exception):
    """That state does not follow the one the unit is in."""


@verb
def change_state(*, by: Person | None, unit: Unit, state: str, why: str = "") -> StateChange | None:
    """Bring a unit into another state; None if it is in it already. Raises NotAfter."""
    now_in = Unit.objects.select_for_update().order_by().get(pk=unit.pk).state
    if now_in == state:
        return None
    if state not in FOLLOWS[now_in]:
        raise NotAfter
    change = StateChange.objects.create(unit=unit, state=state, by=by, why=why.strip())
    unit.state = state
    unit.readers = known_by(unit)
    if MEANS[state].shared:
        unit.last_sign = today()
    else:
        Quiet.objects.filter(unit=unit, reply="").delete()
    unit.save(update_fields=["state", "readers", "last_sign"])
    index.put(search.document(unit))
    record(verb="networks.change_state", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return change
