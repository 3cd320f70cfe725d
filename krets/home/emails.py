"""The letters of this room."""

from django.conf import settings
from django.urls import reverse

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
