"""HTML mail as plain text: quotes become "> ", lists and links stay, what is hidden goes.

Not the standard library's HTMLParser: it needs 3 s for 24 kB of "<a <a <a …" (time grows with the square) and
fails on a character reference of 5,000 digits. Mail comes from strangers, so each character is read once.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

READ = 2_000_000  # characters
DEEP = 8  # quotes and lists within each other, beyond which no more marks are set
LINK = 1000  # characters

SKIPPED = frozenset({"head", "script", "style", "title", "template", "textarea", "select", "object", "svg"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source"})
PARAGRAPHS = frozenset({"p", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dl"})
LINES = frozenset({"div", "tr", "li", "section", "article", "header", "footer", "address", "dt", "dd", "center"})

NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'>]+)""")
BARE_HIDDEN = re.compile(r"\shidden(?=[\s/]|$)", re.IGNORECASE)
UNSEEN = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|mso-hide\s{0,5}:\s{0,5}all|"
    r"font-size\s{0,5}:\s{0,5}0(?![.\d])|max-height\s{0,5}:\s{0,5}0(?![.\d])|opacity\s{0,5}:\s{0,5}0(?![.\d])",
    re.IGNORECASE,
)
HUGE_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
SIGNATURES = ("gmail_signature", "moz-signature")
BLANKS = re.compile(r"[\s\u200b\ufeff]+")


def html_text(html: str) -> str:
    """Never raises. When everything is hidden, the hidden is given: nothing a person wrote is lost."""
    html = html[:READ].replace("\x00", "")
    return _text(html, with_hidden=False) or _text(html, with_hidden=True)


def _text(html: str, *, with_hidden: bool) -> str:
    page = _Page()
    hidden: list[str] = []  # the open elements from the first hidden one on
    # How many of each are open, inside the hidden and around it: looking through a list would take a square.
    inside: Counter[str] = Counter()
    around: Counter[str] = Counter()
    for tag, content in _tokens(html):
        name, closing = tag.lstrip("/"), tag.startswith("/")
        if hidden:
            if name in VOID or not tag:
                continue
            if not closing:
                hidden.append(name)
                inside[name] += 1
            elif inside[name]:
                # An element left open is closed by its parent's end.
                while (last := hidden.pop()) != name:
                    inside[last] -= 1
                inside[name] -= 1
            elif around[name]:
                hidden.clear()
                inside.clear()
                around[name] -= 1
                page.close(name)
        elif not tag:
            page.write(content)
        elif closing:
            around[name] -= around[name] > 0
            page.close(name)
        elif name in SKIPPED or (not with_hidden and name not in VOID and _is_hidden(content)):
            hidden.append(name)
            inside[name] += 1
        else:
            around[name] += name not in VOID
            page.open(name, content)
    return page.text()


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """("", text), ("a", inside of the tag) or ("/a", "")."""
    at = 0
    last_comment = html.rfind("-->")
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            yield "", html[at:]
            return
        if start > at:
            yield "", html[at:start]
        if html.startswith("<!--", start):
            closed = start + 4 <= last_comment
            at = html.find("-->", start + 4) + 3 if closed else _after(html, start, len(html))
            continue
        name = NAME.match(html, start + 1)
        if not name and html[start + 1 : start + 2] not in ("!", "?", "/"):
            yield "", "<"
            at = start + 1
            continue
        end = _tag_end(html, start)
        if end < 0:
            yield "", html[start:]
            return
        at = end + 1
        if name:
            tag = html[start + 1] == "/"
            yield ("/" if tag else "") + name[1].lower(), "" if tag else html[name.end() : end]
            if not tag and name[1].lower() in ("script", "style"):
                at = _raw_end(html, at, name[1].lower())


def _tag_end(html: str, start: int) -> int:
    """The ">" that ends the tag, past those inside quotes; quotes left open are given up soon."""
    end = first = html.find(">", start)
    for _ in range(3):
        if end < 0:
            break
        inside = html[start:end]
        if inside.count('"') % 2 == 0 or "=" not in inside:
            return end
        end = html.find(">", end + 1)
    return first


def _raw_end(html: str, at: int, name: str) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


def _after(html: str, start: int, default: int) -> int:
    end = html.find(">", start)
    return end + 1 if end >= 0 else default


def _is_hidden(inside: str) -> bool:
    if BARE_HIDDEN.search(inside[:LINK]):
        return True
    return "style" in inside.lower() and bool(UNSEEN.search(_attributes(inside).get("style", "")))


def _attributes(inside: str) -> dict[str, str]:
    found = ATTRIBUTE.finditer(inside[:20_000])
    return {match[1].lower(): _plain(match[2].strip("\"'")) for match in found}


def _plain(text: str) -> str:
    return unescape(HUGE_REFERENCE.sub("\ufffd", text))


class _Page:
    """The lines so far, the line being written, and what is open."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.lists: list[int] = []  # 0 for bullets, else the next number
        self.inked = False  # something but blanks is in the line
        self.link: tuple[str, int, int] | None = None  # address, and where its words begin: line, part
        self.kept = 0  # open <pre>
        self.gap = False  # an empty line is due before the next that is not
        self.depth = 0  # quotes around the last line
        self.fresh = True  # at a line's beginning or after a blank

    def write(self, text: str) -> None:
        text = _plain(text)
        if self.kept:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._put(first)
            for one in rest:
                self._end_line()
                self._put(one)
            return
        text = BLANKS.sub(" ", text.replace("\u00a0", " "))
        if self.fresh:
            text = text.lstrip(" ")
        if text:
            self._put(text)
            self.fresh = text.endswith(" ")

    def open(self, name: str, inside: str) -> None:
        if name in PARAGRAPHS or name in LINES or name == "blockquote":
            self._block(name)
        if name == "br":
            self._end_line()
        elif name == "hr":
            self._block("hr")
            self._put("_" * 20)
            self._end_line()
        elif name == "blockquote":
            self.quotes += 1
        elif name in ("ul", "ol"):
            self.lists.append(1 if name == "ol" else 0)
        elif name == "li":
            self._item()
        elif name in ("td", "th") and self.inked:
            self._put(" | ")
            self.fresh = True
        elif name == "pre":
            self.kept += 1
        elif name == "a":
            self.link = (_attributes(inside).get("href", "").strip(), len(self.lines), len(self.line))
        if "signature" in inside and any(mark in inside for mark in SIGNATURES):
            self._block("div")
            self._put("-- ")
            self._end_line()

    def close(self, name: str) -> None:
        if name == "a" and self.link:
            self._add_address(*self.link)
            self.link = None
        if name == "pre":
            self.kept = max(0, self.kept - 1)
        if name in PARAGRAPHS or name in LINES or name == "blockquote":
            self._block(name)
        if name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()

    def text(self) -> str:
        self._block("p")
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")

    def _item(self) -> None:
        depth = min(len(self.lists), DEEP)
        sign = "-"
        if self.lists and self.lists[-1]:
            sign = f"{self.lists[-1]}."
            self.lists[-1] += 1
        self._put("  " * max(0, depth - 1) + sign + " ")
        self.fresh = True

    def _add_address(self, address: str, line: int, part: int) -> None:
        words = "".join(self.line[part:] if line == len(self.lines) else self.line).strip()
        if not address.lower().startswith(("http://", "https://", "mailto:")) or len(address) > LINK or not words:
            return
        if address.lower().startswith("mailto:"):
            address = address[len("mailto:") :].partition("?")[0]
        same = words.removeprefix("www.").rstrip("/")
        if address.rstrip("/") not in words and not ("." in same and same in address):
            self._put(f" <{address}>")
            self.fresh = False

    def _block(self, name: str) -> None:
        if self.inked:
            self._end_line()
        else:
            self.line.clear()
            self.inked = False
            self.fresh = True
        if name in PARAGRAPHS or name == "blockquote":
            nested = name in ("ul", "ol") and len(self.lists) > 0
            self.gap = self.gap or not nested

    def _put(self, text: str) -> None:
        self.line.append(text)
        self.inked = self.inked or not text.isspace()

    def _end_line(self) -> None:
        if self.gap and self.inked and self.lines:
            self.lines.append(self._mark("", min(self.quotes, self.depth)))
        self.gap = self.gap and not self.inked
        self.lines.append(self._mark("".join(self.line), self.quotes))
        self.depth = self.quotes
        self.line.clear()
        self.inked = False
        self.fresh = True

    def _mark(self, line: str, quotes: int) -> str:
        marked = "> " * min(quotes, DEEP) + line
        return marked if marked == "-- " else marked.rstrip()
