"""A letter to an address that a room has given to something: it begins a matter, and answers no letter of ours.

The address is known to everybody, so nothing but our own mail server's verdict says whose it is.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.module_loading import import_string

from krets.db.identity import acting_as
from krets.engines.text.mailbody import reply_text
from krets.mail import emails, render, senders
from krets.mail.models import Incoming, Letter
from krets.mail.parse import ParsedLetter
from krets.mail.reply import Reply

Fate = Incoming.Fate


class Outcome(NamedTuple):
    fate: str
    why: str = ""


def outcome(incoming: Incoming, box: str, parsed: ParsedLetter) -> Outcome:
    """Hand it to the room as its sender's. Programs are not answered, and nobody is whose From is not proved,
    but the member whose name stands there: who is told without a word of what came, once a day."""
    if parsed.bounce is not None or incoming.sender == "<>":
        return Outcome(Fate.BOUNCE, "to an address that sends nothing")
    if parsed.automatic or parsed.author.rpartition("@")[2] == settings.MAIL_DOMAIN.casefold():
        return Outcome(Fate.AUTOMATIC, parsed.automatic or "from ourselves")
    if not parsed.author:
        return Outcome(Fate.REFUSED, "no single sender")
    doubt, account = senders.unproved(parsed), _account(parsed.author)
    if account is None:
        if not doubt:
            emails.box_is_for_members(parsed.author, box)
        return Outcome(Fate.REFUSED, doubt or "not a member's address")
    if doubt:
        emails.box_not_taken(account.person, box, why="not sure")
        return Outcome(Fate.REFUSED, doubt)
    if Letter.objects.filter(message_id__in=parsed.refers_to).exists():
        return Outcome(Fate.REFUSED, "answers a letter of ours")
    return _hand_in(account, box, parsed)


def _hand_in(account: Any, box: str, parsed: ParsedLetter) -> Outcome:
    text = reply_text(parsed.text, marker=render.marker(account.language)).text
    reply = Reply(
        person=account.person,
        about_key=box,
        text=text,
        html=parsed.html,
        attachments=parsed.attachments,
        message_id=parsed.message_id,
        subject=parsed.subject,
    )
    owner = import_string(settings.KRETS_READER_OF_PERSON)(account.person_id)
    with acting_as(owner), translation.override(account.language):
        why = import_string(settings.KRETS_INBOX)("box", reply)
    if not why:
        return Outcome(Fate.TAKEN)
    emails.box_not_taken(account.person, box, why=why)
    return Outcome(Fate.REFUSED, why)


def _account(author: str) -> Any:
    """Of somebody who has signed in with this very address: that proved it is theirs."""
    found = get_user_model().objects.filter(email__iexact=author, is_active=True).select_related("person").first()
    return found if found is not None and found.person is not None and found.last_login is not None else None
