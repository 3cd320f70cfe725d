"""Sends letters, each once: the row is locked while the server takes it, and marked before the lock goes.

Only a death between the server's 250 and our commit lets a letter go out again, with the same Message-ID.
"""

import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from krets.db.clock import now
from krets.db.later import later
from krets.mail import addresses, message, silence
from krets.mail.models import Letter

PATIENCE = timedelta(days=3)  # after this a letter is given up
_WAITS = (1, 5, 15, 60, 240)  # minutes
_FRESH = timedelta(minutes=1)  # a new letter has a job of its own
_TIMEOUT = 30  # seconds
NOT_THEIRS = "Dropped: its addressee may no longer read what it tells of."


class Permanent(Exception):
    """The server will never take this letter; `gone` when it is the address that it does not know."""

    def __init__(self, fault: str, gone: bool = False) -> None:
        super().__init__(fault)
        self.gone = gone


def send(pk: int) -> None:
    """Send one letter if it waits and nobody else is sending it. Faults are kept with it, not raised."""
    if not settings.MAIL_SMTP:
        return
    letter = (
        Letter.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=pk, sent=None, failed=None)
        .first()
    )
    if letter is None:
        return
    if not _may_still_be_read(letter):
        _drop(letter)
        return
    letter.tries += 1
    try:
        _hand_over(letter)
    except Permanent as fault:
        letter.failed, letter.fault = now(), str(fault)
        if fault.gone:
            letter.bounced = now()
            silence.rest(letter.to, "bounced")
    except (OSError, smtplib.SMTPException) as fault:
        _try_again(letter, f"{type(fault).__name__}: {fault}", now())
    else:
        letter.sent, letter.fault = now(), ""
    letter.save(update_fields=["tries", "after", "sent", "failed", "fault", "bounced"])


def sweep(limit: int = 500) -> None:
    """Queue what waits and is due, whatever became of its own job."""
    if not settings.MAIL_SMTP:
        return
    due = Letter.objects.filter(sent=None, failed=None, after__lte=now(), created__lte=now() - _FRESH)
    for pk in due.order_by("after").values_list("pk", flat=True)[:limit]:
        later("mail.send", once=f"mail.send:{pk}", letter=pk)


def _may_still_be_read(letter: Letter) -> bool:
    """It was written with what its addressee could read then, and may have waited for the server since."""
    if letter.person_id is None or not letter.shows:
        return True
    return bool(import_string(settings.KRETS_STILL_READS)(letter.shows, letter.person_id))


def _drop(letter: Letter) -> None:
    """That it was there stays known; what stood in it does not, since people read their letters in "My data"."""
    letter.failed, letter.fault = now(), NOT_THEIRS
    letter.subject = letter.text = letter.html = ""
    letter.save(update_fields=["failed", "fault", "subject", "text", "html"])


def _try_again(letter: Letter, fault: str, at: datetime) -> None:
    letter.fault = fault[:2000]
    letter.after = at + timedelta(minutes=_WAITS[min(letter.tries, len(_WAITS)) - 1])
    if at - letter.created > PATIENCE:
        letter.failed = at


def _hand_over(letter: Letter) -> None:
    server = _connect()
    try:
        server.send_message(message.build(letter), addresses.own("bounce", letter.reply_token), [letter.to])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        _refuse(code, said, gone=True)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        _refuse(refused.smtp_code, refused.smtp_error, gone=False)
    except (smtplib.SMTPNotSupportedError, UnicodeError) as fault:
        raise Permanent(f"The server can't take this address: {fault}") from fault
    finally:
        # What the server says to our goodbye changes nothing: it has the letter or it has not.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _refuse(code: int, said: bytes | str, gone: bool) -> None:
    text = f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    if 500 <= code < 600:
        raise Permanent(text, gone)
    raise smtplib.SMTPException(text)


def _connect() -> smtplib.SMTP:
    """`smtp://user:password@host:port?starttls`, or `smtps://` for TLS from the first byte."""
    url = urlsplit(settings.MAIL_SMTP)
    host = url.hostname or "localhost"
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, url.port or 465, timeout=_TIMEOUT)
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=_TIMEOUT)
        if "starttls" in url.query:
            server.starttls()
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server
