"""Who looks after what belongs to no unit alone: who gets in, and what is known of organisations."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from krets.db.readers import Reader
from krets.networks.models import Mandate, Membership, Unit
from krets.networks.rules.mandates import current
from krets.people.models import Person

KINDS = (*Mandate.RUNS, *Mandate.DECIDES, *Mandate.SERVES)


def administers_root(reader: Reader) -> bool:
    """Whoever runs, decides in or is the secretariat of an association, or of a network that belongs to none,
    while it is open: `may_administer` of such a unit. One query."""
    if reader.person is None:
        return False
    held = current().filter(unit=OuterRef("pk"), person_id=reader.person, kind__in=KINDS)
    leads = _leading().filter(unit=OuterRef("pk"), person_id=reader.person)
    return bool(_roots().filter(Exists(held) | Exists(leads)).exists())


def root_administrators() -> "QuerySet[Person]":
    """Everybody of whom that is true, and who has been here. For letters."""
    held = current().filter(unit__in=_roots(), kind__in=KINDS).values("person")
    people: QuerySet[Person] = Person.objects.filter(account__last_login__isnull=False, account__is_active=True)
    return people.filter(Q(pk__in=held) | Q(pk__in=_leading().filter(unit__in=_roots()).values("person")))


def _leading() -> "QuerySet[Membership]":
    rows: QuerySet[Membership] = Membership.objects.filter(role=Membership.Role.COORDINATOR, ended=None)
    return rows


def _roots() -> "QuerySet[Unit]":
    rows: QuerySet[Unit] = Unit.objects.filter(parent=None)
    return rows.exclude(state__in=(Unit.State.PROPOSED, Unit.State.CLOSED))
