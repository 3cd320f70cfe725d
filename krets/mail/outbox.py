"""Letters out: written with the fact that caused them, sent by a job."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from krets.db.identity import may_be_told, verb
from krets.db.later import later
from krets.db.readers import STRANGER, Readable, Reader
from krets.mail import addresses, render, silence
from krets.mail.models import Letter


class Addressee(Reader):
    """Who a letter goes to. The verb that writes it reaches more: what to name is asked of the database too."""

    def reads(self, row: Readable | None) -> bool:
        return may_be_told(Reader(**vars(self)), row)


@verb
def write(
    *,
    template: str,
    context: dict[str, Any],
    person: Any | None = None,
    to: str = "",
    language: str = "",
    kind: str = "",
    about: str = "",
    shows: Iterable[str] = (),
    once: str | None = None,
) -> Letter | None:
    """Write a letter in the present transaction; a job sends it after the commit.

    template: such as "asks/mail/suggestion": `.txt` (its first line is the subject) and `.mjml` beside it;
    both know the `reader` whom the letter goes to;
    person: the addressee (address and language are their account's), or `to` and `language` for an address
    without a person; kind: what one can unsubscribe from, '' for letters that must arrive (sign-in codes);
    about: "ask:KEY", what a reply to this letter answers (gives it a reply address of its own);
    shows: "answer:KEY" and the like, what else the letter tells of; see `postman.send`;
    once: a name; a second letter of that name is not written.
    Returns None when nothing is written: addressee never signed in, silenced, or already written.
    Raises ValueError when `to` is not an address.
    """
    reader = STRANGER
    if person is not None:
        account = getattr(person, "account", None)
        if account is None or not account.is_active or account.last_login is None:
            return None
        to, language = account.email, account.language
        reader = Addressee(**vars(import_string(settings.KRETS_READER_OF_PERSON)(person.pk)))
    to = addresses.clean(to)
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    if (kind and silence.is_silent(to, kind)) or (once and Letter.objects.filter(once=once).exists()):
        return None
    token = addresses.new_token()
    context = context | {"reader": reader}
    written = render.letter(template, context, to=to, language=language, kind=kind, about=about)
    letter = Letter(
        person=person,
        to=to,
        language=language,
        kind=kind,
        about=about,
        shows=[*([about] if about else []), *shows],
        subject=written.subject,
        text=written.text,
        html=written.html,
        headers=_headers(to, kind, about, token),
        message_id=f"<{addresses.new_token()}@{settings.MAIL_DOMAIN}>",
        reply_token=token,
        once=once,
    )
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        if once and Letter.objects.filter(once=once).exists():  # written at the same moment elsewhere
            return None
        raise
    later("mail.send", letter=letter.pk)
    return letter


def _headers(to: str, kind: str, about: str, token: str) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    if about:
        root = addresses.thread(about)
        headers |= {"Reply-To": addresses.own("reply", token), "In-Reply-To": root, "References": root}
    if kind:
        leave = addresses.mailto(addresses.own("leave", token), "unsubscribe")
        headers["List-Unsubscribe"] = f"<{addresses.unsubscribe_url(to, kind)}>, <{leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
