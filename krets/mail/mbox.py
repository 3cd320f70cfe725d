"""Mail archives as one file: letters one after another, each after a line that begins with "From ".

Reads what programs write (mboxo, mboxrd, either line end, gzip), a letter at a time; writes mboxrd.
"""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, NamedTuple

from krets.mail import charsets

LIMIT = 40_000_000  # bytes of one letter that are kept
HEAD = 1_000_000  # bytes of a head that are looked at
LINE = 1 << 16  # longer lines are read in pieces

# "From eva@x.example Mon Mar  3 09:00:00 2025", also "From eva at x …" as Mailman's archives have it.
_BEGINS = re.compile(rb"From .*\d\d:\d\d.*\b(?:19|20)\d\d\b")
_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")
_FROM = re.compile(rb"(?m)^(>*From )")


class Found(NamedTuple):
    """`envelope` is the line before the letter; `whole` is False when the letter was longer than the limit."""

    envelope: bytes
    raw: bytes
    whole: bool


def open_archive(path: Path) -> tuple[IO[bytes], IO[bytes]]:
    """The archive to read from, and the file itself, whose position tells how far one has come."""
    file = path.open("rb")
    packed = file.peek(2)[:2] == b"\x1f\x8b"
    return (gzip.GzipFile(fileobj=file) if packed else file), file  # type: ignore[return-value]


def letters(file: IO[bytes], limit: int = LIMIT) -> Iterator[Found]:
    """The letters in order, with lines that were escaped for this format as they were written.

    A line that only looks like a beginning is none: it has no date, or what follows is no header.
    Raises what reading a broken gzip raises (OSError, EOFError, zlib.error), after the letters before it.
    """
    envelope: bytes | None = None
    lines: list[bytes] = []
    size = 0
    for line, begins in _lines(file):
        if begins:
            if envelope is not None:
                yield _found(envelope, lines, size <= limit)
            envelope, lines, size = line.rstrip(b"\r\n"), [], 0
        elif envelope is not None:
            size += len(line)
            if size <= limit:
                lines.append(line)
    if envelope is not None:
        yield _found(envelope, lines, size <= limit)


def halves(raw: bytes) -> tuple[bytes, bytes]:
    """Head, with the blank line that ends it, and body."""
    end = _END_OF_HEAD.search(raw)
    return (raw[: end.end()], raw[end.end() :]) if end else (raw, b"")


def headers(raw: bytes) -> dict[str, str]:
    """The first of each header by its small name, unfolded, still encoded. Broken lines are passed over."""
    found: dict[str, str] = {}
    for line in _FOLD.sub("", charsets.text(halves(raw)[0][:HEAD])).splitlines():
        name, colon, value = line.partition(":")
        if colon and " " not in name.strip():
            found.setdefault(name.strip().lower(), value.strip())
    return found


def arrived(envelope: bytes) -> datetime | None:
    """The date in the line before a letter: when it came, or was filed."""
    words = envelope.decode("ascii", "replace").split()
    for at in range(2, len(words) - 3):
        day, month, date, clock, *rest = words[at : at + 6]
        if len(day) == 3 and date.isdigit() and ":" in clock:
            year = next((word for word in rest if len(word) == 4 and word.isdigit()), "")
            zone = next((word for word in rest if re.fullmatch(r"[+-]\d{4}", word)), "+0000")
            try:
                return parsedate_to_datetime(f"{day}, {date} {month} {year} {clock} {zone}")
            except (ValueError, TypeError, IndexError):
                return None
    return None


def written(address: str, date: datetime, raw: bytes) -> bytes:
    """A letter as it stands in an archive, mboxrd: its own lines that begin with "From " are escaped."""
    stamp = date.astimezone(UTC).strftime("%a %b %e %H:%M:%S %Y")
    sender = "".join(address.split()) or "MAILER-DAEMON"
    end = b"\n" if raw.endswith(b"\n") else b"\n\n"
    return f"From {sender} {stamp}\n".encode() + _FROM.sub(rb">\1", raw) + end


def _found(envelope: bytes, lines: list[bytes], whole: bool) -> Found:
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines.pop()  # the blank line between two letters
    return Found(envelope, _ESCAPED.sub(rb"\1", b"".join(lines)), whole)


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each line, and whether a letter begins with it: known once the line after it is."""
    held, whole = file.readline(LINE), True
    while held:
        following = file.readline(LINE)
        begins = (
            whole and bool(_BEGINS.match(held)) and bool(_HEADER.match(following) or following[:6] == b">From ")
        )
        yield held, begins
        whole = held.endswith(b"\n")
        held = following
