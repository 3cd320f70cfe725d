"""Every letter of every room, in every language, as classic Outlook shows it and as plain text."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from hypothesis import given
from hypothesis import settings as thoroughness
from hypothesis import strategies as st

from krets.mail import render
from krets.mail.tests import word

ROOMS = Path(settings.ROOT, "krets")
LETTERS = sorted(
    str(path.relative_to(path.parents[2]).with_suffix(""))
    for path in ROOMS.glob("*/templates/*/mail/*.mjml")
    if not path.name.startswith("_")
)
NUMBERS = ("count", "more", "minutes")
DAYS = ("day", "deadline", "since", "until")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Anything(str):
    """Whatever a template asks for: a word, a pair of words, an object with every attribute."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("resolve_expression", "do_not_call_in_templates"):
            raise AttributeError(name)
        if name in DAYS:
            return date(2026, 11, 22)
        return Anything(f"{name} <&>")

    def __getitem__(self, key: object) -> Any:  # type: ignore[override]
        if key in DAYS:
            return date(2026, 11, 22)
        return Anything(str.__getitem__(self, key) if isinstance(key, int | slice) else key)

    def __iter__(self) -> Iterator[Any]:
        return iter([Anything("first"), Anything("second")])

    def __len__(self) -> int:
        return 2


class Given(dict[str, Any]):
    """A context that has everything; with `empty`, everything in it is empty."""

    def __init__(self, empty: bool = False) -> None:
        super().__init__({"True": True, "False": False, "None": None})
        self["reader"] = SimpleNamespace(reads=lambda row: not empty)
        self.empty = empty

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        if name in NUMBERS:
            return 0 if self.empty else 2
        if name in DAYS:
            return date(2026, 11, 22)
        return "" if self.empty else Anything(name)


def compiled(letter: str, language: str, empty: bool) -> str:
    context = Context(autoescape=True)
    context.dicts.insert(0, Given(empty))
    context["site"], context["LANGUAGE_CODE"] = "https://krets.example", language
    with translation.override(language):
        return render.compiled(get_template(f"{letter}.mjml").template.render(context))  # type: ignore[attr-defined]


@pytest.mark.parametrize("letter", LETTERS)
def test_word_shows_it_as_it_is(letter: str) -> None:
    for language in LANGUAGES:
        for empty in (False, True):
            assert word.ignored(compiled(letter, language, empty)) == []


@pytest.mark.parametrize("letter", LETTERS)
def test_it_has_plain_text_with_a_subject_first(letter: str) -> None:
    context = Context(autoescape=False)
    context.dicts.insert(0, Given())
    text = get_template(f"{letter}.txt").template.render(context)  # type: ignore[attr-defined]
    subject, _line, body = text.lstrip().partition("\n")
    assert subject.strip() and body.strip()
    assert "<p>" not in text and "&amp;" not in text


@pytest.mark.parametrize(
    "bad",
    [
        '<div style="display:flex">x</div>',
        '<div style="display: grid">x</div>',
        '<div style="float:left">x</div>',
        '<p style="position:absolute">x</p>',
        '<td style="background-image:url(x.png)">x</td>',
        '<div style="background:url(x.png)">x</div>',
        '<div style="max-width:300px">x</div>',
        '<p style="padding:10px">x</p>',
        '<p style="font-size:1.2rem">x</p>',
        '<p class="lead">x</p>',
        '<img src="x.png">',
        "<section>x</section>",
        '<p onclick="x()">x</p>',
    ],
)
def test_what_word_ignores_is_found(bad: str) -> None:
    assert word.ignored(f"<html><body>{bad}</body></html>")


def test_the_frame_is_one_column_of_600_pixels() -> None:
    html = compiled("mail/mail/confirm", "sv", empty=False)
    assert 'width="600"' in html and "max-width:600px" in html
    assert "<img" not in html and "url(" not in html  # nothing is fetched when it is opened


def test_links_and_paragraphs_have_their_look_on_themselves() -> None:
    html = render.compiled(
        '<mjml><mj-body><mj-section><mj-column><mj-text><p>x</p><a href="u">y</a>'
        '<a href="u" style="color:red">z</a></mj-text></mj-column></mj-section></mj-body></mjml>'
    )
    assert '<p style="margin:0 0 12px 0">x</p>' in html
    assert '<a style="color:#1b5e4b" href="u">y</a>' in html and '<a href="u" style="color:red">z</a>' in html


@thoroughness(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_whatever_people_write_a_letter_can_be_set(text: str) -> None:
    context = {"title": text, "sender": text, "url": "https://krets.example/?a=1&b=2"}
    written = render.letter("mail/mail/confirm", context, to="a@b.example", language="sv")
    assert written.subject and "<table" in written.html
    for part in (written.subject, written.text, written.html):
        assert "\x00" not in part and part.encode("utf-8")


def test_a_marker_is_short_enough_to_survive_quoting() -> None:
    markers = {render.marker(language) for language in LANGUAGES}
    assert len(markers) == len(LANGUAGES) and max(map(len, markers)) < 66
