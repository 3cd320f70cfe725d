"""What holds for every template of the house, and for the small tags."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

KRETS = Path(__file__).resolve().parents[2]
PAGES = [
    path
    for path in sorted(KRETS.glob("*/templates/**/*.html"))
    # Letters are no pages: a mail program reads styles from the tag or not at all.
    if "mail" not in path.relative_to(KRETS).parts[3:-1]
]
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=(?!=)", re.I),
    "an htmx expression": re.compile(r"\shx-(?:on[:-]|vals\s*=\s*[\"']js:)", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "an address from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
    "unescaped text": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(KRETS)))
def test_a_page_obeys_the_policy(path: Path) -> None:
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    for path in (KRETS / "web/static/web").rglob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text())
        assert [a for a in addresses if not a.startswith(("data:image/svg+xml", "%23", "vendor/inter/"))] == []


def draw(template: str, language: str = "sv", **context: object) -> str:
    with translation.override(language):
        return Template(template).render(Context(context))


def test_content_in_another_language_says_so() -> None:
    assert draw("<p{% lang_attr lang %}>", lang="fi") == '<p lang="fi">'
    assert draw("<p{% lang_attr lang %}>", lang="sv") == "<p>"
    assert draw("<p{% lang_attr lang %}>", lang='"><script>') == '<p lang="&quot;&gt;&lt;script&gt;">'
    assert draw("{% in_language lang %}", lang="fi") == '<span class="in-language" lang="fi">suomeksi</span>'
    assert draw("{% in_language lang %}", lang="sv") == ""


@pytest.mark.parametrize("code", ["worked_well", "partly", "not_as_intended", "stopped"])
def test_every_outcome_has_a_word_and_a_mark(code: str) -> None:
    html = draw("{% outcome code %}", code=code)
    assert re.fullmatch(rf'<span class="outcome" data-outcome="{code}">[a-zåäö ]+</span>', html)
    assert f'data-outcome="{code}"]' in (KRETS / "web/static/web/parts.css").read_text()


def test_an_unknown_outcome_shows_nothing() -> None:
    assert draw("{% outcome code %}", code="nonsense") == draw("{% outcome code %}", code=None) == ""


def test_a_reason_is_text() -> None:
    assert "&lt;b&gt;" in draw("{% because reason %}", reason="<b>")
    assert draw("{% because reason %}", reason="") == ""


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert draw("{{ n|number }}", n=38000) == "38\xa0000"
    assert draw("{{ n|number }}", language="en", n=38000) == "38,000"
