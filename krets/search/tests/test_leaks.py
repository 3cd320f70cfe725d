"""What a reader may not know of leaves no trace: not in hits, counts, suggestions, neighbours or queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from krets.db.readers import STRANGER, Reader
from krets.search.models import Document
from krets.search.query import find, similar, suggest
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
