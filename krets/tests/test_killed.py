"""What is killed loses nothing that was acknowledged, and the rest goes on. Mail has a test of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.visitor import Unexpected, Visitor
from krets.tests.processes import ROOT, Demo, living, running_demo

pytestmark = pytest.mark.slow
PATIENCE = 90
T = TypeVar("T")
THREADS = 600


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{what} did not come true in {PATIENCE} s"
        time.sleep(0.5)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def signed_in(demo: Demo, name: str) -> Visitor:
    visitor = Visitor(demo.url)
    page = visitor.open("/account/login/")
    visitor.send(page, page.form("password"), login=PEOPLE[name][1], password=PASSWORD)
    return visitor


def stubbornly(act: Callable[[], T]) -> T:
    """As a person does: the page did not come, so the same form is sent again."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except (OSError, Unexpected) as fault:
            if time.monotonic() > end:
                raise AssertionError("the web did not come back") from fault
            time.sleep(0.5)


def kill_all(demo: Demo, name: str) -> None:
    for pid in demo.processes(name):
        os.kill(pid, signal.SIGKILL)


def count(demo: Demo, rows: str) -> int:
    """How many there are, asked of its database past everything else."""
    with psycopg.connect(demo.database) as connection:
        connection.execute("select set_config('krets.system', 'a test', false)")
        row = connection.execute(f"select count(*) from {rows}").fetchone()
    assert row is not None
    return int(row[0])


IMPORTED = "asks_ask where title like 'Tråd%'"


def letters() -> Iterator[bytes]:
    """A list's archive: each thread is a question and two answers, by three people."""
    for thread in range(THREADS):
        for number in range(3):
            letter = EmailMessage()
            letter["From"] = f"Kollega {(thread + number) % 50} <kollega{(thread + number) % 50}@listan.example>"
            letter["Date"] = format_datetime(datetime(2020, 1, 1, 8, number, tzinfo=UTC) + timedelta(days=thread))
            letter["Subject"] = f"{'SV: ' if number else ''}Tråd {thread} om avtal"
            letter["Message-ID"] = f"<{thread}.{number}@listan.example>"
            if number:
                letter["In-Reply-To"] = f"<{thread}.0@listan.example>"
            letter.set_content(f"Brev {number} i tråd {thread}.\n\nHar någon erfarenhet av det här?\n")
            yield b"From listan@listan.example Wed Jan  1 08:00:00 2020\n" + letter.as_bytes() + b"\n"


def kill_once_begun(demo: Demo, process: "subprocess.Popen[str]") -> None:
    while process.poll() is None and not count(demo, IMPORTED):
        time.sleep(0.02)
    process.kill()
    process.wait()


def importing(demo: Demo, archive: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "krets.cli", "import", "mail", str(archive), "--unit", "transporter", "--json"],
        env=demo.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def test_posting_goes_on_through_kills_and_nothing_is_lost_or_doubled() -> None:
    with running_demo() as demo:
        anna = signed_in(demo, "anna")
        titles = [f"Hur gick det nummer {number} av sex?" for number in range(6)]
        for number, title in enumerate(titles):
            page = stubbornly(lambda: anna.open("/asks/post/"))
            form = page.form("title")
            typed: dict[str, str | list[str]] = {"title": title, "body": "Berätta.", "units": ["hallbart-inkop"]}
            victim = (None, "gunicorn", "krets.cli jobs", "krets.cli web", "gunicorn", "krets.cli mail")[number]
            for pid in demo.processes(victim)[-1:] if victim else []:
                os.kill(pid, signal.SIGKILL)

            def post(form=form, page=page, typed=typed) -> None:  # type: ignore[no-untyped-def]
                looked = anna.send(page, form, "look", **typed)
                anna.send(looked, looked.form("title"), "post")

            stubbornly(post)
        listed: list[str] = []

        def look() -> None:
            listed[:] = [text for href, text in anna.open("/asks/?show=mine").links if "nummer" in text]

        stubbornly(look)
        assert sorted(listed) == sorted(titles)
        waiting = "procrastinate_jobs where task_name = 'asks.suggest' and status <> 'succeeded'"
        until(lambda: count(demo, waiting) == 0, "after-work")
        asked = "asks_ask where title like 'Hur gick det nummer%' and id in (select ask_id from asks_wave)"
        until(lambda: count(demo, asked) == len(titles), "a first wave for each ask")
        for name in ("krets.cli web", "krets.cli jobs", "krets.cli mail"):
            until(lambda name=name: bool(demo.processes(name)), f"{name} started again")  # type: ignore[misc]


def test_answers_posted_while_the_web_is_killed_and_an_import_that_is(tmp_path: Path) -> None:
    archive = tmp_path / "archive.mbox"
    archive.write_bytes(b"".join(letters()))
    with running_demo() as demo:
        anna, bo = signed_in(demo, "anna"), signed_in(demo, "bo")
        page = anna.open("/asks/post/")
        typed: dict[str, str | list[str]] = {"title": "Vad höll?", "body": "Berätta.", "units": ["hallbart-inkop"]}
        page = anna.send(page, page.form("title"), "look", **typed)
        ask = anna.send(page, page.form("title"), "post").url

        texts = [f"Svar nummer {number}: det höll." for number in range(5)]
        for number, body in enumerate(texts):
            page = stubbornly(lambda: bo.open(ask))
            form = page.form("/answer/")
            # Before the form comes, while it is read, while it is kept, after it was answered.
            strike = threading.Timer(
                number * 0.02, kill_all, [demo, "gunicorn" if number % 2 else "krets.cli web"]
            )
            strike.start()
            stubbornly(lambda page=page, form=form, body=body: bo.send(page, form, body=body))  # type: ignore[misc]
            strike.join()
        shown = stubbornly(lambda: anna.open(ask))
        assert [shown.text.count(body) for body in texts] == [1] * len(texts)

        assert count(demo, "asks_answer where ask_id = (select id from asks_ask where title = 'Vad höll?')") == 5

        killed = importing(demo, archive)
        strike = threading.Thread(target=kill_once_begun, args=[demo, killed])
        strike.start()
        while strike.is_alive():
            stubbornly(lambda: anna.open("/asks/"))
        strike.join()
        assert 0 < count(demo, IMPORTED) < THREADS, "the import was killed too late to tell"
        again = importing(demo, archive)
        while again.poll() is None:
            stubbornly(lambda: anna.open("/asks/"))
            stubbornly(lambda: bo.open("/find/?q=avtal"))
        told = json.loads(again.stdout.read())  # type: ignore[union-attr]
        assert told["new"] > 0 and told["new"] + told["unchanged"] == told["read"] == THREADS * 3
        assert count(demo, IMPORTED) == THREADS
        assert count(demo, f"asks_answer where ask_id in (select id from {IMPORTED})") == THREADS * 2


def test_a_supervisor_that_is_killed_takes_everything_along() -> None:
    with running_demo() as demo:
        assert demo.processes("bin/postgres") and demo.processes("gunicorn") and demo.processes("post-office")
        demo.process.kill()
        began = time.monotonic()
        until(lambda: living(demo.folder) == {}, "the end of what was started")
        assert time.monotonic() - began < 20
        until(lambda: not listens(demo.port), "the end of what listened")


def test_a_demo_that_is_told_to_stop_soon_has() -> None:
    with running_demo() as demo, socket.create_connection(("127.0.0.1", demo.port)):
        # The connection is one that a browser opens to have it at hand, and never uses.
        time.sleep(1)
        began = time.monotonic()
        demo.process.terminate()
        demo.process.wait(PATIENCE)
        assert time.monotonic() - began < 8  # 2 s on a machine with nothing else to do
        assert living(demo.folder) == {}


def test_a_port_that_is_taken_is_named() -> None:
    with running_demo() as demo:
        second = subprocess.run(
            [sys.executable, "-m", "krets.cli", "demo"], env=demo.environment, cwd=ROOT, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
        assert second.returncode == 1
        assert str(demo.port) in second.stderr
