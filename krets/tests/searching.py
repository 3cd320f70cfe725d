"""An index of its own for a test, without a process that keeps it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from krets.search import indexer

CatchUp = Callable[[], None]


@pytest.fixture
def searching(settings: Any, tmp_path: Path, db: None) -> Iterator[CatchUp]:
    """Call it, as in `searching()`, to let search find everything written so far in this test."""
    settings.SEARCH_DIR = tmp_path / "search"
    yield lambda: indexer.catch_up(everything=True)
