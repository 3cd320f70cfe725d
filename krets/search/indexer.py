"""Keeps the index: one process follows what the rooms put into `Document`.

A batch is written, committed, and only then remembered in `followed.json`. Whoever is killed between repeats
a batch, which changes nothing: a row's old entry is deleted by the commit that adds its new one.
"""

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy
from django.db import connection

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.search import schema, shelf
from krets.search.models import Document
from krets.search.shelf import Followed

log = logging.getLogger(__name__)

PAUSE = 0.3  # seconds between two looks
PATIENCE = 5.0  # after an error, or while another process writes
BATCH = 1000  # rows read at a time
COMMIT = 10_000  # rows between two commits while an index is filled
HEAP = 96 * 1024 * 1024  # bytes the writer may hold before it writes a segment
SYSTEM = Reader.of_system("search.indexer")


def follow(stop: threading.Event) -> None:
    """Keep the index until told to stop. A second process waits for the first to end."""
    while not stop.is_set():
        try:
            with shelf.writing():
                _follow(stop)
        except shelf.Busy:
            stop.wait(PATIENCE)
        except Exception:
            # The database restarted, the disk was full: say so, and go on where we were.
            log.exception("The search index could not be kept; trying again.")
            stop.wait(PATIENCE)
        finally:
            connection.close()


def rebuild() -> int:
    """Make a new index of everything while the old one serves. Returns its rows. Raises `shelf.Busy`."""
    with shelf.writing():
        shelf.want_another()
        keeper = _filled(threading.Event())
        keeper.close()
        return keeper.rows


def catch_up(everything: bool = False) -> None:
    """Index what is committed and not yet in. `everything`: all rows, those of this transaction too."""
    with shelf.writing():
        keeper = Keeper.opened() or _filled(threading.Event())
        if everything:
            keeper.write(_everything())
            keeper.writer.commit()
        else:
            keeper.step()
        keeper.close()


class Keeper:
    """One index while somebody writes to it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.state = shelf.followed(place) or Followed(0, filled=0)
        index = tantivy.Index(schema.SCHEMA, path=str(place / "index"))
        self.writer = index.writer(HEAP, 1)
        # Rows above the horizon that are in already: they come again until the oldest transaction ends.
        self._ahead: dict[int, int] = {}
        self.rows = 0  # written since it was begun
        self._closed = False

    @classmethod
    def opened(cls) -> "Keeper | None":
        """The index that serves, if it can be followed."""
        place = shelf.current()
        state = shelf.followed(place) if place is not None else None
        # A horizon from the future: the database was restored, and counts its transactions anew.
        if place is None or state is None or state.filled is not None or state.horizon > horizon():
            return None
        return cls(place)

    def step(self) -> int:
        """Bring the index to the present: the number of rows written."""
        present = horizon()
        written = waiting = 0
        for page in changed(self.state.horizon):
            fresh = rows([pk for pk, by in page if self._ahead.get(pk) != by])
            self.write(fresh)
            self._ahead |= {row.pk: row.changed for row in fresh}
            written, waiting = written + len(fresh), waiting + len(fresh)
            if waiting >= COMMIT:
                self.writer.commit()
                waiting = 0
        if waiting:
            self.writer.commit()
        if present != self.state.horizon:
            self._remember(Followed(present))
            self._ahead = {pk: by for pk, by in self._ahead.items() if by >= present}
        return written

    def fill(self, stop: threading.Event, meanwhile: "Keeper | None") -> None:
        """Index all rows, from where a killed process left off; `meanwhile` another index serves."""
        waiting = 0
        # What was committed and not remembered would come twice; of all other rows nothing is there yet.
        self.writer.delete_documents_by_query(_after(self.state.filled or 0))
        for page in _from(self.state.filled or 0):
            if stop.is_set():
                return
            self.add(page)
            self.rows, waiting = self.rows + len(page), waiting + len(page)
            if waiting >= COMMIT:
                self.writer.commit()
                self._remember(Followed(self.state.horizon, filled=page[-1].pk))
                waiting = 0
            if meanwhile is not None:
                meanwhile.step()
        self.writer.commit()
        self._remember(Followed(self.state.horizon))
        shelf.serve(self.place)

    def write(self, rows: Iterable[Document]) -> None:
        for row in rows:
            self.writer.delete_documents_by_query(tantivy.Query.term_query(schema.SCHEMA, "id", row.pk))
            self.add([row])

    def add(self, rows: Iterable[Document]) -> None:
        """Rows of which nothing is there yet."""
        for row in rows:
            if not row.deleted:
                self.writer.add_document(schema.entry(row))

    def close(self) -> None:
        """Let another write. A second time does nothing."""
        if not self._closed:
            self._closed = True
            self.writer.wait_merging_threads()

    def _remember(self, state: Followed) -> None:
        self.state = state
        shelf.remember(self.place, state)


def _follow(stop: threading.Event) -> None:
    keeper = Keeper.opened()
    while not stop.wait(PAUSE if keeper is not None else 0):
        if keeper is None or not shelf.is_up_to_date(keeper.place) or shelf.wants_another():
            keeper = _filled(stop, keeper)
        if not keeper.place.exists():
            return  # somebody threw the index away by hand: begin anew, with a lock that is still there
        keeper.step()


def _filled(stop: threading.Event, meanwhile: "Keeper | None" = None) -> Keeper:
    """A new index of everything, or the one that a killed process had begun."""
    started = time.monotonic()
    keeper = Keeper(shelf.begun(horizon()) or shelf.begin(horizon()))
    keeper.fill(stop, meanwhile)
    if meanwhile is not None:
        meanwhile.close()
    log.info("The search index was made: %s rows in %.1f s.", keeper.rows, time.monotonic() - started)
    return keeper


def horizon() -> int:
    """Every transaction below this number has ended, and what it wrote can be read."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def changed(since: int) -> Iterator[list[tuple[int, int]]]:
    """Rows written by transactions from `since` on, each as number and transaction, in pages.

    Without their texts: while a long transaction is open, the same rows come again and again. Numbers that no
    transaction has reached yet come from before a restore; filling took those rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        end = int(cursor.fetchone()[0])
    by, pk = since, 0
    while True:
        with acting_as(SYSTEM):
            page = list(
                Document.objects.readable(SYSTEM)
                .filter(changed__gte=since, changed__lt=end)
                .extra(where=["(changed, id) > (%s, %s)"], params=[by, pk])
                .order_by("changed", "pk")
                .values_list("pk", "changed")[:BATCH]
            )
        if not page:
            return
        yield page
        if len(page) < BATCH:
            return
        pk, by = page[-1]


def rows(numbers: list[int]) -> list[Document]:
    """As they are now, which may be newer than when they were numbered: then they come again."""
    if not numbers:
        return []
    with acting_as(SYSTEM):
        return list(Document.objects.readable(SYSTEM).filter(pk__within=numbers))


def _after(pk: int) -> tantivy.Query:
    kind = tantivy.FieldType.Unsigned
    return tantivy.Query.range_query(schema.SCHEMA, "id", kind, pk, 2**62, include_lower=False)


def _from(pk: int) -> Iterator[list[Document]]:
    while True:
        with acting_as(SYSTEM):
            page = list(Document.objects.readable(SYSTEM).filter(pk__gt=pk, deleted=False).order_by("pk")[:BATCH])
        if not page:
            return
        yield page
        pk = page[-1].pk


def _everything() -> Iterator[Document]:
    return Document.objects.readable(SYSTEM).order_by("pk").iterator()
