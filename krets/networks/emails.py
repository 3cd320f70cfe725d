"""Letters about units."""

from django.conf import settings
from django.urls import reverse

from krets.mail import outbox
from krets.networks.models import Unit
from krets.people.models import Person


def invitation(*, person: Person, unit: Unit, by: Person | None) -> None:
    """Somebody who coordinates a unit has made this person a member. It goes to people who have not
    signed in yet too: it is the one letter that tells them how."""
    outbox.write(
        template="networks/mail/invitation",
        context={
            "unit": unit,
            "inviter": by,
            "email": person.account.email,
            "url": settings.URL + reverse("unit", kwargs={"slug": unit.slug}),
            "code_url": settings.URL + reverse("account_request_login_code"),
            "known": person.account.has_signed_in,
        },
        to=person.account.email,
        language=person.account.language,
        once=f"networks.invitation:{unit.pk}:{person.pk}",
    )
