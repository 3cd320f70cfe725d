"""Letters that say exactly what they were given, character by character: how asks and answers travel.

What mail has no words for stands in one header as JSON; the text as it is, the files in base64.
"""

import email
import json
import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header
from email.policy import compat32
from email.utils import format_datetime, formataddr, parsedate_to_datetime
from typing import Any
from urllib.parse import quote, unquote

from krets.mail import mbox

KEY, MORE, FILE = "X-Krets-Key", "X-Krets-More", "X-Krets-File"
_WIDE = 900  # characters of a header's line; a reader takes 998


class NotExact(ValueError):
    """Not a letter that we wrote."""


@dataclass(frozen=True)
class Enclosed:
    key: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Exact:
    """`headers` are further ones, ASCII; `more` is JSON; `answers` the Message-ID that this answers."""

    key: str
    message_id: str
    sender: tuple[str, str]  # name and address
    date: datetime
    subject: str
    text: str
    answers: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    files: tuple[Enclosed, ...] = ()


def compose(letter: Exact) -> bytes:
    """The same bytes for the same letter."""
    name, address = letter.sender
    more = json.dumps(letter.more | {"subject": letter.subject}, sort_keys=True)
    text = letter.text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [
        ("From", formataddr((" ".join(name.split()), address))),
        ("Date", format_datetime(letter.date.astimezone(UTC))),
        ("Subject", _encoded(letter.subject)),
        ("Message-ID", letter.message_id),
        *([("In-Reply-To", letter.answers), ("References", letter.answers)] if letter.answers else []),
        *letter.headers,
        (KEY, letter.key),
        (MORE, _folded(more)),
        ("MIME-Version", "1.0"),
    ]
    plain = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
    if not letter.files:
        return _part([*lines, *plain], text)
    boundary = f"krets-{letter.key}"
    parts = [_part(plain, text), *(_file(file) for file in letter.files)]
    inside = b"".join(b"--%s\n%s" % (boundary.encode(), part) for part in parts)
    head = _part([*lines, ("Content-Type", f'multipart/mixed; boundary="{boundary}"')], "")
    return head[:-1] + inside + b"--%s--\n" % boundary.encode()


def take_apart(raw: bytes) -> Exact:
    """Raises NotExact."""
    headers = mbox.headers(raw)
    try:
        more = json.loads(headers[MORE.lower()])
        text, files = _content(raw)
        return Exact(
            key=headers[KEY.lower()],
            message_id=headers.get("message-id", ""),
            sender=("", re.sub(r"^.*<|>.*$", "", headers.get("from", "")).casefold()),
            date=parsedate_to_datetime(headers["date"]),
            subject=more.pop("subject"),
            text=text,
            answers=headers.get("in-reply-to", ""),
            headers=tuple(headers.items()),
            more=more,
            files=tuple(files),
        )
    except (KeyError, ValueError, AttributeError) as fault:
        raise NotExact(f"not written by Krets: {type(fault).__name__}") from fault


def _part(headers: list[tuple[str, str]], text: str) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    return f"{head}\n{text}\n".encode()


def _file(file: Enclosed) -> bytes:
    encoded = b64encode(file.content).decode()
    lines = "\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76))
    return _part(
        [
            ("Content-Type", file.media_type),
            ("Content-Disposition", f"attachment; filename*=utf-8''{quote(file.name)}"),
            ("Content-Transfer-Encoding", "base64"),
            (FILE, file.key),
        ],
        lines,
    )


def _content(raw: bytes) -> tuple[str, list[Enclosed]]:
    head, body = mbox.halves(raw)
    if b"\nContent-Type: multipart/mixed" not in head:
        return body.decode("utf-8").removesuffix("\n"), []
    parts: Any = email.message_from_bytes(raw, policy=compat32).get_payload()
    first, *files = parts
    found = []
    for part in files:
        name = unquote(str(part["Content-Disposition"]).partition("utf-8''")[2])
        content = part.get_payload(decode=True)
        found.append(Enclosed(part[FILE], name, part.get_content_type(), content))
    return first.get_payload(decode=True).decode("utf-8"), found


def _encoded(words: str) -> str:
    words = " ".join(words.split())
    plain = words.isascii() and "=?" not in words
    return words if plain else Header(words, "utf-8").encode(maxlinelen=0, splitchars="")


def _folded(text: str) -> str:
    """In lines, each further one beginning with the blank that stood there."""
    lines: list[list[str]] = [[]]
    width = 0
    for word in text.split(" "):
        if width + len(word) > _WIDE and word:
            lines.append([])
            width = 0
        lines[-1].append(word)
        width += len(word) + 1
    return "\n ".join(" ".join(words) for words in lines)
