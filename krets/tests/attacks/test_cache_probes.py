"""Somebody asks caches and ETags whether a page exists that they may not see."""

import pytest

from krets.api.tests.calling import ROOT, Caller
from krets.tests.cast import client_of
from krets.tests.world import World

PROBES = [{"if-none-match": "*"}, {"if-none-match": '"x"'}, {"if-modified-since": "Wed, 21 Oct 2099 07:28:00 GMT"}]


DOORS = {
    "an ask": lambda world: ("/asks/{}/", world.foreign_ask.key),
    "a file": lambda world: (f"/asks/{world.ask.key}/files/{{}}/", world.file.key),
    "a case": lambda world: ("/cases/{}/", world.unit_case.key),
    "a draft": lambda world: ("/cases/{}/save/", world.draft.key),
    "a document": lambda world: (f"/cases/{world.unit_case.key}/documents/{{}}/", world.document.key),
    "an ask of the API": lambda world: (f"{ROOT}/asks/{{}}", world.foreign_ask.key),
    "a case of the API": lambda world: (f"{ROOT}/cases/{{}}", world.unit_case.key),
}


@pytest.mark.parametrize("probe", PROBES, ids=str)
@pytest.mark.parametrize("door", DOORS)
def test_hidden_and_absent_answer_a_probe_alike(world: World, door: str, probe: dict[str, str]) -> None:
    path, key = DOORS[door](world)
    client = client_of(world.cast.ida)
    headers = probe | (Caller(world.cast.ida).headers if door.endswith("API") else {})
    hidden = client.get(path.format(key), headers=headers)
    absent = client.get(path.format("aaaaaaaaaaaa"), headers=headers)
    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.headers, "Content-Length": ""} == {**absent.headers, "Content-Length": ""}


def test_nothing_private_is_kept_by_a_cache_or_marked_by_its_content(world: World) -> None:
    anna = client_of(world.cast.anna)
    for path in (
        f"/asks/{world.ask.key}/",
        f"/asks/{world.ask.key}/files/{world.file.key}/",
        "/my-data/krets.json",
    ):
        answer = anna.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"], path
        assert not {"ETag", "Last-Modified"} & set(answer.headers), path


def test_what_one_reader_was_shown_is_not_shown_to_the_next(world: World) -> None:
    path = f"/asks/{world.ask.key}/"
    assert "Vanadinsvar" in client_of(world.cast.anna).get(path).content.decode()
    assert "Vanadinsvar" not in client_of(world.cast.bo).get(path).content.decode()
