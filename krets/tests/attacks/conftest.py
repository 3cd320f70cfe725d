"""The world that is attacked, found by search as well."""

import pytest

from krets.tests.cast import Cast
from krets.tests.searching import CatchUp
from krets.tests.world import World, build


@pytest.fixture
def world(cast: Cast, searching: CatchUp) -> World:
    built = build(cast)
    searching()
    return built
