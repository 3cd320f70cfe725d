"""People's Markdown as HTML that can do no harm.

Parsed with raw HTML off, then cleaned once more by nh3: either alone would do, and either may have a bad day.
"""

from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
LONGEST_KEPT = 8_000
# Mail programs break lines near column 72; a person who breaks a line on purpose does it earlier.
WRAP = 64


def render(text: str, shift: int = 2) -> SafeString:
    """Safe HTML. Headings go `shift` levels down; pictures become links, so nothing is fetched from elsewhere."""
    return SafeString(_kept(text, shift) if len(text) <= LONGEST_KEPT else _render(text, shift))


def _render(text: str, shift: int) -> str:
    html = PARSER.render(text, {"shift": shift})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "code": set()},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )


# A page of answers is read far more often than it is written: keep what was rendered (at most some 20 MB).
_kept = lru_cache(maxsize=1024)(_render)


def _shift_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + int(state.env.get('shift', 0)))}"


def _pictures_as_links(state: StateCore) -> None:
    for block in state.tokens:
        if not block.children:
            continue
        depth, children = 0, []
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            children += _as_link(token, inside_link=depth > 0) if token.type == "image" else [token]
        block.children = children


def _as_link(image: Token, inside_link: bool) -> list[Token]:
    source = str(image.attrs.get("src", ""))
    words = Token("text", "", 0, content=image.content or source)
    if inside_link:
        return [words]
    return [Token("link_open", "a", 1, attrs={"href": source}), words, Token("link_close", "a", -1)]


def _bare_addresses(state: StateCore) -> None:
    """Make links of addresses that people paste as they are."""
    for block in state.tokens:
        if not block.children:
            continue
        depth, children = 0, []
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and depth == 0 and "://" in token.content:
                children += _linked(token.content)
            else:
                children.append(token)
        block.children = children


def _linked(text: str) -> list[Token]:
    tokens: list[Token] = []
    for index, word in enumerate(text.split(" ")):
        lead = " " if index else ""
        start = min((at for at in (word.find("http://"), word.find("https://")) if at >= 0), default=-1)
        if start < 0:
            tokens.append(Token("text", "", 0, content=lead + word))
            continue
        address = word[start:].rstrip(".,;:!?\"'>»”")
        if "(" not in address:
            address = address.rstrip(").,")
        tokens += [
            Token("text", "", 0, content=lead + word[:start]),
            Token("link_open", "a", 1, attrs={"href": PARSER.normalizeLink(address)}),
            Token("text", "", 0, content=address),
            Token("link_close", "a", -1),
            Token("text", "", 0, content=word[start + len(address) :]),
        ]
    return tokens


def _soft_break(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    line = 0
    for token in reversed(tokens[:index]):
        if token.type in ("softbreak", "hardbreak"):
            break
        line += len(token.content)
    following = tokens[index + 1].content.split(" ", 1)[0] if index + 1 < len(tokens) else ""
    return "\n" if line + len(following) >= WRAP else "<br>\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.core.ruler.push("pictures_as_links", _pictures_as_links)
    parser.core.ruler.push("bare_addresses", _bare_addresses)
    parser.add_render_rule("softbreak", _soft_break)
    return parser


PARSER = _parser()
