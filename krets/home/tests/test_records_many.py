"""However many records there are, taking them out holds some at a time."""

import io
import tracemalloc
import zipfile

import pytest
from django.db import reset_queries

from krets.asks import actions as asks
from krets.asks.models import Ask
from krets.home import actions, rules
from krets.home.rules.record_rows import SOME
from krets.tests.cast import Cast
from krets.tests.counting import counting
from krets.tests.many import KEY, copies

A_BATCH = 12  # queries for SOME asks, however long each is


class Nowhere(io.RawIOBase):
    """Takes what is written and keeps how much it was."""

    written = 0

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        self.written += len(part)  # type: ignore[arg-type]
        return len(part)  # type: ignore[arg-type]


def taken_out(cast: Cast) -> tuple[int, int, int]:
    """Items, queries, and the most memory it took beyond what was there."""
    reset_queries()
    tracemalloc.start()
    with counting() as queries:
        done = actions.export_records(
            by=None, organisation=cast.organisations["grankoping"], period=rules.Period(), out=Nowhere()
        )
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return done.items, len(queries), most


@pytest.mark.slow
def test_ten_thousand_take_hardly_more_memory_than_a_few_hundred(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Zetafråga", body="Vad fungerade hos er? " * 100, units=[unit])
    copies(ask, list(range(1, 2 * SOME)), key=KEY, title="'Zetafråga ' || n")
    taken_out(cast)
    few, some_queries, some = taken_out(cast)
    copies(ask, list(range(2 * SOME, 10_000)), key=KEY, title="'Zetafråga ' || n")
    many, queries, most = taken_out(cast)
    assert (few, many) == (2 * SOME, 10_000)
    assert queries - some_queries <= A_BATCH * (many - few) / SOME
    # What a zip keeps of each of its members: a kilobyte or two.
    assert most - some < 2500 * (many - few)
    assert Ask.objects.count() == 10_000


def test_the_zip_opens(cast: Cast) -> None:
    out = io.BytesIO()
    actions.export_records(by=None, organisation=cast.organisations["coastal"], period=rules.Period(), out=out)
    assert {"index.html", "records.json", "manifest.txt"} == set(zipfile.ZipFile(out).namelist())
