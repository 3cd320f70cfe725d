"""Who may know of a unit, kept with it as tokens."""

from krets.db.identity import verb
from krets.networks import search
from krets.networks.models import Unit
from krets.networks.rules import known_by
from krets.people.models import Person
from krets.search import index


@verb
def know_anew(*, by: Person | None, unit: Unit) -> None:
    """Its tokens as they follow from what it says and from its state."""
    tokens = known_by(unit)
    if tokens != unit.readers:
        unit.readers = tokens
        unit.save(update_fields=["readers"])
        index.put(search.document(unit))


@verb
def know_trusted(*, by: Person | None, unit: int) -> None:
    """Somebody holds a mandate in this unit from now on, or no longer: they know of it, or no longer, and of what
    is proposed in it where they decide there."""
    for one in Unit.objects.filter(pk=unit):
        know_anew(by=by, unit=one)
    know_proposals(by=by, above=unit)


@verb
def know_proposals(*, by: Person | None, above: int) -> None:
    """Somebody else decides in this unit from now on: they know of what is proposed in it. One query."""
    for unit in Unit.objects.filter(parent_id=above, state=Unit.State.PROPOSED):
        know_anew(by=by, unit=unit)
