"""Somebody asks caches and ETags whether a page exists that they may not see."""

import pytest

from krets.tests.cast import client_of
from krets.tests.world import World

PROBES = [{"if-none-match": "*"}, {"if-none-match": '"x"'}, {"if-modified-since": "Wed, 21 Oct 2099 07:28:00 GMT"}]


@pytest.mark.parametrize("probe", PROBES, ids=str)
def test_hidden_and_absent_answer_a_probe_alike(world: World, probe: dict[str, str]) -> None:
    ida = client_of(world.cast.ida)
    hidden = ida.get(f"/asks/{world.foreign_ask.key}/", headers=probe)
    absent = ida.get("/asks/aaaaaaaaaaaa/", headers=probe)
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
