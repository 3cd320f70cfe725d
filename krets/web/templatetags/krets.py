"""Tags that every page may use; settings make them builtins, so templates load nothing."""

from collections.abc import Hashable
from datetime import date, datetime

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from krets.db.readers import Readable, Reader
from krets.engines.text.language import guess
from krets.web import fields, markdown, moments

register = template.Library()

KEPT = 1000  # then the oldest goes
_empty_fields: dict[tuple[Hashable, ...], SafeString] = {}

OUTCOMES = {
    "worked_well": pgettext_lazy("outcome", "worked well"),
    "partly": pgettext_lazy("outcome", "partly"),
    "not_as_intended": pgettext_lazy("outcome", "not as intended"),
    "stopped": pgettext_lazy("outcome", "stopped or cancelled"),
}

# Each language's own words for "in this language": the reader of that language knows them at sight.
IN_LANGUAGE = {
    "sv": "på svenska",
    "fi": "suomeksi",
    "en": "in English",
    "nb": "på norsk",
    "nn": "på norsk",
    "no": "på norsk",
    "da": "på dansk",
    "is": "á íslensku",
    "de": "auf Deutsch",
    "fr": "en français",
    "et": "eesti keeles",
}


@register.simple_tag
def field(bound: BoundField, readers: str = "", variant: str = "") -> SafeString:
    """One field with label, help, error and whatever ties them together.

    `readers` is a sentence for "who can read this", shown above the box.
    `variant`: "cards" gives equal boxes to radios; "outcomes" also gives each its mark.
    An empty field looks the same for everybody and is drawn once.
    """
    known = fields.kept_by(bound)
    key = known and (*known, readers, variant, get_language())
    html = _empty_fields.get(key) if key else None
    if html is None:
        shown = fields.context(bound) | {"readers": readers, "variant": variant}
        html = render_to_string("web/field.html", shown)
        if key:
            if len(_empty_fields) >= KEPT:
                _empty_fields.pop(next(iter(_empty_fields)), None)
            _empty_fields[key] = html
    return html


@register.inclusion_tag("web/errors.html")
def errors(*forms: BaseForm) -> dict[str, object]:
    """What could not be taken, first on the page, each line a link to its field."""
    return {"found": [found for form in forms if form.is_bound for found in fields.errors(form)]}


@register.simple_tag(name="markdown")
def markdown_tag(text: str | None, shift: int = 2) -> SafeString:
    """Somebody's text as safe HTML. `shift` moves headings down so that a text never outranks its page."""
    return markdown.render(text or "", shift)


@register.simple_tag
def when(value: date | datetime | None, weekday: bool = False, time: bool = False) -> SafeString:
    """A moment in the reader's language, relative only within a day, the date always beside it."""
    if value is None:
        return SafeString("")
    machine, words = moments.told(value, weekday, time)
    return SafeString(f'<time datetime="{machine}">{escape(words)}</time>')


@register.simple_tag
def lang_attr(lang: str | None) -> SafeString:
    """` lang="fi"` where the content's language is another than the page's; goes inside a start tag."""
    if not lang or lang == (get_language() or "").split("-")[0]:
        return SafeString("")
    return format_html(' lang="{}"', lang)


@register.filter
def tongue(text: str | None) -> str | None:
    """The language of a text that carries no mark of its own, as well as it can be told; for `lang_attr`."""
    return guess(text) if text else None


@register.simple_tag
def in_language(lang: str | None) -> SafeString:
    """The mark "suomeksi" on content in another language than the page's, else nothing."""
    if not lang or lang == (get_language() or "").split("-")[0] or lang not in IN_LANGUAGE:
        return SafeString("")
    return format_html('<span class="in-language" lang="{}">{}</span>', lang, IN_LANGUAGE[lang])


@register.simple_tag
def outcome(code: str | None) -> SafeString:
    """One of the four outcomes as a word with its mark; an unknown code shows nothing."""
    if code not in OUTCOMES:
        return SafeString("")
    return format_html('<span class="outcome" data-outcome="{}">{}</span>', code, OUTCOMES[code])


@register.simple_tag
def because(reason: str | None) -> SafeString:
    """Why the system chose what it stands beside."""
    if not reason:
        return SafeString("")
    return format_html('<p class="because"><span>{}</span> {}</p>', _("because:"), reason)


@register.filter
def read_by(row: Readable | None, reader: Reader) -> bool:
    """Whether this reader may read the row that a page came upon, such as the writer of a public case."""
    return row is not None and reader.reads(row)


@register.filter
def number(value: int | float | None) -> str:
    """A number as the reader's language writes it: 38 000."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def initial(name: str | None) -> str:
    return (name or "").strip()[:1].upper()


@register.simple_tag
def autosave_words() -> SafeString:
    """The texts that `autosave.js` shows, as data attributes of the form it watches."""
    return format_html(
        'data-saving="{}" data-saved="{}" data-failed="{}"',
        _("Saving …"),
        _("Draft saved"),
        _("Not saved. What you wrote is still here."),
    )
