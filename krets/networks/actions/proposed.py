"""Who may know of what is proposed in an association, kept as tokens of people."""

from krets.db import readers
from krets.db.identity import verb
from krets.networks import rules, search
from krets.networks.models import Founding, Unit
from krets.people.models import Person
from krets.search import index


@verb
def know_again(*, by: Person | None, association: Unit) -> None:
    """Write anew who reads the applications in an association: after somebody got or lost a charge in it."""
    foundings = list(Founding.objects.filter(unit__parent=association).select_related("unit"))
    if not foundings:
        return
    overseeing = rules.knowers(association)
    for founding in foundings:
        _know(founding, overseeing)


@verb
def known_to(*, by: Person | None, founding: Founding) -> None:
    """The same for one application."""
    parent = founding.unit.parent
    _know(founding, rules.knowers(parent) if parent is not None else set())


def _know(founding: Founding, overseeing: set[int]) -> None:
    unit = founding.unit
    people = {*rules.signatories(unit), *overseeing}
    tokens = readers.clean(readers.person(pk) for pk in people)
    if tokens != founding.readers:
        founding.readers = tokens
        founding.save(update_fields=["readers"])
    wanted = rules.known_by(unit)
    if wanted != unit.readers:
        unit.readers = wanted
        unit.save(update_fields=["readers"])
        index.put(search.document(unit))
