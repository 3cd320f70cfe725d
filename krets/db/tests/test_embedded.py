"""The embedded server goes with whoever used it, however they went."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from krets.tests.processes import ROOT, living

USES = """
import sys, time
from krets.db import embedded, places
with embedded.running():
    print(places.embedded_state()["port"], flush=True)
    for line in sys.stdin:
        embedded.revive()
        print(places.embedded_state()["port"], flush=True)
"""
PATIENCE = 20


class User:
    """A process that uses the server in a folder: `port` once it does."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KRETS_")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", USES], env={**kept, "KRETS_DATA": str(folder)}, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.port = self.heard()

    def heard(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def revive(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write("revive\n")
        self.process.stdin.flush()
        return self.heard()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(PATIENCE) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cluster for all; each test leaves it stopped."""
    return tmp_path_factory.mktemp("embedded")


@contextmanager
def using(folder: Path) -> Iterator[User]:
    user = User(folder)
    try:
        yield user
    finally:
        user.kill()


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kill(folder: Path, part: str) -> None:
    found = [pid for pid, line in living(folder).items() if part in line]
    assert found, part
    for pid in found:
        os.kill(pid, signal.SIGKILL)


def test_the_last_one_out_stops_it_and_nobody_else_does(folder: Path) -> None:
    with using(folder) as first, using(folder) as second:
        assert first.port == second.port
        first.leave()
        assert answers(second.port)
        second.leave()
        assert not answers(second.port)
        assert living(folder) == {}


def test_who_is_killed_takes_it_along(folder: Path) -> None:
    with using(folder) as user:
        user.kill()
        assert soon(lambda: living(folder) == {})
        assert not answers(user.port)


def test_who_comes_just_then_finds_a_server(folder: Path) -> None:
    for pause in (0, 0.3, 0.5, 0.6):
        with using(folder) as first:
            first.kill()
            time.sleep(pause)
            with using(folder) as second:
                time.sleep(1)
                assert answers(second.port)
                second.leave()
        assert living(folder) == {}


def test_all_killed_at_once_leave_nothing_either(folder: Path) -> None:
    with using(folder) as user:
        for pid in [pid for pid, line in living(folder).items() if "python" in line]:
            os.kill(pid, signal.SIGKILL)
        assert soon(lambda: living(folder) == {})
        assert not answers(user.port)


@pytest.mark.parametrize("part", ["keeper.py", "bin/postgres -D"])
def test_a_server_that_was_killed_comes_back_where_it_was(folder: Path, part: str) -> None:
    with using(folder) as user:
        kill(folder, part)
        assert soon(lambda: not answers(user.port))
        assert user.revive() == user.port
        assert answers(user.port)
        user.leave()
        assert living(folder) == {}


def test_who_was_killed_while_making_it_leaves_it_to_the_next(folder: Path) -> None:
    postgres = folder / "postgres"
    (postgres / "cluster").rename(postgres / "cluster.part")
    (postgres / "cluster.part" / "global" / "pg_control").unlink()
    with using(folder) as user:
        assert answers(user.port)
        user.leave()
    assert not (postgres / "cluster.part").exists()
