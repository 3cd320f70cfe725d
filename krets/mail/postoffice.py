"""The demo's post office: takes every letter, keeps it in a folder, sends none on. And a colleague who replies.

Letters lie in KRETS_DATA/postoffice/<address>/<number>.eml, whole and on the disk before the sender hears 250.
"""

import itertools
import os
import re
import signal
import smtplib
import threading
import time
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from krets.db import places
from krets.mail import addresses

_numbers = itertools.count()
_UNSAFE = re.compile(r"[^a-z0-9.@_+-]+")


def serve(port: int) -> None:
    """Take letters on this port of loopback until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    controller = open_at(port)
    stop.wait()
    controller.stop()


def open_at(port: int) -> Controller:
    """A running post office in a thread of its own; stop it with `.stop()`."""
    controller = Controller(_Keep(), hostname="127.0.0.1", port=port, ready_timeout=20)
    controller.start()
    return controller


def root() -> Path:
    return places.data_dir() / "postoffice"


def folder(address: str) -> Path:
    return root() / (_UNSAFE.sub("_", address.casefold()).lstrip(".") or "_")


def letters(address: str) -> list[EmailMessage]:
    """All letters that came to an address, oldest first."""
    return [read(path) for path in sorted(folder(address).glob("*.eml"))]


def read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def wait_for(
    address: str, *, about: str = "", subject: str = "", skip: int = 0, timeout: float = 30
) -> EmailMessage:
    """The next letter to an address: about "ask:KEY", with these words in its subject.

    `skip` passes over as many that fit. Raises TimeoutError.
    """
    end = time.monotonic() + timeout
    while True:
        fitting = [letter for letter in letters(address) if _fits(letter, about, subject)]
        if len(fitting) > skip:
            return fitting[skip]
        if time.monotonic() > end:
            there = "; ".join(str(letter["Subject"]) for letter in letters(address)) or "none at all"
            raise TimeoutError(f"No letter to {address} about {about or subject or 'anything'}. There: {there}")
        time.sleep(0.1)


def text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return part.get_content() if part is not None else ""


def links(letter: EmailMessage) -> list[str]:
    """The web addresses in the plain text, in order."""
    return re.findall(r"https?://\S+", text(letter))


def reply(
    letter: EmailMessage,
    text: str,
    html: str | None = None,
    attachments: Iterable[tuple[str, bytes, str]] = (),
    *,
    sender: str = "",
) -> EmailMessage:
    """Answer a letter as Outlook does, over SMTP to Krets. `sender` is another than the addressee, if forged.

    attachments: name, content, type. Returns what was sent, so that it can be delivered again.
    """
    answer = compose(letter, text, html, attachments, sender=sender)
    deliver(answer)
    return answer


def compose(
    letter: EmailMessage,
    text: str,
    html: str | None = None,
    attachments: Iterable[tuple[str, bytes, str]] = (),
    *,
    sender: str = "",
) -> EmailMessage:
    answer = EmailMessage(policy=policy.SMTP)
    answer["From"] = sender or str(letter["To"])
    answer["To"] = str(letter["Reply-To"] or letter["From"])
    answer["Subject"] = f"SV: {letter['Subject']}"
    answer["Date"] = formatdate(localtime=True)
    answer["Message-ID"] = make_msgid(domain=parseaddr(answer["From"])[1].partition("@")[2] or "invalid.example")
    answer["In-Reply-To"] = str(letter["Message-ID"])
    answer["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    answer.set_content("\r\n".join([text, "", *_quoted(letter)]))
    if html is not None:
        answer.add_alternative(html, subtype="html")
    for name, content, kind in attachments:
        main, _slash, sub = kind.partition("/")
        answer.add_attachment(content, maintype=main, subtype=sub or "octet-stream", filename=name)
    return answer


def deliver(message: EmailMessage) -> None:
    """Bring a letter to Krets, on MAIL_LISTEN."""
    host, _colon, port = settings.MAIL_LISTEN.rpartition(":")
    recipient = parseaddr(str(message["To"]))[1]
    with smtplib.SMTP(host, int(port), timeout=30) as server:
        server.sendmail(parseaddr(str(message["From"]))[1], [recipient], message.as_bytes())


def _quoted(letter: EmailMessage) -> Iterator[str]:
    yield f"Från: {letter['From']}"
    yield f"Skickat: {letter['Date']}"
    yield f"Till: {letter['To']}"
    yield f"Ämne: {letter['Subject']}"
    yield ""
    yield from text(letter).splitlines()


def _fits(letter: EmailMessage, about: str, subject: str) -> bool:
    if about and addresses.thread(about) not in str(letter["References"] or ""):
        return False
    return subject.casefold() in str(letter["Subject"] or "").casefold()


class _Keep:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        for address in envelope.rcpt_tos:
            keep(address, content)
        return "250 Kept"


def keep(address: str, content: bytes) -> Path:
    """Put a letter in an address's folder, under a name that sorts by arrival."""
    place = folder(address)
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{time.time_ns():020d}-{os.getpid()}-{next(_numbers):06d}.eml"
    part = path.with_suffix(".part")
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return path
