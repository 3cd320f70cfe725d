"""The letters of this room."""

from collections import Counter

from django.conf import settings
from django.urls import reverse

from krets.home.rules import KINDS, Group
from krets.mail import outbox
from krets.networks.models import Unit
from krets.people.models import Person


def without_coordinator(unit: Unit, *, to: Person) -> None:
    """The last coordinator of a unit is gone; whoever runs Krets finds another."""
    outbox.write(
        template="home/mail/without_coordinator",
        context={"unit": unit, "link": settings.URL + reverse("unit", args=[unit.slug])},
        person=to,
    )


def entries_wait(count: int, *, to: Person, day: str) -> None:
    """Somebody waits to be let in. Who, stands on the page."""
    outbox.write(
        template="home/mail/entries_wait",
        context={"count": count, "url": settings.URL + reverse("entries")},
        person=to,
        once=f"home.entries_wait:{to.pk}:{day}",
    )


def week(groups: list[Group], *, to: Person, day: str) -> None:
    """On Monday: how much waits for whoever runs something, by unit and kind. No names, no titles."""
    told = [
        {
            "unit": group.unit,
            "kinds": [(KINDS[kind], n) for kind, n in Counter(row.kind for row in group.rows).items()],
        }
        for group in groups
    ]
    outbox.write(
        template="home/mail/week",
        context={
            "groups": told,
            "count": sum(group.count for group in groups),
            "url": settings.URL + reverse("week"),
        },
        person=to,
        kind="week",
        shows=[f"unit:{group.unit.slug}" for group in groups if group.unit],
        once=f"home.week:{to.pk}:{day}",
    )
