"""What becomes of a letter that came in. Its fate commits together with what it caused: once, or not at all."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.later import later
from krets.db.readers import Reader
from krets.engines.text.mailbody import Cut, reply_text
from krets.mail import addresses, emails, posting, render, senders, silence
from krets.mail.models import Incoming, Letter
from krets.mail.parse import ParsedLetter, parse
from krets.mail.posting import Outcome
from krets.mail.reply import Reply, asks_again

log = logging.getLogger(__name__)

Fate = Incoming.Fate
SYSTEM = Reader.of_system("mail.receive")
REPLIED_FOR = timedelta(days=365)  # how long a reply address takes replies
CONFIRMED_FOR = timedelta(days=14)
_TRIES = 5
_STALLED = timedelta(minutes=10)


def receive(pk: int) -> None:
    """Read one waiting letter. What we fail at ourselves is tried again, then left to the operator."""
    incoming = _locked(Incoming.objects.filter(pk=pk, fate=Fate.WAITING))
    if incoming is None:
        return
    try:
        with transaction.atomic():
            outcome = _outcome(incoming)
    except DatabaseError:
        raise
    except Exception as fault:
        log.exception("Letter %s could not be handled", incoming.pk)
        incoming.tries += 1
        if incoming.tries < _TRIES:
            incoming.save(update_fields=["tries"])
            later("mail.receive", at=timezone.now() + timedelta(minutes=incoming.tries**2), incoming=incoming.pk)
            return
        outcome = Outcome(Fate.BROKEN, f"{type(fault).__name__}: {fault}")
    _settle(incoming, outcome)


def confirm(incoming: Incoming) -> Outcome:
    """The owner says: yes, this reply is mine."""
    locked = _locked(Incoming.objects.filter(pk=incoming.pk, fate=Fate.CONFIRM))
    if locked is None or locked.letter is None:
        return Outcome(Fate.REFUSED, "too late")
    parsed = parse(bytes(locked.raw))
    outcome = _hand_in(locked.letter, parsed, cut(parsed, locked.letter), confirmed=True)
    _settle(locked, outcome)
    return outcome


def throw_away(incoming: Incoming) -> None:
    """The owner says: this reply is not mine."""
    locked = _locked(Incoming.objects.filter(pk=incoming.pk, fate=Fate.CONFIRM))
    if locked is not None:
        locked.raw = b""
        locked.save(update_fields=["raw"])
        _settle(locked, Outcome(Fate.REFUSED, "not theirs"))


def sweep(limit: int = 500) -> None:
    """Queue what waits, whatever became of its own job."""
    waiting = Incoming.objects.filter(fate=Fate.WAITING, received__lte=now() - _STALLED)
    for pk in waiting.order_by("received").values_list("pk", flat=True)[:limit]:
        later("mail.receive", once=f"mail.receive:{pk}", incoming=pk)


def cut(parsed: ParsedLetter, letter: Letter) -> Cut:
    """What they wrote, without what our own letter said."""
    return reply_text(parsed.text, marker=render.marker(letter.language))


def _outcome(incoming: Incoming) -> Outcome:
    parsed = parse(bytes(incoming.raw))
    own = addresses.read(incoming.recipient) or addresses.Own("")
    if own.use == "box":
        return posting.outcome(incoming, own.token, parsed)
    letter = incoming.letter = _letter(own, parsed)
    if parsed.bounce is not None:
        return _bounced(letter, parsed)
    if own.use == "leave" and letter is not None:
        silence.hush(letter.to, letter.kind)
        return Outcome(Fate.TAKEN, "unsubscribed")
    why = _automatic(incoming, own, parsed, letter)
    if why:
        return Outcome(Fate.AUTOMATIC, why)
    if letter is None or letter.person is None or not letter.about:
        if letter is None and not own.use:
            emails.lost(parsed.author)
        return Outcome(Fate.REFUSED, "answers no letter of ours")
    if not letter.person.account.is_active:
        return Outcome(Fate.REFUSED, "account is closed")
    if now() - letter.created > REPLIED_FOR:
        emails.not_taken(letter)
        return Outcome(Fate.REFUSED, "too old a letter")
    return _replied(incoming, letter, parsed)


def _replied(incoming: Incoming, letter: Letter, parsed: ParsedLetter) -> Outcome:
    written = cut(parsed, letter)
    doubt = senders.doubt(parsed, letter)
    if not written.text and not parsed.attachments:
        if not doubt:
            emails.not_taken(letter, empty=True)
        return Outcome(Fate.REFUSED, "empty")
    if not doubt and not written.sure:
        doubt = "perhaps only quoted text"
    if doubt:
        incoming.confirm_token = addresses.new_token()
        emails.confirm(incoming, letter, sender=parsed.author or incoming.sender)
        return Outcome(Fate.CONFIRM, doubt)
    outcome = _hand_in(letter, parsed, written, confirmed=False)
    if outcome.fate == Fate.CONFIRM:
        incoming.confirm_token = addresses.new_token()
        emails.look_again(incoming, letter, why=outcome.why)
    return outcome


def _hand_in(letter: Letter, parsed: ParsedLetter, written: Cut, *, confirmed: bool) -> Outcome:
    """Give the reply to its room, as its owner. A fault rolls back, and the identity with it."""
    reply = Reply(
        person=letter.person,
        about_key=letter.about.partition(":")[2],
        text=written.text,
        html=parsed.html,
        attachments=parsed.attachments,
        message_id=parsed.message_id,
        confirmed=confirmed,
    )
    newest = Letter.objects.aggregate(pk=Max("pk"))["pk"] or 0
    owner = import_string(settings.KRETS_READER_OF_PERSON)(letter.person_id)
    with acting_as(owner), translation.override(letter.language):
        why = import_string(settings.KRETS_INBOX)(letter.about.partition(":")[0], reply)
    if not why:
        return Outcome(Fate.TAKEN)
    if asks_again(why):
        return Outcome(Fate.CONFIRM, why)
    if not Letter.objects.filter(pk__gt=newest, person=letter.person_id).exists():
        emails.not_taken(letter)  # the room had no words of its own
    return Outcome(Fate.REFUSED, why)


def _bounced(letter: Letter | None, parsed: ParsedLetter) -> Outcome:
    assert parsed.bounce is not None
    if letter is not None and parsed.bounce.hard:
        letter.bounced = now()
        letter.fault = f"bounced {parsed.bounce.status}".strip()
        letter.save(update_fields=["bounced", "fault"])
        if parsed.bounce.gone:
            silence.rest(letter.to, "bounced")
    return Outcome(Fate.BOUNCE, parsed.bounce.status or "bounced")


def _automatic(incoming: Incoming, own: addresses.Own, parsed: ParsedLetter, letter: Letter | None) -> str:
    if own.use == "bounce" or incoming.sender == "<>":
        return "from nobody"
    # An ask about absence has a subject that begins like an automatic answer's.
    if letter is not None and parsed.subject.casefold() == letter.subject.casefold():
        return "" if parsed.automatic.startswith("subject") else parsed.automatic
    return parsed.automatic


def _letter(own: addresses.Own, parsed: ParsedLetter) -> Letter | None:
    """Our letter that this one answers: by the token in the address, else by the Message-ID it refers to.

    Both are random and stand only in that letter.
    """
    letters = Letter.objects.select_related("person__account")
    if own.token:
        return letters.filter(reply_token=own.token).first()
    named = [parsed.bounce.message_id] if parsed.bounce else list(parsed.refers_to)
    found = {letter.message_id: letter for letter in letters.filter(message_id__in=named)}
    return next((found[name] for name in named if name in found), None)


def _locked(letters: "QuerySet[Incoming]") -> Incoming | None:
    return letters.select_for_update(skip_locked=True, of=("self",)).select_related("letter__person").first()


def _settle(incoming: Incoming, outcome: Outcome) -> None:
    incoming.fate, incoming.why, incoming.handled = outcome.fate, outcome.why[:200], now()
    incoming.save(update_fields=["fate", "why", "handled", "letter", "confirm_token", "tries"])
