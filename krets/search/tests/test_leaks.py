"""What a reader may not know of leaves no trace: not in hits, counts, suggestions, neighbours or queries."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from krets.db.readers import STRANGER, Reader
from krets.search import chain, compounds, shelf, telling
from krets.search.models import Document
from krets.search.query import find, similar, suggest
from krets.search.question import typed
from krets.search.tests.words_of_tests import BUYER, OUTSIDER, put
from krets.tests.searching import CatchUp

HIDDEN, ABSENT = "kvicksilvertermometrar", "arseniktermometrar"
SURFACES: dict[str, Callable[[str, Reader], Any]] = {
    "find": lambda text, reader: find(text, reader=reader),
    "find kinds": lambda text, reader: find(text, reader=reader, kinds=("ask",)),
    "find exactly": lambda text, reader: find(f'"{text}"', reader=reader),
    "similar": lambda text, reader: similar(f"Hej! Har någon köpt {text}?", reader=reader),
    "suggest": lambda text, reader: suggest(text[:9], reader=reader),
}
surfaces = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def shown(answer: Any) -> str:
    return repr(answer)


@surfaces
def test_its_own_readers_see_it(library: CatchUp, surface: Callable[[str, Reader], Any]) -> None:
    assert "hemlig" in shown(surface(HIDDEN, BUYER))


@surfaces
@pytest.mark.parametrize("reader", [STRANGER, OUTSIDER], ids=["stranger", "outsider"])
def test_others_get_the_same_as_for_what_does_not_exist(
    library: CatchUp, surface: Callable[[str, Reader], Any], reader: Reader
) -> None:
    hidden, absent = surface(HIDDEN, reader), surface(ABSENT, reader)
    assert "hemlig" not in shown(hidden)
    assert "vicksilver" not in shown(hidden)
    for answer in (hidden, absent):
        counts = (answer.total, answer.by_kind) if hasattr(answer, "total") else (len(answer), {})
        assert counts == (0, {})


@surfaces
def test_hidden_and_absent_take_the_same_number_of_queries(
    library: CatchUp, surface: Callable[[str, Reader], Any]
) -> None:
    counted = []
    for text, reader in ((HIDDEN, OUTSIDER), (ABSENT, OUTSIDER), (HIDDEN, BUYER), ("", BUYER)):
        with CaptureQueriesContext(connection) as queries:
            surface(text, reader)
        counted.append(len(queries))
    assert set(counted) == {2}


@surfaces
def test_a_narrower_audience_holds_at_once_though_the_index_lags(
    library: CatchUp, surface: Callable[[str, Reader], Any]
) -> None:
    Document.objects.filter(key="hemlig").update(readers=["unit:9"])
    assert "hemlig" not in shown(surface(HIDDEN, BUYER))
    put("hemlig", "Kvicksilvertermometrar", kind="ask", readers=("unit:9",))
    library()
    assert "hemlig" not in shown(surface(HIDDEN, BUYER))


def test_counts_are_only_of_what_may_be_read_though_the_index_lags(library: CatchUp) -> None:
    assert find("kvicksilver fakturor", reader=BUYER).by_kind.get("ask") == 1
    Document.objects.filter(key="hemlig").update(readers=["unit:9"])
    found = find("kvicksilver fakturor", reader=BUYER)
    assert "ask" not in found.by_kind
    assert found.total == len(found.hits)


def test_a_wider_audience_is_found_once_the_index_has_followed(library: CatchUp) -> None:
    put("hemlig", "Kvicksilvertermometrar", kind="ask", readers=("buyers",))
    library()
    assert "hemlig" in shown(find(HIDDEN, reader=OUTSIDER))
    assert "hemlig" not in shown(find(HIDDEN, reader=STRANGER))


def test_a_readers_token_is_no_prefix_of_another(searching: CatchUp) -> None:
    put("tio", "Kvicksilver", readers=("unit:10",))
    searching()
    assert find("kvicksilver", reader=BUYER).total == 0


def test_nobody_reads_with_no_token(library: CatchUp) -> None:
    nobody = Reader(None, ())
    assert find("fakturor", reader=nobody).total == 0
    assert suggest("öppna", reader=nobody) == []


def test_how_often_hidden_texts_have_a_word_does_not_make_it_say_less(searching: CatchUp) -> None:
    """Where it did, whoever writes enough texts of her own could read off whether a hidden one has a word."""
    for number in range(telling.FEW):
        put(f"egen{number}", f"Termometrar i rum {number}", kind="ask")
    put("annat", "Bisysslor i valnämnden", kind="ask")
    searching()
    before = similar("Termometrar?", reader=OUTSIDER, limit=20)
    assert {hit.key for hit in before} == {f"egen{number}" for number in range(telling.FEW)}
    for number in range(3):
        put(f"dold{number}", "Termometrar", kind="ask", readers=("unit:1",))
    searching()
    assert similar("Termometrar?", reader=BUYER, limit=20) == []  # who reads them all has too many of them
    assert similar("Termometrar?", reader=OUTSIDER, limit=20) == before


def test_a_word_that_only_hidden_texts_have_is_no_part_of_a_compound(searching: CatchUp) -> None:
    put("egen", "Kvicksilver i skolan", "Flera kvicksilver.")
    put("egen2", "Kvicksilver på vårdhem")
    for number in range(3):
        put(f"dold{number}", "Termometrar", readers=("unit:1",))
    searching()
    searcher = shelf.searcher()
    assert searcher is not None
    asked = replace(typed("kvicksilvertermometrar"), language="sv")
    assert set(compounds.parts(asked, searcher, chain.readable(BUYER))) == {"kvicksilver", "termometrar"}
    assert "termometrar" not in compounds.parts(asked, searcher, chain.readable(OUTSIDER))
