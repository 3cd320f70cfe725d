"""Who looks after what belongs to no unit alone: who gets in, and what is known of organisations."""

from django.db.models import Exists, OuterRef

from krets.db.readers import Reader
from krets.networks.models import Mandate, Membership, Unit
from krets.networks.rules.mandates import current


def administers_root(reader: Reader) -> bool:
    """Whoever runs, decides in or is the secretariat of an association, or of a network that belongs to none,
    while it is open: `may_administer` of such a unit. One query."""
    if reader.person is None:
        return False
    kinds = (*Mandate.RUNS, *Mandate.DECIDES, *Mandate.SERVES)
    held = current().filter(unit=OuterRef("pk"), person_id=reader.person, kind__in=kinds)
    lead = Membership.Role.COORDINATOR
    leads = Membership.objects.filter(unit=OuterRef("pk"), person_id=reader.person, role=lead, ended=None)
    roots = Unit.objects.filter(parent=None).exclude(state__in=(Unit.State.PROPOSED, Unit.State.CLOSED))
    return bool(roots.filter(Exists(held) | Exists(leads)).exists())
