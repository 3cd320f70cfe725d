"""Finding by API: what one may read, why it was found, and nothing about the rest."""

import pytest

from krets.api.tests.calling import Caller
from krets.cases.tests.filled import published
from krets.tests.cast import Cast
from krets.tests.searching import CatchUp
from krets.tests.world import World, build


@pytest.fixture
def world(cast: Cast, searching: CatchUp) -> World:
    built = build(cast)
    searching()
    return built


def test_hits_come_with_the_reason_and_an_address(world: World) -> None:
    found = Caller(world.cast.bo).get("/find?q=Zinkask")
    hit = next(hit for hit in found["items"] if hit["kind"] == "ask")
    assert hit["key"] == world.ask.key
    assert hit["url"].endswith(f"/asks/{world.ask.key}/")
    assert hit["because"][0] == "zinkask"
    assert hit["who"] == ["Anna Granlund", "Granköpings kommun"]
    assert any(piece["hit"] for piece in hit["snippet"])
    assert found["by_kind"]["ask"] == 1


def test_an_ask_and_its_answers_are_one_hit(world: World) -> None:
    found = Caller(world.cast.bo).get("/find?q=Zinkask")
    of_the_ask = [hit for hit in found["items"] if hit["title"] == world.ask.title]
    assert [(hit["kind"], hit["answers"]) for hit in of_the_ask] == [("ask", 1)]
    asker = Caller(world.cast.anna).get("/find?q=Zinkask")["items"]
    assert [hit["answers"] for hit in asker if hit["key"] == world.ask.key] == [2]  # one of them only for her
    assert sum(found["by_kind"].values()) == found["total"] and "answer" not in found["by_kind"]


def test_it_can_be_narrowed(world: World) -> None:
    bo = Caller(world.cast.bo)
    assert {hit["kind"] for hit in bo.get("/find?q=Zinkask&kind=answer")["items"]} <= {"answer"}
    assert [hit["key"] for hit in bo.get("/find?q=Magnesiumfall&outcome=worked_well")["items"]] == [
        world.public_case.key
    ]
    assert bo.get("/find?q=Magnesiumfall&outcome=stopped")["items"] == []
    bo.get("/find?q=x&kind=draft", status=422)
    bo.get("/find", status=422)
    bo.get("/find?q=x&limit=21", status=422)


def test_what_one_may_not_read_is_neither_found_nor_counted(world: World) -> None:
    hidden, absent = (Caller(world.cast.ida).get(f"/find?q={word}") for word in ("Zinkask", "Zirkonask"))
    assert hidden["items"] == absent["items"] == []
    assert (hidden["total"], hidden["by_kind"]) == (absent["total"], absent["by_kind"])


def test_who_may_not_see_people_finds_no_names(world: World) -> None:
    told = Caller(world.cast.lea)("get", "/find?q=Magnesiumfall").content.decode()
    assert world.public_case.key in told
    assert "Bo Björk" not in told and world.cast.bo.key not in told


def test_hits_come_by_the_page(cast: Cast, searching: CatchUp) -> None:
    keys = {published(cast.bo, title=f"Handskar del {number}").key for number in range(23)}
    searching()
    bo = Caller(cast.bo)
    first = bo.get("/find?q=handskar&kind=case")
    rest = bo.get(f"/find?q=handskar&kind=case&cursor={first['next']}")
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 3, None)
    assert {hit["key"] for hit in first["items"] + rest["items"]} == keys
    assert first["total"] == 23


def test_it_takes_the_same_queries_for_one_hit_as_for_many_and_for_hidden_as_for_absent(world: World) -> None:
    bo = Caller(world.cast.bo)
    assert bo.queries("/find?q=Zinkask") == bo.queries("/find?q=uppföljning")
    assert bo.queries("/find?q=Kobaltask") == bo.queries("/find?q=Zirkonask")
