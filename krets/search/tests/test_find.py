"""Somebody searches."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from krets.db import readers
from krets.db.clock import now
from krets.db.readers import Reader
from krets.search import index
from krets.search.index import Doc
from krets.search.query import find

BUYER = Reader(1, (readers.PUBLIC, readers.BUYERS, "unit:1", "person:1"))


def put(key: str, title: str, body: str = "", **more: Any) -> None:
    given: dict[str, Any] = {"kind": "case", "language": "sv", "readers": ("buyers",), "at": now()}
    index.put(Doc(key=key, title=title, body=body, **given | more))


def keys(text: str, **more: Any) -> list[str]:
    return [hit.key for hit in find(text, reader=BUYER, **more).hits]


@pytest.fixture
def library(searching: Callable[[], None]) -> None:
    put("uppf", "Uppföljning av avtal", "En controller granskar fakturor mot de 40 största avtalen.")
    put("mat", "Skolmat från små producenter", "Vi delade efter varugrupp.", terms=("cpv:15000000", "cpv:15511000"))
    put("bil", "Elbussar i kollektivtrafiken", "Laddning i depå, räckvidd på vintern.", terms=("cpv:34144910",))
    put("stad", "Städtjänster som avbröts", "Upphandlingen överprövades.", kind="ask", at=now() - timedelta(days=900))
    put("fi", "Hankintaosaaminen kunnissa", "Koulutimme hankinta-asiantuntijoita.", language="fi")
    searching()


@pytest.mark.usefixtures("library")
def test_a_compound_finds_its_parts() -> None:
    assert keys("avtalsuppföljning")[0] == "uppf"
    assert keys("uppföljningen av våra avtal")[0] == "uppf"


@pytest.mark.usefixtures("library")
def test_another_ending_finds_the_word() -> None:
    assert keys("osaamista hankinnoissa")[0] == "fi"


@pytest.mark.usefixtures("library")
def test_a_misspelling_is_forgiven() -> None:
    assert keys("kolektivtraffik")[0] == "bil"
