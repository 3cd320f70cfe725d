"""Text out of bytes whose declared charset is odd, wrong or missing."""

import codecs
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message

_ALIASES = {
    "iso-8859-1": "cp1252",  # what says Latin-1 is Windows' in practice, as browsers read it too
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-gbk": "gb18030",
}
# Others of Python's codecs are no charsets, and some (idna, punycode) take time that grows with the square.
_CHARSETS = re.compile(r"(utf|iso8859|iso2022|cp\d|koi8|mac|gb|big5|euc|shift|hz|johab|tis|latin|ascii|kz|ptcp)")
_NOT_UTF8 = re.compile(r"(utf_?-?(7|16|32)|iso2022|gb|big5|euc|shift|hz|johab|cp9)")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def text(raw: bytes, declared: str = "") -> str:
    """Never raises. What is valid UTF-8 with letters beyond ASCII is UTF-8, whatever it says it is."""
    charset = _known(declared)
    tried = [charset] if charset and _NOT_UTF8.match(charset) else ["utf-8", charset]
    for name in tried:
        if name:
            try:
                return seen(raw.decode(name))
            except (UnicodeError, ValueError):
                continue
    loose = raw.decode("utf-8", "replace")
    broken, whole = loose.count("\ufffd"), len(re.findall(r"[^\x00-\x7f\ufffd]", loose))
    if whole > 4 * broken:  # UTF-8 that was cut or dented on its way
        return seen(loose)
    try:
        return seen(raw.decode("cp1252"))
    except UnicodeError:
        return seen(raw.decode("latin-1"))


def raw(message: "Message[str, str]", name: str) -> Iterator[str]:
    """A header's values as they were sent, bytes beyond ASCII as surrogates; `get` would lose them."""
    for key, value in message.raw_items():
        if key.casefold() == name.casefold():
            yield str(value)


def header(value: object, limit: int = 10_000) -> str:
    """A header's words, decoded and on one line. Never raises."""
    raw = str(value)[:limit]
    try:
        parts = decode_header(raw)
    except Exception:  # the standard library fails in several ways on broken encoded words
        return _one_line(raw)
    words = [text(part, charset or "") if isinstance(part, bytes) else part for part, charset in parts]
    return _one_line("".join(words))


def seen(words: str) -> str:
    """Without characters that nobody sees and PostgreSQL, XML or a page can't take."""
    return _UNSEEN.sub("", words).encode("utf-8", "replace").decode("utf-8")


def _one_line(words: str) -> str:
    raw = words.encode("ascii", "surrogateescape") if _has_bytes(words) else None
    return " ".join(seen(text(raw) if raw is not None else words).split())


def _has_bytes(words: str) -> bool:
    """Whether raw bytes of a header stand in it as the parser's surrogates, and nothing else beyond ASCII."""
    return any("\udc80" <= sign <= "\udcff" for sign in words) and all(
        sign < "\x80" or "\udc80" <= sign <= "\udcff" for sign in words
    )


def _known(declared: str) -> str:
    name = declared.strip().strip("\"'").casefold()[:40]
    try:
        name = codecs.lookup(_ALIASES.get(name, name)).name.replace("-", "_") if name else ""
    except (LookupError, ValueError):
        return ""
    return name if _CHARSETS.match(name) else ""
