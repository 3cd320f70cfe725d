"""One process keeps the index, whatever happens to it."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as in_use
from django.db import connection, transaction

from krets.db.clock import now
from krets.search import index, indexer, schema, shelf
from krets.search.commands import index as index_command
from krets.search.index import Doc
from krets.search.models import Document
from krets.search.query import find
from krets.search.tests.words_of_tests import BUYER, put

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEARCH_DIR = tmp_path / "search"
    return tmp_path / "search"


@pytest.fixture
def keeper(folder: Path) -> Iterator[indexer.Keeper]:
    with shelf.writing():
        keeper = indexer._filled(threading.Event())
        yield keeper
        keeper.close()


def total(text: str = "avtal") -> int:
    return find(text, reader=BUYER).total


def entries() -> int:
    searcher = shelf.searcher()
    assert searcher is not None
    return int(searcher.num_docs)


def many(first: int, rows: int) -> None:
    with transaction.atomic():
        index.put_many(
            Doc("case", f"k{number}", "sv", f"Avtal {number}", "", ("buyers",), now())
            for number in range(first, first + rows)
        )


def remove(key: str) -> None:
    with transaction.atomic():
        index.remove("case", key)


def test_the_index_is_told_inside_a_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError):
        index.remove("case", "k1")


def test_what_is_committed_is_found_after_a_step_and_written_once(keeper: indexer.Keeper) -> None:
    many(0, 3)
    assert keeper.step() == 3
    assert total() == 3
    assert keeper.step() == 0
    many(0, 2)
    assert keeper.step() == 2
    assert entries() == 3


def test_what_is_removed_is_gone(keeper: indexer.Keeper) -> None:
    many(0, 3)
    keeper.step()
    remove("k1")
    keeper.step()
    assert entries() == 2


def test_a_transaction_that_began_first_and_ends_last_is_not_missed(keeper: indexer.Keeper) -> None:
    written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            put("slow", "Avtal som dröjer")
            written.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(10)
    many(0, 2)
    assert keeper.step() == 2
    assert keeper.step() == 0, "what was written ahead of an open transaction is not written again and again"
    may_end.set()
    thread.join()
    assert keeper.step() == 1
    assert total() == 3


def test_a_second_machine_keeps_a_copy_of_its_own(keeper: indexer.Keeper, settings: Any, tmp_path: Path) -> None:
    many(0, 3)
    keeper.step()
    settings.SEARCH_DIR = tmp_path / "another machine"
    with shelf.writing():
        copy = indexer._filled(threading.Event())
        remove("k1")
        assert keeper.step() >= 1 and copy.step() >= 1  # more while another test's transaction is open
        copy.close()
    assert entries() == 2
    settings.SEARCH_DIR = tmp_path / "search"
    assert entries() == 2


def test_a_step_that_was_never_remembered_is_repeated_without_doubles(keeper: indexer.Keeper) -> None:
    before = keeper.state
    many(0, 5)
    keeper.step()
    shelf.remember(keeper.place, before)
    keeper.close()
    again = indexer.Keeper(keeper.place)
    assert again.step() == 5
    assert entries() == 5
    again.close()


def test_a_restored_database_that_counts_anew_gets_a_new_index(keeper: indexer.Keeper) -> None:
    many(0, 2)
    keeper.close()
    shelf.remember(keeper.place, shelf.Followed(horizon=2**50))
    assert indexer.Keeper.opened() is None
    fresh = indexer._filled(threading.Event())
    fresh.close()
    assert fresh.place != keeper.place
    assert total() == 2


def test_only_one_process_writes(folder: Path) -> None:
    with shelf.writing(), pytest.raises(shelf.Busy):
        indexer.rebuild()


def test_another_analysis_makes_another_index_while_the_old_one_serves(
    keeper: indexer.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(0, 4)
    keeper.step()
    monkeypatch.setattr(schema, "VERSION", f"{schema.FIELDS}-chains-next")
    assert total() == 4
    seen = []
    monkeypatch.setattr(keeper, "step", lambda: seen.append(total()))
    fresh = indexer._filled(threading.Event(), keeper)
    assert seen == [4]
    assert shelf.current() == fresh.place != keeper.place
    assert not keeper.place.exists()
    assert total() == 4
    fresh.close()


def test_an_index_of_other_fields_is_not_read(keeper: indexer.Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    many(0, 1)
    keeper.step()
    monkeypatch.setattr(schema, "FIELDS", schema.FIELDS + 1)
    assert total() == 0


def test_filling_goes_on_where_it_was_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "BATCH", 10)
    monkeypatch.setattr(indexer, "COMMIT", 10)
    many(0, 35)
    stop = threading.Event()
    monkeypatch.setattr(indexer.Keeper, "_remember", _stopping_after(2, stop, indexer.Keeper._remember))
    with shelf.writing():
        half = indexer._filled(stop)
        half.close()
        assert shelf.current() is None
        assert shelf.followed(half.place).filled is not None  # type: ignore[union-attr]
        rest = indexer._filled(threading.Event())
        rest.close()
    assert (half.place, half.rows + rest.rows) == (rest.place, 35)
    assert entries() == 35


def test_a_new_index_is_made_when_somebody_asks(keeper: indexer.Keeper) -> None:
    many(0, 2)
    keeper.step()
    shelf.want_another()
    stop = threading.Event()
    keeper.close()
    thread = threading.Thread(target=indexer._follow, args=(stop,))
    thread.start()
    assert comes_true(lambda: shelf.current() != keeper.place)
    stop.set()
    thread.join(10)
    assert not shelf.wants_another()
    assert total() == 2


def test_an_index_thrown_away_by_hand_is_made_anew(folder: Path) -> None:
    many(0, 2)
    stop = threading.Event()
    thread = threading.Thread(target=indexer.follow, args=(stop,))
    thread.start()
    try:
        assert comes_true(lambda: total() == 2)
        shutil.rmtree(folder, ignore_errors=True)  # while it is being written to
        assert comes_true(lambda: total() == 2)
    finally:
        stop.set()
        thread.join(10)


def test_the_command_tells_the_state_and_makes_an_index(folder: Path) -> None:
    many(0, 3)
    assert json.loads(CliRunner().invoke(index_command, ["--json"]).stdout)["entries"] == 0
    told = json.loads(CliRunner().invoke(index_command, ["--rebuild", "--json"]).stdout)
    assert (told["entries"], told["documents"], told["another_wanted"]) == (3, 3, False)
    with shelf.writing():
        told = json.loads(CliRunner().invoke(index_command, ["--rebuild", "--json"]).stdout)
    assert told["another_wanted"]


FOLLOW = """
import os, sys, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from pathlib import Path
settings.SEARCH_DIR = Path(sys.argv[2])
django.setup()
from krets.search import indexer
indexer.BATCH, indexer.COMMIT, indexer.PAUSE = 50, 100, 0.02
indexer.follow(threading.Event())
"""


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(folder: Path) -> None:
    chance = random.Random(7)
    many(0, 300)
    for round_ in range(6):
        process = _follower(folder)
        until = time.monotonic() + 1.2 + chance.random()
        number = 0
        while time.monotonic() < until:
            many(300 + round_ * 40 + number % 40, 1 + number % 7)
            if number % 9 == 0:
                remove(f"k{chance.randrange(300)}")
            number += 1
            time.sleep(0.01)
        process.kill()
        process.wait()
    process = _follower(folder)
    alive = Document.objects.filter(deleted=False).count()
    try:
        assert comes_true(lambda: shelf.searcher() is not None and entries() == alive)
        put("sist", "Kvicksilver")
        assert comes_true(lambda: total("kvicksilver") == 1)
    finally:
        process.kill()
        process.wait()
    assert entries() == alive + 1


def _follower(folder: Path) -> "subprocess.Popen[bytes]":
    name = str(in_use.DATABASES["default"]["NAME"])
    return subprocess.Popen([sys.executable, "-c", FOLLOW, name, str(folder)], env=os.environ.copy())


def _stopping_after(times: int, stop: threading.Event, remember: Any) -> Any:
    told = []

    def and_stop(keeper: indexer.Keeper, state: shelf.Followed) -> None:
        remember(keeper, state)
        told.append(state)
        if len(told) == times:
            stop.set()

    return and_stop


def comes_true(true: Any, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
