"""A small library that the tests of search share."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from krets.db import readers
from krets.db.clock import now
from krets.db.readers import STRANGER, Reader
from krets.search import index, indexer, vectors
from krets.search.index import Doc
from krets.search.query import find
from krets.tests.searching import CatchUp

BUYER = Reader(1, (readers.PUBLIC, readers.BUYERS, "unit:1", "person:1"))
OUTSIDER = Reader(2, (readers.PUBLIC, readers.BUYERS, "unit:2", "person:2"))
SYSTEM = Reader.of_system("tests")
EVERYBODY = (STRANGER, BUYER, OUTSIDER, SYSTEM)


def put(key: str, title: str, body: str = "", **more: Any) -> None:
    given: dict[str, Any] = {"kind": "case", "language": "sv", "readers": ("buyers",), "at": now()}
    with transaction.atomic():
        index.put(Doc(key=key, title=title, body=body, **given | more))


@pytest.fixture
def library(searching: CatchUp) -> CatchUp:
    put("uppf", "Uppföljning av avtal", "En controller granskar fakturor mot de 40 största avtalen.")
    put(
        "mat", "Skolmat från små producenter", "Vi delade efter varugrupp.",
        terms=("cpv:15000000", "cpv:15511000"),
        facets={"outcome": "stopped", "organisation_kind": "municipality", "organisation_size": "under_10"},
    )  # fmt: skip
    put("bil", "Elbussar i kollektivtrafiken", "Laddning i depå, räckvidd på vintern.", terms=("cpv:34144910",))
    put(
        "stad", "Städtjänster som avbröts", "Upphandlingen överprövades av två leverantörer.", kind="ask",
        at=now() - timedelta(days=900), facets={"organisation_kind": "region", "organisation_size": "over_100"},
    )  # fmt: skip
    put("fi", "Hankintaosaaminen kunnissa", "Koulutimme hankinta-asiantuntijoita.", language="fi")
    put("oppen", "Öppna data om inköp", "Alla fakturor på webben.", readers=("public",))
    put("hemlig", "Kvicksilvertermometrar i skolan", "Ett ärende om kvicksilver.", kind="ask", readers=("unit:1",))
    searching()
    return searching


def found_by_meaning() -> list[list[str]]:
    """What `ajoneuvo` finds before texts have vectors, then it and `lattia`: with a host's model for which these
    are near `elbussar` (key "bil") and `golv` ("stad"), and no other words."""
    put("bil", "Elbussar", "Elbussar.")
    put("stad", "Golv", "Golv.")
    for number in range(30):
        put(f"annat{number}", f"Ärende {number}", "Om annat.")
    indexer.catch_up()
    before = find("ajoneuvo", reader=BUYER)
    vectors.step()
    after = [find(word, reader=BUYER) for word in ("ajoneuvo", "lattia")]
    return [[hit.key for hit in found.hits[:1]] for found in (before, *after)]
