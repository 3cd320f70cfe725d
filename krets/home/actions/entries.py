"""Whoever decides about those who ask to be let in hears that somebody waits."""

from datetime import timedelta

from django.utils import timezone

from krets.db.clock import now
from krets.db.identity import verb
from krets.home import emails
from krets.networks.rules import root_administrators
from krets.people.rules import waiting

FRESH = timedelta(days=1)


@verb
def tell_entries(*, by: None = None) -> int:
    """Write to each who decides when somebody began to wait since yesterday; once a day, however many they are.

    How many wait.
    """
    count = waiting().count()
    if waiting().filter(proved__gte=now() - FRESH).exists():
        day = timezone.localtime(now()).date().isoformat()
        for person in root_administrators().select_related("account").order_by("pk"):
            emails.entries_wait(count, to=person, day=day)
    return count
