"""Somebody counts hits, filters and suggestions to learn of what they may not see."""

import re

import pytest

from krets.api.tests.calling import Caller
from krets.tests.cast import client_of
from krets.tests.world import World

HIDDEN, ABSENT = "Kobaltask", "Kobaltuvw"


def seen(page: bytes, word: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())
    return re.sub(word, "…", text, flags=re.IGNORECASE)


@pytest.mark.parametrize(
    "tail", ["", "&kind=ask", "&unit=security-of-supply", "&country=NO", "&page=2", "&outcome=partly"]
)
def test_a_hidden_word_is_answered_like_one_that_nobody_wrote(world: World, tail: str) -> None:
    ida = client_of(world.cast.ida)
    one, other = ida.get(f"/find/?q={HIDDEN}{tail}"), ida.get(f"/find/?q={ABSENT}{tail}")
    assert one.status_code == other.status_code
    assert seen(one.content, HIDDEN) == seen(other.content, ABSENT)


def test_its_reader_finds_it(world: World) -> None:
    assert (
        f"/asks/{world.foreign_ask.key}/" in client_of(world.cast.nora).get(f"/find/?q={HIDDEN}").content.decode()
    )


def test_nor_do_counts_of_the_api_or_suggestions_tell(world: World) -> None:
    ida = Caller(world.cast.ida)
    one, other = ida("get", f"/find?q={HIDDEN}"), ida("get", f"/find?q={ABSENT}")
    assert seen(one.content, HIDDEN) == seen(other.content, ABSENT)
    client = client_of(world.cast.ida)
    assert seen(client.get("/find/suggest/?q=Kobalt").content, "Kobalt") == seen(
        client.get("/find/suggest/?q=Kqxzlt").content, "Kqxzlt"
    )
