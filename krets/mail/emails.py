"""Letters about letters."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse

from krets.db.clock import today
from krets.mail import outbox
from krets.mail.models import Incoming, Letter
from krets.mail.reply import MAY_TELL, NAMES_YOU


def confirm(incoming: Incoming, letter: Letter, *, sender: str) -> None:
    """To the owner of a reply address, when we can't be sure that they wrote the reply."""
    outbox.write(
        template="mail/mail/confirm",
        context={"title": letter.subject, "sender": sender, "url": _page_of(incoming)},
        person=letter.person,
        once=f"mail.confirm:{incoming.pk}",
    )


def look_again(incoming: Incoming, letter: Letter, *, why: str) -> None:
    """To somebody whose reply has words that may be drawn from tenders, or that name who writes without a name,
    or tell it together with region and date. The words themselves stand on the page. why: a reason of `reply`."""
    outbox.write(
        template="mail/mail/look_again",
        context={
            "title": letter.subject,
            "url": _page_of(incoming),
            "names_you": why.startswith(NAMES_YOU),
            "may_tell": why == MAY_TELL,
        },
        person=letter.person,
        once=f"mail.confirm:{incoming.pk}",
    )


def not_taken(letter: Letter, *, empty: bool = False) -> None:
    """To somebody whose reply to this letter could not be taken. One for each letter, however often they try."""
    outbox.write(
        template="mail/mail/not_taken",
        context={"title": letter.subject, "empty": empty, "url": _page(letter.about)},
        person=letter.person,
        once=f"mail.not_taken:{letter.pk}",
    )


def lost(author: str) -> None:
    """To an account's address that wrote to us out of the blue: once ever, and to nobody unknown."""
    account = get_user_model().objects.filter(email=author).select_related("person").first() if author else None
    if account is not None and account.person is not None:
        outbox.write(
            template="mail/mail/not_taken",
            context={"title": "", "empty": False, "url": settings.URL},
            person=account.person,
            once=f"mail.lost:{account.pk}",
        )


def box_not_taken(person: Any, box: str, *, why: str) -> None:
    """To a member, when what was sent to a subgroup's address became nothing: we can't be sure that it was theirs,
    they are no member, it is empty, or it waits as a draft to be looked over. Once a day for each reason."""
    outbox.write(
        template="mail/mail/box_not_taken",
        context={
            "address": f"{box}@{settings.MAIL_DOMAIN}",
            "why": why,
            "url": f"{settings.URL}{reverse('post')}?unit={box}",
        },
        person=person,
        once=f"mail.box:{person.pk}:{box}:{why}:{today()}"[:120],
    )


def box_is_for_members(to: str, box: str) -> None:
    """To a proved address that is no member's. Once a month, so that nobody is made to write to others."""
    outbox.write(
        template="mail/mail/box_is_for_members",
        context={"address": f"{box}@{settings.MAIL_DOMAIN}", "url": settings.URL},
        to=to,
        language=settings.LANGUAGE_CODE,
        once=f"mail.box:{to}:{today():%Y-%m}"[:120],
    )


def _page_of(incoming: Incoming) -> str:
    return f"{settings.URL}{reverse('confirm', args=[incoming.confirm_token])}"


def _page(about: str) -> str:
    kind, _colon, key = about.partition(":")
    try:
        return f"{settings.URL}{reverse(kind, args=[key])}"
    except NoReverseMatch:
        return settings.URL
