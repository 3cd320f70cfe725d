"""The vectors of all documents, beside the index, where the host names an embedding model.

DATA/vectors/MODEL/numbers         of each row of `Document` its number and what wrote it, 8 bytes each
DATA/vectors/MODEL/values          their vectors, 4 bytes a number; of a row that comes twice the last one counts
DATA/vectors/MODEL/followed.json   how far the database was followed, and how many rows are whole

Kept as the index is: by one process, which follows what changed. Who is killed leaves rows that are cut off.
"""

import hashlib
import json
import logging
import math
import os
import shutil
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from heapq import nlargest
from importlib import import_module
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from operator import itemgetter, mul
from pathlib import Path

from django.conf import settings
from django.db import connection

from krets.search import embedding, indexer, shelf
from krets.search.models import Document

log = logging.getLogger(__name__)

AT_ONCE = 64  # texts a model is given together
SPARE = 10_000  # rows that may be there twice before all are made anew
PAUSE = 1.0
PATIENCE = 60.0  # seconds until a model that could not be reached is asked again


@dataclass(frozen=True, slots=True)
class Near:
    """share: 1 for the nearest, 0 for as near as any. strength: how far beyond all others, 0 to 1."""

    share: float
    strength: float


@dataclass(frozen=True, slots=True)
class State:
    """horizon: every transaction below this number is in. whole: rows. size: numbers of a vector."""

    horizon: int = 0
    whole: int = 0
    size: int = 0


def folder() -> Path:
    name = hashlib.sha256(embedding.name().encode()).hexdigest()[:12]
    return Path(settings.SEARCH_DIR).with_name("vectors") / name


def follow(stop: threading.Event) -> None:
    """Keep the vectors until told to stop; nothing where no model is named."""
    while embedding.name() and not stop.is_set():
        pause = PAUSE
        try:
            with shelf.writing("vectors.lock"):
                while not stop.wait(pause):
                    step()
        except shelf.Busy:
            pause = PATIENCE
        except embedding.Unreachable as reason:
            log.warning("No vectors are made: %s", reason)
            pause = PATIENCE
        except Exception:
            log.exception("The vectors could not be kept; trying again.")
            pause = PATIENCE
        finally:
            connection.close()
        stop.wait(pause)


def step() -> int:
    """Bring the vectors to the present: the number of rows given one."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    for other in place.parent.iterdir():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
    horizon, before = indexer.horizon(), _state(place)
    if before.horizon > horizon:  # the database was restored, and counts anew
        before = State()
    state, known = before, None
    for page in indexer.changed(before.horizon):
        known = dict(_pairs(place, before)) if known is None else known
        fresh = [pk for pk, changed in page if known.get(pk) != changed]
        for first in range(0, len(fresh), AT_ONCE):
            documents = [row for row in indexer.rows(fresh[first : first + AT_ONCE]) if not row.deleted]
            state = _append(place, state, documents)
            known |= {row.pk: row.changed for row in documents}
    if state.whole > 2 * len(known or {}) + SPARE and known is not None:
        state, horizon = State(), 0  # most of it is what was: from the beginning, at the next step
    _remember(place, replace(state, horizon=horizon))
    return state.whole - before.whole


def nearest(question: str, most: int) -> Mapping[int, Near]:
    """Rows nearest in meaning, whoever may read them: the caller lets through what the reader may.

    Raises `embedding.Unreachable`.
    """
    place = folder()
    state = _state(place)
    if not state.whole:
        return {}
    vector = _asked(embedding.name(), question)
    if len(vector) != state.size:
        return {}
    with open(place / "values", "rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as values:
        near = _products(values, vector, state.whole)
    latest = {pk: one for (pk, _), one in zip(_pairs(place, state), near, strict=True)}
    mean = sum(latest.values()) / len(latest)
    spread = math.sqrt(sum((one - mean) ** 2 for one in latest.values()) / len(latest)) or 1.0
    found = [pair for pair in nlargest(most, latest.items(), key=itemgetter(1)) if pair[1] > mean]
    # Models differ in how near anything is to anything. What counts is how far a row stands out, beside how far
    # the first of so many stands out by chance.
    chance = spread * math.sqrt(2 * math.log(len(latest) + 1))
    return {
        pk: Near((one - mean) / (found[0][1] - mean), min(1.0, max(0.0, (one - mean) / chance - 0.5)))
        for pk, one in found
    }


@lru_cache(maxsize=256)
def _asked(name: str, question: str) -> embedding.Vector:
    return embedding.vectors([question])[0]


def _products(values: mmap, vector: embedding.Vector, rows: int) -> Sequence[float]:
    """Of each row with the vector. numpy, where it is installed, is a hundred times as fast."""
    # Read where they lie: a million vectors are gigabytes.
    size = len(vector)
    if find_spec("numpy"):
        numpy = import_module("numpy")
        whole = numpy.frombuffer(values, dtype=numpy.float32, count=rows * size).reshape(rows, size)
        found: list[float] = (whole @ numpy.array(vector, dtype=numpy.float32)).tolist()
        del whole  # else the file could not be closed
        return found
    with memoryview(values)[: rows * size * 4].cast("f") as every:
        return [sum(map(mul, every[first : first + size], vector)) for first in range(0, rows * size, size)]


def _append(place: Path, state: State, documents: Sequence[Document]) -> State:
    """Written and on the disk before it is counted: what was cut off is written over."""
    if not documents:
        return state
    made = embedding.vectors([f"{row.title}\n{row.body}" for row in documents])
    size = len(made[0])
    state = state if state.size == size else State(state.horizon, 0, size)
    pairs = array("q", [number for row in documents for number in (row.pk, row.changed)])
    for name, rows, width in (
        ("values", array("f", [number for vector in made for number in vector]), 4 * size),
        ("numbers", pairs, 16),
    ):
        path = place / name
        path.touch()
        with path.open("r+b") as file:
            file.truncate(state.whole * width)
            file.seek(state.whole * width)
            file.write(rows.tobytes())
            file.flush()
            os.fsync(file.fileno())
    state = replace(state, whole=state.whole + len(documents))
    _remember(place, state)
    return state


def _pairs(place: Path, state: State) -> Iterable[tuple[int, int]]:
    if not state.whole:
        return []
    numbers = array("q", (place / "numbers").read_bytes()[: state.whole * 16])
    return zip(numbers[::2], numbers[1::2], strict=True)


def _state(place: Path) -> State:
    try:
        return State(**json.loads((place / "followed.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return State()


def _remember(place: Path, state: State) -> None:
    shelf.write_whole(place / "followed.json", json.dumps(asdict(state)))
