"""Everything that is said is said in Swedish, Finnish and English."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from krets.tests import texts
from krets.tests.texts import LANGUAGES, Key

ROOMS = texts.rooms()
ALL = [(room, language) for room in ROOMS for language in LANGUAGES]
FORMS = 2  # of a plural, in Swedish as in Finnish
# One word for one idea (docs/words.md): beside the chosen ones, these would be second ones, or no colleague's.
SECOND_WORDS = {
    "en": r"\bletters? (?:to|from|of)\b|\ban experience\b|\bexperiences\b|\bplease\b",
    "sv": r"\bvänligen\b|\bbrev(?:et|en)?\b|\bupplagd?t?\b|\bfall(?:et|en)?\b",
    "fi": r"\bkirje(?:et|en|itä)?\b|\bole hyvä\b|etsintäkuulutu",
}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Key]]:
    return texts.extracted(tmp_path_factory.mktemp("texts"))


def test_every_text_is_in_the_translators_files_and_no_other(extracted: dict[str, set[Key]]) -> None:
    assert extracted["asks"], "xgettext found nothing"
    wrong = []
    for room, language in ALL:
        have = {entry.key for entry in texts.translated(room, language)}
        wrong += [f"{room}/{language} lacks {key}" for key in sorted(extracted[room] - have)]
        wrong += [f"{room}/{language} says {key} to nobody" for key in sorted(have - extracted[room])]
    everywhere = {entry.key for room in ROOMS for entry in texts.translated(room, "sv")}
    wrong += [f"in no room: {key}" for key in sorted(extracted[""] - everywhere)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_whole(language: str) -> None:
    wrong = []
    for room in ROOMS:
        for entry in texts.translated(room, language):
            fault = (
                "is a guess"
                if entry.fuzzy
                else "is not used"
                if entry.obsolete
                else "is not translated"
                if not all(text.strip() for text in entry.texts)
                else "has not all its forms"
                if len(entry.texts) != (FORMS if entry.key[2] else 1)
                else ""
            )
            if fault:
                wrong.append(f"{room}: {entry.key} {fault}")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_values_and_marks(language: str) -> None:
    wrong = [
        f"{room}: {said!r} → {text!r}"
        for room in ROOMS
        for entry in texts.translated(room, language)
        for said, text in zip(entry.said, entry.texts, strict=False)
        if texts.placeholders(said) != texts.placeholders(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_end_and_quote_as_the_text_does(language: str) -> None:
    """A colon that is lost joins two words; “ is English, ” stands on both sides in Swedish and Finnish."""
    wrong = [
        f"{room}: {said!r} → {text!r}"
        for room in ROOMS
        for entry in texts.translated(room, language)
        for said, text in zip(entry.said, entry.texts, strict=False)
        if _end(said) != _end(text)
        or "“" in text
        or "!" in said + text
        or len(re.findall("[“”]", said)) != text.count("”")
        or '"' in re.sub(r"<code>.*?</code>|<[^>]*>", "", text)
    ]
    assert wrong == []


def _end(text: str) -> str:
    return match[0] if (match := re.search(r"[.:?…]$", text)) else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_text_is_said_one_way(language: str) -> None:
    """Django lays all rooms' files together: of two translations one would be said in both rooms."""
    said: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for room in ROOMS:
        for entry in texts.translated(room, language):
            said.setdefault(entry.key[:2], set()).add(entry.texts)
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("language", SECOND_WORDS)
def test_one_idea_has_one_word(language: str) -> None:
    wrong = {
        f"{room}: {text}"
        for room in ROOMS
        for entry in texts.translated(room, "sv" if language == "en" else language)
        for text in (entry.said if language == "en" else entry.texts)
        if re.search(SECOND_WORDS[language], text, re.IGNORECASE)
    }
    assert wrong == set()


def test_templates_say_nothing_in_one_language_only() -> None:
    assert _bare(texts.bare_in_template, "html", "txt", "mjml") == {}


def test_labels_help_and_messages_are_translated() -> None:
    assert _bare(texts.bare_in_python, "py") == {}


def _bare(eye: Callable[[Path], list[str]], *extensions: str) -> dict[str, list[str]]:
    seen = {path.relative_to(texts.KRETS).as_posix(): eye(path) for path in texts.sources(*extensions)}
    return {name: bare for name, bare in seen.items() if bare}


def test_the_eye_for_bare_words_sees_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% translate "Said" %}<p title="{{ x }}">{% if y %}Bare{% endif %}</p><img alt="Too">'
        '{% include "a" with label="Three" %}{{ z|default:"Four" }}{{ z|default:_("Said") }}'
    )
    assert sorted(texts.bare_in_template(page)) == ["Bare", "Four", "Three", "Too"]
    code = tmp_path / "forms.py"
    code.write_text('field(label="One", help_text=_("Said"))\nmessages.info(request, f"Two {n}")\n')
    assert texts.bare_in_python(code) == ["1: One", "2: Two "]
