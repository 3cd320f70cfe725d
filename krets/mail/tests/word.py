"""What Word's engine, which classic Outlook lays letters out with, ignores: found in a compiled letter.

Word reads tables, their widths and paddings, fonts and colours. It knows nothing of positioning, floats,
flex and grid, ignores `max-width` on what is no table, padding on `div`, `p`, `span` and `a`, background
pictures, and every `<style>` rule with a media query. Rounded corners are allowed: Word draws them square,
and nothing is lost. MJML writes for Word what others need `max-width` and padding for: a table in a
conditional comment around each `div`, and `mso-padding-alt` on a button's cell.
"""

import re
from html.parser import HTMLParser

_FORBIDDEN = re.compile(
    r"(?:^|;)\s*(position|float|clear|flex[a-z-]*|grid[a-z-]*|transform|background-image|background-size|"
    r"box-shadow|object-fit|gap|top|left|right|bottom|z-index|animation[a-z-]*|overflow|min-width|max-height)\s*:",
)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*(?!block|inline|inline-block|none|table)([a-z-]+)")
_UNITS = re.compile(r":[^;]*?\d(?:rem|em|vw|vh|vmin|vmax|ch|fr)\b|calc\(|var\(|clamp\(")
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_PADDED = ("div", "p", "span", "a", "h1", "h2", "h3", "ul", "ol", "li")
_VOID = ("br", "hr", "img", "meta", "link", "input", "o:allowpng")
_ALLOWED_TAGS = re.compile(
    r"html|head|title|meta|body|div|table|tbody|thead|tr|td|th|a|p|br|hr|h[1-4]|ul|ol|li|span|strong|em|b|i|"
    r"blockquote|code|pre|style|noscript|xml|o:.*|img|sup|sub|del"
)


def ignored(html: str) -> list[str]:
    """Each thing that Word would ignore or that needs a style sheet, in words."""
    page = _Page()
    page.feed(_as_word_reads(html))
    return page.found


def _as_word_reads(html: str) -> str:
    html = re.sub(r"<!--\[if !mso\]><!-->.*?<!--<!\[endif\]-->", "", html, flags=re.DOTALL)
    return re.sub(r"<!--\[if [^\]]*\]>(.*?)<!\[endif\]-->", r"\1", html, flags=re.DOTALL)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, dict[str, str], str]] = []  # tag, attributes, style

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        style = attributes.get("style", "").casefold()
        self._judge(tag, attributes, style)
        if tag not in _VOID:
            self.open.append((tag, attributes, style))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._judge(tag, attributes, attributes.get("style", "").casefold())

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def _judge(self, tag: str, attributes: dict[str, str], style: str) -> None:
        if "display:none" in style.replace(" ", ""):  # the line that inboxes show beside the subject
            return
        say = lambda what: self.found.append(f"<{tag}> {what}")  # noqa: E731
        if not _ALLOWED_TAGS.fullmatch(tag):
            say("is no element for letters")
        for found in (_FORBIDDEN.search(style), _DISPLAY.search(style), _UNITS.search(style)):
            if found:
                say(f"has {found[0].strip('; ')}")
        if _URL.search(style) or "background" in attributes or "srcset" in attributes:
            say("has a background picture")
        if "max-width" in style and tag != "table" and not self._in_sized_table():
            say("has max-width without a table around it that says how wide")
        if "padding" in style and tag in _PADDED and not self._in_padded_cell():
            say("has padding, which only cells have")
        if "class" in attributes and not attributes["class"].startswith("mj-"):
            say(f"depends on a style sheet: {attributes['class']}")
        if tag == "img" and not (attributes.get("width") and attributes.get("alt") is not None):
            say("has no width or no alt")
        if any(name.startswith("on") for name in attributes) or tag == "script":
            say("has a script")

    def _in_sized_table(self) -> bool:
        return any(tag == "table" and attributes.get("width") for tag, attributes, _style in self.open)

    def _in_padded_cell(self) -> bool:
        return bool(self.open) and self.open[-1][0] == "td" and "mso-padding-alt" in self.open[-1][2]
