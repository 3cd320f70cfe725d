"""A demo of its own, with real processes: for stories in a browser, letters over SMTP, and killing."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.request import urlopen

import pytest
from django.test import override_settings

from krets.mail import postoffice

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Demo:
    """A running installation: `url`, its folder, and the process that keeps the others."""

    url: str
    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KRETS_")}
        return {**kept, "KRETS_DATA": str(self.folder), "KRETS_PORT": str(self.port)}

    @property
    def database(self) -> str:
        """The address of its database, as the owner."""
        port = json.loads((self.folder / "postgres" / "krets.json").read_text())["port"]
        password = (self.folder / "secrets" / "owner_password").read_text()
        return f"postgresql://krets_owner:{password}@127.0.0.1:{port}/krets"

    def krets(self, *arguments: str) -> str:
        """What a command beside it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "krets.cli", *arguments], env=self.environment, cwd=ROOT, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def processes(self, name: str) -> list[int]:
        """Numbers of its processes whose command line holds `name`."""
        return [pid for pid, line in command_lines(self.folder).items() if name in line]


def command_lines(folder: Path) -> dict[int, str]:
    """Every process that works on this folder, by its environment; PostgreSQL by its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            mine = str(folder).encode() in (entry / "environ").read_bytes() or str(folder) in line
        except (OSError, PermissionError):
            continue
        if mine and line and int(entry.name) != os.getpid():
            found[int(entry.name)] = line
    return found


def living(folder: Path) -> dict[int, str]:
    """Those of them that have not ended."""
    return {pid: line for pid, line in command_lines(folder).items() if Path(f"/proc/{pid}/exe").exists()}


def _left(folder: Path, patience: float = 5.0) -> dict[int, str]:
    """Those that have not ended after a while: a worker whose master was just killed looks up once a second."""
    until = time.monotonic() + patience
    while (left := living(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


@contextmanager
def running_demo() -> Iterator[Demo]:
    """Start a demo in a folder of its own and stop it; nothing may be left behind."""
    folder = Path(tempfile.mkdtemp(prefix="krets-demo-"))
    port = _free_ports(3)
    demo = Demo(f"http://localhost:{port}", port, folder, None)  # type: ignore[arg-type]
    with open(folder / "demo.log", "wb") as log:
        demo.process = subprocess.Popen(
            [sys.executable, "-m", "krets.cli", "demo"], env=demo.environment, cwd=ROOT, stdout=log, stderr=log
        )
    try:
        _wait(demo)
        yield demo
    finally:
        demo.process.send_signal(signal.SIGTERM)
        try:
            demo.process.wait(40)
        except subprocess.TimeoutExpired:
            demo.process.kill()
            demo.process.wait()
        left, log_end = _left(folder), (folder / "demo.log").read_text()[-2000:]
        shutil.rmtree(folder, ignore_errors=True)
        assert left == {}, f"left behind: {left}\n{demo.process.returncode}\n{log_end}"


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """One for all stories; each tells its own with words of its own."""
    with running_demo() as running:
        yield running


@pytest.fixture
def post(demo: Demo) -> Iterator[ModuleType]:
    """The demo's post office: its letters are read, and answered by SMTP."""
    with posting(demo):
        yield postoffice


@contextmanager
def posting(demo: Demo) -> Iterator[None]:
    """`krets.mail.postoffice` is that demo's."""
    lines = (demo.folder / "krets.env").read_text().splitlines()
    kept = dict(line.removeprefix("KRETS_").split("=", 1) for line in lines)
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(MAIL_LISTEN=kept["MAIL_LISTEN"], MAIL_DOMAIN=kept["MAIL_DOMAIN"]),
    ):
        patch.setenv("KRETS_DATA", str(demo.folder))
        yield


def _wait(demo: Demo) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and demo.process.poll() is None:
        try:
            with urlopen(f"{demo.url}/account/login/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The demo did not start:\n" + (demo.folder / "demo.log").read_text()[-4000:])


def _free_ports(number: int) -> int:
    """The first of so many ports in a row that nobody listens on.

    Below those that a system gives to whoever connects (from 32768 on), and far from those of a process that was
    started next to this one.
    """
    start = 10000 + os.getpid() % 200 * 90
    for first in range(start, start + 4000, number):
        if all(_is_free(first + step) for step in range(number)):
            return first
    raise AssertionError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
