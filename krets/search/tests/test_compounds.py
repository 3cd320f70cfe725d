"""A compound in a question is looked for by its parts, too, where these stand alone in what was written."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from krets.engines.text import finnish
from krets.search import compounds, indexer, shelf
from krets.search.query import find
from krets.search.question import told, typed
from krets.search.tests.words_of_tests import BUYER, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "search"
    put("a", "Uppföljning av avtal", "Vi gör det varje kvartal.")
    put("b", "Avtal om städning", "Uppföljning sker på plats.")
    put("c", "Seuranta", "Sopimus ja seuranta.")
    put("d", "Sopimus", "Sopimus ja seuranta.")
    for number in range(20):
        put(f"annat{number}", f"Ärende {number}", "Om något helt annat.")
    indexer.catch_up()


def parts(text: str, language: str = "sv") -> set[str]:
    searcher = shelf.searcher()
    assert searcher is not None
    return set(compounds.parts(replace(typed(text), language=language), searcher))


def test_words_that_stand_alone_are_parts(library: None) -> None:
    assert parts("avtalsuppföljning") == {"avtal", "uppföljning"}
    assert parts("avtalsuppföljning avtal") == {"uppföljning"}
    assert parts("avtalsbrott och ramavtal") == set()  # nobody wrote "brott" or "ram"
    assert parts("avtalsuppföljning", "en") == set()
    searcher = shelf.searcher()
    assert searcher is not None and compounds.parts(told("avtalsuppföljning"), searcher) == {}


def test_what_was_found_by_its_parts_stands_first(library: None) -> None:
    assert {hit.key for hit in find("avtalsuppföljning", reader=BUYER).hits[:2]} == {"a", "b"}


def test_finnish_is_cut_by_voikko_where_it_is(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parts("sopimusseuranta", "fi") == {"sopimus", "seuranta"}
    monkeypatch.setattr(finnish, "parts", lambda word: ("sopimus", "seurata"))
    assert parts("sopimusseurannan", "fi") == {"sopimus", "seurata"}


@pytest.mark.parametrize("newest", [-(10**9), 2, 100])
def test_a_word_of_many_texts_is_looked_for_among_the_newest_and_then_among_all(
    library: None, monkeypatch: pytest.MonkeyPatch, newest: int
) -> None:
    monkeypatch.setattr(compounds, "MANY", 1)
    monkeypatch.setattr(compounds, "NEWEST", newest)
    assert parts("avtalsuppföljning") == {"avtal", "uppföljning"}
    assert parts("avtalsbrott") == set()
