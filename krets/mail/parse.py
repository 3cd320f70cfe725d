"""A letter's bytes as what we need of them. Never raises, whatever strangers send."""

import email
import logging
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from krets.engines.text.mailbody import html_text
from krets.mail import automatic, charsets
from krets.mail.automatic import Bounce

log = logging.getLogger(__name__)

TEXT = 200_000  # characters of a letter's text that are read
ATTACHMENTS = 20
PARTS = 500
TINY = 15_000  # bytes; an inline picture below this is a logo in a signature
_LONG = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_IDS = re.compile(r"<[^<>\s]{3,250}>")
_NOISE = (
    "pkcs7-signature",
    "x-pkcs7-signature",
    "pgp-signature",
    "pgp-keys",
    "ms-tnef",
    "delivery-status",
    "disposition-notification",
)


@dataclass(frozen=True)
class ParsedLetter:
    """What a letter says. `author` is From, in lower case, or '' when there is none or more than one.

    refers_to: Message-IDs of In-Reply-To and References, nearest first; attachments: name, content, type;
    automatic: why we think that a program wrote it, or ''; authentication: each Authentication-Results.
    """

    author: str = ""
    subject: str = ""
    message_id: str = ""
    refers_to: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[tuple[str, bytes, str], ...] = ()
    automatic: str = ""
    bounce: Bounce | None = None
    authentication: tuple[str, ...] = ()


def parse(raw: bytes) -> ParsedLetter:
    raw = _LONG.sub(_shortened, raw)
    try:
        return _parsed(email.message_from_bytes(raw, policy=policy.compat32))
    except Exception:  # RecursionError of a thousand parts in each other, and what we don't know of
        log.exception("A letter's parts could not be read")
    try:
        return _parsed(BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:65536]), head_only=True)
    except Exception:
        log.exception("A letter's head could not be read")
        return ParsedLetter()


def _shortened(found: "re.Match[bytes]") -> bytes:
    """The standard library needs time that grows with the square of such a header: 8 s for 100 kB."""
    return found[0] if len(found[0]) < 4000 else found[0][:2000]


def _parsed(message: "Message[str, str]", head_only: bool = False) -> ParsedLetter:
    body = _Body()
    if not head_only:
        for part in _leaves(message):
            try:
                body.take(part)
            except Exception:  # one part that the standard library trips over costs only itself
                log.exception("A part of a letter could not be read")
    plain, html = body.text()
    subject = charsets.header(next(charsets.raw(message, "Subject"), ""))
    return ParsedLetter(
        author=_author(message),
        subject=subject,
        message_id=" ".join(str(message.get("Message-ID", "")).split())[:400],
        refers_to=tuple(_refers_to(message)),
        text=plain[:TEXT],
        html=html[:TEXT],
        attachments=tuple(body.attachments),
        automatic=automatic.reason(message, subject),
        bounce=automatic.bounce(message, subject, plain),
        authentication=tuple(str(value)[:10_000] for value in message.get_all("Authentication-Results", [])),
    )


def _author(message: "Message[str, str]") -> str:
    lines = [value[:2000] for value in charsets.raw(message, "From")]
    addresses = {address.strip().casefold() for _name, address in getaddresses(lines) if "@" in address}
    found = {address for address in addresses if address == charsets.seen(address)}
    return found.pop() if len(lines) == 1 and len(addresses) == len(found) == 1 else ""


def _refers_to(message: "Message[str, str]") -> Iterator[str]:
    for name in ("In-Reply-To", "References"):
        found = _IDS.findall(" ".join(str(value)[:20_000] for value in message.get_all(name, [])))
        yield from reversed(found[-50:])


def _leaves(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """Parts that hold something, in order: of alternatives both, of a message within the letter itself."""
    count, stack = 0, [message]
    while stack and count < PARTS:
        part = stack.pop()
        count += 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            stack += [one for one in reversed(inside) if isinstance(one, Message)]
        else:
            yield part


@dataclass
class _Body:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[tuple[str, bytes, str]] = field(default_factory=list)

    def take(self, part: "Message[str, str]") -> None:
        kind = part.get_content_type()
        disposition = str(part.get("Content-Disposition", ""))[:2000].strip().casefold()
        name = _name(part)
        is_file = disposition.startswith("attachment") or (name and not kind.startswith("text/"))
        if kind in ("text/plain", "text/html") and not is_file and not (name and self.plain + self.html):
            self._take_text(part, kind)
        elif kind.partition("/")[2] not in _NOISE and (kind != "text/calendar" or is_file):
            self._take_file(part, kind, name, inline=not disposition.startswith("attachment"))

    def text(self) -> tuple[str, str]:
        """Plain text and HTML. The HTML stands in where the plain part is missing or holds next to nothing."""
        plain, html = "\n\n".join(self.plain).strip("\r\n"), "\n".join(self.html)
        if html and len(plain.strip()) < 40:
            from_html = html_text(html)
            if len(from_html) > 4 * len(plain.strip()):
                plain = from_html
        return plain, html

    def _take_text(self, part: "Message[str, str]", kind: str) -> None:
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):
            return
        words = charsets.text(raw[: 4 * TEXT], _param(part, "charset")).replace("\r\n", "\n").replace("\r", "\n")
        if kind == "text/html":
            self.html.append(words)
            return
        if _param(part, "format").casefold() == "flowed":
            words = unwrapped(words, delete_space=_param(part, "delsp").casefold() == "yes")
        self.plain.append(words)

    def _take_file(self, part: "Message[str, str]", kind: str, name: str, inline: bool) -> None:
        if len(self.attachments) >= ATTACHMENTS:
            return
        raw = _whole_message(part) if kind == "message/rfc822" else part.get_payload(decode=True)
        if not isinstance(raw, bytes) or not raw:
            return
        if kind.startswith("image/") and (inline or part.get("Content-ID")) and len(raw) < TINY:
            return
        ending = ".eml" if kind == "message/rfc822" else mimetypes.guess_extension(kind) or ".bin"
        self.attachments.append((name or f"{len(self.attachments) + 1}{ending}", raw, kind))


def unwrapped(words: str, delete_space: bool = False) -> str:
    """`format=flowed` (RFC 3676) with the lines of a paragraph joined again."""
    lines: list[str] = []
    open_depth = -1
    for line in words.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        if depth == open_depth:
            lines[-1] += bare
        else:
            lines.append("> " * depth + bare if depth else bare)
        soft = bare.endswith(" ") and bare != "-- "
        open_depth = depth if soft else -1
        if soft and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _whole_message(part: "Message[str, str]") -> bytes | None:
    inside = part.get_payload()
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        return inside[0].as_bytes()
    return None


def _param(part: "Message[str, str]", name: str) -> str:
    try:
        value = part.get_param(name, "")
    except Exception:  # the standard library trips over some broken parameters
        return ""
    return str(value[2] if isinstance(value, tuple) else value)[:100]


def _name(part: "Message[str, str]") -> str:
    try:
        found = part.get_filename("") or ""
    except Exception:
        return ""
    name = charsets.header(found, 1000).replace("\\", "/").rpartition("/")[2].strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:12]}" if dot else name[:100]
