"""Somebody counts, guesses or alters what names things in addresses."""

import pytest

from krets.api.tests.calling import Caller
from krets.tests.cast import client_of
from krets.tests.world import World


@pytest.mark.parametrize(
    "guess", ["1", "{pk}", "{key}x", "{KEY}", "{key}%00", "..%2f{key}", "{key}'--", "-1", "0x1"]
)
def test_nothing_is_found_by_numbers_or_altered_keys(world: World, guess: str) -> None:
    ask = world.ask
    address = guess.format(pk=ask.pk, key=ask.key, KEY=ask.key.swapcase())
    anna = client_of(world.cast.anna)
    assert anna.get(f"/asks/{ask.key}/").status_code == 200
    assert anna.get(f"/asks/{address}/").status_code == 404
    assert Caller(world.cast.anna)("get", f"/asks/{address}").status_code in (404, 422)  # 422: no key looks so


def test_keys_of_rows_made_one_after_another_tell_nothing_of_each_other(world: World) -> None:
    keys = [world.ask.key, world.foreign_ask.key, world.unnamed_ask.key, world.answer.key]
    assert all(len(key) == 12 for key in keys)
    assert max(len({*one} & {*other}) for one in keys for other in keys if one != other) < 12
    assert keys != sorted(keys) or keys != sorted(keys, reverse=True)


def test_a_file_is_not_reached_through_a_row_that_one_may_read(world: World) -> None:
    nora = client_of(world.cast.nora)
    assert nora.get(f"/asks/{world.foreign_ask.key}/").status_code == 200
    assert nora.get(f"/asks/{world.foreign_ask.key}/files/{world.file.key}/").status_code == 404
    assert nora.get(f"/asks/{world.ask.key}/files/{world.file.key}/").status_code == 404
