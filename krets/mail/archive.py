"""A mail archive read twice: heads first, to see who wrote when and what belongs together, then bodies.

What is kept in memory is a line for each letter; the letters themselves lie in a temporary file.
"""

import hashlib
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import IO

from krets.db.clock import now
from krets.engines import threads
from krets.engines.text.mailbody import reply_text
from krets.engines.threads.threader import REPLY_MARK
from krets.mail import charsets, mbox
from krets.mail.parse import parse

FIRST_MAIL = datetime(1982, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)  # a letter does not come before it was sent, but clocks and zones go wrong
SIGNED = 300  # characters; a longer text is no mere signature
HEAD_OF_OURS = 2000  # bytes
ANSWERED = 10  # ids of letters answered that are looked at

CUT_OFF = "cut off: the file ends within a letter"

_ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+")
# What a list adds to every letter says nothing about who wrote this one.
_LIST = re.compile(
    rb"(?mi)^(?:List-[\w-]+|Precedence|Feedback-ID|Return-Path|X-Auto-Response-Suppress):.*\n(?:[ \t].*\n)*"
)
_COMMAND = re.compile(r"\W*(?:(?:(?:un)?subscribe|signoff|set digest|remove me)\b[^\n]{0,60}|help)\W*", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """A letter without its body. `message_id` has its angles, and is made from the bytes where there was
    none; `refused` says why the letter can't be taken, or ''."""

    at: int
    size: int
    message_id: str
    sender: str
    name: str
    date: datetime
    is_reply: bool
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter says: without quotes, signature and footers. `refused` as in `Head`."""

    subject: str = ""
    text: str = ""
    attachments: tuple[tuple[str, bytes, str], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What belongs together, the first letter first; letters from before the archive are their ids.

    begins: the Message-ID of the first letter, which may be missing.
    """

    begins: str
    members: tuple[Head | str, ...]


@dataclass
class Archive:
    heads: list[Head]
    names: dict[str, str]  # what each sender was first called
    skipped: Counter[str]
    spool: IO[bytes]
    exported: bool = False  # by Krets itself, which says more than mail can
    asked: list[threads.Message] = field(default_factory=list)  # the heads as the threader takes them

    def threads(self, known: Iterable[threads.Message] = ()) -> list[Thread]:
        """All threads, by the date of their first letter. To be called once.

        known: letters from before this archive, which may be answered in it; their `id` is what stands for
        them in the threads. Copies of a letter are left out and counted.
        """
        own = {threads.clean_id(head.message_id) for head in self.heads}
        before = [message for message in known if threads.clean_id(message.message_id) not in own]
        found = threads.thread([*before, *self.asked])
        self.asked.clear()
        kept = sum(member.isdecimal() for thread in found for member in thread.members)
        if len(self.heads) > kept:
            self.skipped["the same letter again"] += len(self.heads) - kept
        return [Thread(_angled(thread.key), tuple(map(self._member, thread.members))) for thread in found]

    def content(self, head: Head) -> Content:
        """The letter's body. Never raises."""
        self.spool.seek(head.at)
        raw = self.spool.read(head.size)
        head_of, body = mbox.halves(raw)
        letter = parse(_LIST.sub(b"", head_of) + body)
        subject = shown_subject(letter.subject)
        if letter.bounce is not None or letter.automatic:
            return Content(refused="written by a program")
        text = reply_text(letter.text, is_reply=head.is_reply).text
        if not text and not head.is_reply and len(letter.text.strip()) > SIGNED:
            text = letter.text.strip()  # rules and dashes made all of it look like a footer
        if _COMMAND.fullmatch(text.strip() or subject):
            return Content(refused="a command to the list")
        if not text.strip():
            return Content(refused="nothing of the sender's own in it")
        return Content(subject, text, letter.attachments)

    def _member(self, one: str) -> Head | str:
        return self.heads[int(one)] if one.isdecimal() else one


@contextmanager
def opened(path: Path, progress: Callable[[int], None] = lambda far: None) -> Iterator[Archive]:
    """Read the heads of an archive. `progress` hears how many bytes of the file were read."""
    with tempfile.TemporaryFile(prefix="krets-") as spool:
        yield _read(path, spool, progress)


def shown_subject(subject: str) -> str:
    """Without Re:, Sv:, VS: and [list tags]."""
    subject = " ".join(subject.split())
    while (shorter := REPLY_MARK.sub("", subject, count=1)) != subject:
        subject = shorter
    return subject


def _read(path: Path, spool: IO[bytes], progress: Callable[[int], None]) -> Archive:
    archive = Archive([], {}, Counter(), spool)
    dates = _Dates()
    file, whole = mbox.open_archive(path)
    with whole:
        try:
            for found in mbox.letters(file):
                head, asked = _head(found, spool.tell(), len(archive.heads))
                spool.write(found.raw)
                date = dates.mended(head.message_id, head.date, asked, mbox.arrived(found.envelope))
                archive.exported = archive.exported or b"\nX-Krets-Key: " in found.raw[:HEAD_OF_OURS]
                archive.heads.append(replace(head, date=date))
                archive.asked.append(replace(asked, date=date))
                if head.name:
                    archive.names.setdefault(head.sender, head.name)
                progress(whole.tell())
        except (OSError, EOFError, zlib.error):
            archive.skipped[CUT_OFF] += 1
    dates.mend_beginning(archive)
    return archive


def _head(found: mbox.Found, at: int, number: int) -> tuple[Head, threads.Message]:
    headers = mbox.headers(found.raw)
    sender, name = _sender(headers.get("from", ""), found.envelope)
    given = threads.clean_id(headers.get("message-id", ""))
    message_id = f"<{given or hashlib.sha256(found.raw).hexdigest()[:32] + '@without-id.invalid'}>"[:400]
    subject = charsets.header(headers.get("subject", ""), 1000)
    answers = headers.get("in-reply-to", "")[:1000]
    references = threads.ids(headers.get("references", "")[-20_000:])[-ANSWERED:]
    refused = "" if found.whole else "too large"
    if not sender:
        refused = "no sender's address"
    head = Head(
        at=at,
        size=len(found.raw),
        message_id=message_id,
        sender=sender,
        name=name,
        date=_date(headers.get("date", "")) or FIRST_MAIL,
        is_reply=bool(references or threads.ids(answers)) or threads.is_answer(subject),
        refused=refused,
    )
    asked = threads.Message(
        str(number), message_id, answers, tuple(f"<{one}>" for one in references), subject, None, sender
    )
    return head, asked


def _sender(value: str, envelope: bytes) -> tuple[str, str]:
    """Address in small letters and name; archives write "eva at x.example (Eva Ek)" too."""
    if "@" not in value:
        value = re.sub(r"^(\S+) at (\S+\.\S+)", r"\1@\2", value)
    for name, address in getaddresses([value[:2000]]):
        if _ADDRESS.fullmatch(address) and len(address) <= 254:
            return address.casefold(), charsets.header(name, 500).strip(" \"'")[:120]
    words = envelope.decode("ascii", "replace").split()
    if len(words) > 1 and _ADDRESS.fullmatch(words[1]):
        return words[1].casefold(), ""
    return "", ""


def _date(value: str) -> datetime | None:
    """None for what is no date, or one before there was mail or after today."""
    try:
        date = parsedate_to_datetime(value)
        date = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if FIRST_MAIL < date < now() + AHEAD else None


class _Dates:
    """Absurd dates are mended from the letter's neighbours: its envelope, what it answers, what stood before."""

    def __init__(self) -> None:
        self.of: dict[str, datetime] = {}
        self.last: datetime | None = None
        self.unknown: list[int] = []  # letters at the beginning, before any date was known
        self.read = 0

    def mended(
        self, message_id: str, date: datetime, asked: threads.Message, arrived: datetime | None
    ) -> datetime:
        sane = date > FIRST_MAIL
        came = arrived if arrived and FIRST_MAIL < arrived < now() + AHEAD else None
        if came and (not sane or date > came + AHEAD):
            date, sane = came, True
        answered = max((self.of[one] for one in map(_angled, _answered(asked)) if one in self.of), default=None)
        if answered and (not sane or date < answered - AHEAD):
            date, sane = answered + timedelta(seconds=1), True
        if not sane and self.last:
            date, sane = self.last + timedelta(seconds=1), True
        if sane:
            self.last = self.of[message_id] = date
        else:
            self.unknown.append(self.read)
        self.read += 1
        return date

    def mend_beginning(self, archive: Archive) -> None:
        """Letters without a date before the first that has one are as old as that."""
        known = next((head.date for head in archive.heads if head.date > FIRST_MAIL), now())
        for number in self.unknown:
            date = known - timedelta(seconds=len(self.unknown) - number)
            archive.heads[number] = replace(archive.heads[number], date=date)
            archive.asked[number] = replace(archive.asked[number], date=date)


def _answered(asked: threads.Message) -> list[str]:
    return [*threads.ids(asked.in_reply_to), *(threads.clean_id(one) for one in asked.references)]


def _angled(one: str) -> str:
    return f"<{one}>"
