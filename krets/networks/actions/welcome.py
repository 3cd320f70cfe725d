"""New members are welcomed."""

from krets.activity.actions import record
from krets.db.identity import verb
from krets.networks import emails
from krets.networks.models import Unit, Welcome
from krets.people.models import Person


@verb
def welcome(*, by: Person, unit: Unit, person: Person) -> Welcome:
    """Welcome a new member by a short letter, once for everybody who runs the unit."""
    given, new = Welcome.objects.get_or_create(unit=unit, person=person, defaults={"by": by})
    if new:
        record(verb="networks.welcome", kind="unit", key=unit.slug, by=by, unit=unit.pk)
        emails.welcome(unit, to=person, by=by)
    return given
