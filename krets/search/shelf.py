"""Where indexes lie on this machine, and which one serves.

SEARCH_DIR/current                 the name of the index that serves
SEARCH_DIR/writer.lock             held by the one process that writes
SEARCH_DIR/another                 there while a new index of everything is wanted
SEARCH_DIR/2-chains-2.k3f9…/       one index: `index/` and `followed.json`
"""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import tantivy
from django.conf import settings

from krets.db.keys import new_key
from krets.search import schema


class Busy(Exception):
    """Another process writes the index."""


@dataclass(frozen=True)
class Followed:
    """How far an index has followed the database.

    horizon: every transaction below this number is in the index. filled: while it is being filled for the
    first time, the last row's number; None once it is complete.
    """

    horizon: int
    filled: int | None = None


def folder() -> Path:
    path = Path(settings.SEARCH_DIR)
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def writing(lock_name: str = "writer.lock") -> Iterator[None]:
    """Be the only writer on this machine. Raises `Busy`. A killed process lets go by itself."""
    with open(folder() / lock_name, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Busy("Another process keeps the search index.") from taken
        yield


def current() -> Path | None:
    """The index that serves, if there is one that this version of Krets can read."""
    try:
        name = (Path(settings.SEARCH_DIR) / "current").read_text().strip()
    except FileNotFoundError:
        return None
    return Path(settings.SEARCH_DIR) / name if name.startswith(f"{schema.FIELDS}-") else None


def is_up_to_date(place: Path) -> bool:
    """Whether an index was made with the present fields and analysis."""
    return place.name.startswith(f"{schema.VERSION}.")


def begun(now: int) -> Path | None:
    """An index of the present version that is still being filled. `now`: the database's oldest transaction."""
    serving = current()
    for path in sorted(folder().glob(f"{schema.VERSION}.*/followed.json")):
        state = followed(path.parent)
        if path.parent != serving and state is not None and state.horizon <= now:
            return path.parent
    return None


def begin(horizon: int) -> Path:
    place = folder() / f"{schema.VERSION}.{new_key()}"
    (place / "index").mkdir(parents=True)
    remember(place, Followed(horizon, filled=0))
    return place


def serve(place: Path) -> None:
    """Let this index serve from now on, and throw the others away. Who still reads one keeps its files."""
    write_whole(folder() / "current", place.name)
    (folder() / "another").unlink(missing_ok=True)
    for other in folder().iterdir():
        if other.is_dir() and other != place:
            shutil.rmtree(other, ignore_errors=True)


def want_another() -> None:
    """Ask the process that writes for a new index of everything."""
    (folder() / "another").touch()


def wants_another() -> bool:
    return (Path(settings.SEARCH_DIR) / "another").exists()


def followed(place: Path) -> Followed | None:
    try:
        return Followed(**json.loads((place / "followed.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def remember(place: Path, state: Followed) -> None:
    write_whole(place / "followed.json", json.dumps(asdict(state)))


def write_whole(path: Path, text: str) -> None:
    """All or nothing, also when the machine loses power."""
    part = path.with_name(f"{path.name}.part")
    with open(part, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class _Opened:
    """The index a process reads, opened once and read again when somebody has written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = 0
        self._place: Path | None = None
        self._index: tantivy.Index | None = None
        self._seen: tuple[int, int] = (0, 0)

    def searcher(self) -> tantivy.Searcher | None:
        place = current()
        if place is None:
            return None
        try:
            stat = (place / "index" / "meta.json").stat()
        except FileNotFoundError:
            return None
        seen = (stat.st_mtime_ns, stat.st_ino)
        with self._lock:
            if (place, os.getpid()) != (self._place, self._process):
                self._index = tantivy.Index.open(str(place / "index"))
                self._index.config_reader("manual")
                self._index.reload()
                self._place, self._process, self._seen = place, os.getpid(), seen
            elif seen != self._seen:
                self._index.reload()  # type: ignore[union-attr]
                self._seen = seen
            return self._index.searcher()  # type: ignore[union-attr]


_opened = _Opened()


def searcher() -> tantivy.Searcher | None:
    """A view of the index as it is now; None while there is none. Costs two looks at the disk."""
    return _opened.searcher()
