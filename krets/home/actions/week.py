"""On Mondays whoever runs something hears what waits."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from krets.db.clock import now
from krets.db.identity import acting_as, verb
from krets.db.later import later
from krets.home import emails, rules
from krets.networks.models import Membership
from krets.networks.rules import TRUSTED, current, reader_of_person
from krets.people.models import Person

MONDAY, FROM, UNTIL = 0, 7, 12  # o'clock, where the installation is: late is better than never


@verb
def begin_week(*, by: None = None) -> int:
    """On a Monday morning queue a letter for everybody who runs something and has been here; how many."""
    local = timezone.localtime(now())
    if local.weekday() != MONDAY or not FROM <= local.hour < UNTIL:
        return 0
    lead = Membership.objects.filter(role=Membership.Role.COORDINATOR, ended=None).values("person")
    held = current().filter(kind__in=TRUSTED).values("person")
    people = Person.objects.filter(Q(pk__in=lead) | Q(pk__in=held), account__last_login__isnull=False)
    numbers = list(people.order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        later("home.week_for", once=f"week:{number}:{local.date()}", person=number)
    return len(numbers)


@verb
def tell_week(*, person: Person, by: None = None) -> None:
    """One letter a week, if something waits: how many of each kind, no names and no titles."""
    with acting_as(reader_of_person(person.pk)) as reader:
        groups = rules.week(reader)
    if groups:
        emails.week(groups, to=person, day=_monday(now()))


def _monday(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return (local - timedelta(days=local.weekday())).date().isoformat()
