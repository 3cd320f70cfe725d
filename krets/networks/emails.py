"""Letters about units."""

from django.conf import settings
from django.urls import reverse

from krets.mail import outbox
from krets.networks.models import Look, Unit
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


def charged(unit: Unit, *, to: Person, by: Person | None) -> None:
    """A coordinator has given `to` the charge of vouching."""
    outbox.write(
        template="networks/mail/charged",
        context={
            "unit": unit,
            "by": by,
            "url": settings.URL + reverse("vouching", kwargs={"slug": unit.slug}),
        },
        person=to,
        shows=[f"unit:{unit.slug}"],
    )


def looked_behind(look: Look, *, to: Person, title: str, page: str) -> None:
    """Somebody who vouches asked for the name of `to`: who, and why. It has no kind that one could say no to."""
    outbox.write(
        template="networks/mail/looked_behind",
        context={"look": look, "title": title},
        person=to,
        shows=[page],
        once=f"networks.looked_behind:{look.pk}",
    )
