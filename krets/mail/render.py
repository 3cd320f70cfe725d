"""A letter from its templates: plain text, and MJML made into tables that every mail program lays out."""

import re
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from krets.mail import addresses, charsets, kinds

_BLOCK = "margin:0 0 12px 0"
_LOOK = {
    "a": "color:#1b5e4b",
    "p": _BLOCK,
    "ul": "margin:0 0 12px 20px",
    "ol": "margin:0 0 12px 24px",
    "blockquote": "margin:0 0 12px 0;border-left:3px solid #d3d6d8;color:#555f66",
}
_BARE = re.compile(rf"<({'|'.join(_LOOK)})(?![^>]*\sstyle=)((?:\s[^>]*)?)>")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str


def letter(
    template: str, context: dict[str, Any], *, to: str, language: str, kind: str = "", about: str = ""
) -> Written:
    """Render both parts in a language. The first line of `.txt` is the subject.

    Templates have, besides `context`: `site` (our address), `marker`, `why` and `unsubscribe` for the foot.
    """
    with translation.override(language):
        whole = context | {
            "site": settings.URL,
            "LANGUAGE_CODE": language,
            "demo": settings.DEMO,
            "marker": marker(language) if about else "",
            "why": kinds.of(kind).why if kind else "",
            "unsubscribe": addresses.unsubscribe_url(to, kind) if kind else "",
        }
        subject, _rest, body = _fill(f"{template}.txt", whole, escape=False).lstrip().partition("\n")
        subject = line(subject)
        text = _fill("mail/frame.txt", whole | {"body": body.strip()}, escape=False)
        html = compiled(_fill(f"{template}.mjml", whole | {"subject": subject}, escape=True))
    return Written(subject, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html)


def compiled(mjml: str) -> str:
    """MJML as HTML. What rooms and people wrote gets its look on the element itself: there is no style sheet."""
    html: str = mrml.to_html(mjml).content
    return _BARE.sub(lambda found: f'<{found[1]} style="{_LOOK[found[1]]}"{found[2]}>', html)


def marker(language: str) -> str:
    """The line below which a reply holds only our own words. Short: quoting must not break it."""
    with translation.override(language):
        return _("– Write your answer above this line –")


def line(text: str) -> str:
    """One line without control characters, so that it can't start another header."""
    return " ".join(_UNSEEN.sub(" ", text).split())[:200]


def _fill(name: str, context: dict[str, Any], *, escape: bool) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    rendered: str = template.render(Context(context, autoescape=escape))
    return charsets.seen(rendered.replace("\r\n", "\n"))
