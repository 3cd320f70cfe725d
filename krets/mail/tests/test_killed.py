"""kill -9 on the process that receives, reads or sends: nothing acknowledged is lost, nothing is doubled."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection

from krets.activity.models import Entry
from krets.db import places
from krets.mail import intake, postoffice
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters
from krets.mail.tests.conftest import free_port, signed_in
from krets.tests import cast as the_cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
COUNT = 24
LISTEN = "from krets.mail import listener; listener.serve()"
READ = """
from django.conf import settings
settings.KRETS_INBOX = "krets.mail.tests.rooms.take"
from krets.mail.models import Incoming
with acting_as(Reader.of_system("a test")):
    waiting = list(Incoming.objects.filter(fate="waiting").order_by("pk").values_list("pk", flat=True))
for pk in waiting:
    with acting_as(Reader.of_system("a test")):
        jobs.receive(incoming=pk)
        print(pk, flush=True)
"""
SEND = """
from krets.mail.models import Letter
with acting_as(Reader.of_system("a test")):
    waiting = list(Letter.objects.filter(sent=None).order_by("pk").values_list("pk", flat=True))
for pk in waiting:
    with acting_as(Reader.of_system("a test")):
        jobs.send(letter=pk)
        print(pk, flush=True)
"""
HEAD = """
import django; django.setup()
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.mail import jobs
"""

Process = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def process() -> Iterator[Process]:
    """Starts Python on this test's database, in a process that can be killed."""
    started: list[subprocess.Popen[str]] = []
    name = str(connection.settings_dict["NAME"])

    def url(base: places.Address) -> str:
        return places.Address(base.host, base.port, base.user, base.password, name, base.options).url()

    def start(code: str, **more: str) -> "subprocess.Popen[str]":
        environment = os.environ | {
            "KRETS_DATABASE_URL": url(places.owner()),
            "KRETS_DATABASE_APP_URL": url(places.application()),
        }
        child = subprocess.Popen(
            [sys.executable, "-c", HEAD + code],
            env=environment | more,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(configured.ROOT),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()


@pytest.fixture
def letter(write: Callable[..., Letter]) -> Letter:
    return write(person=signed_in(the_cast.load().bo))


def kill(child: "subprocess.Popen[str]") -> None:
    child.send_signal(signal.SIGKILL)
    child.wait()


def listening(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the listener did not start")


def test_the_listener_dies_while_letters_come_in(letter: Letter, process: Process) -> None:
    port = free_port()

    def listen() -> "subprocess.Popen[str]":
        child = process(LISTEN, KRETS_MAIL_LISTEN=f"127.0.0.1:{port}")
        listening(port)
        return child

    child = listen()
    to = letter.headers["Reply-To"]
    for number in range(COUNT):
        raw = letters.plain(f"Svar {number}", to=to)
        if number % 8 == 3:  # dies with the letter on its way; its sender heard nothing and tries again
            _begin(port, to, raw)
            time.sleep(0.002 * (number // 8))
            kill(child)
            child = listen()
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
            server.sendmail("bo@bjorkfors.example", [to], raw)
    assert Incoming.objects.count() == COUNT


def test_the_worker_dies_while_it_reads(letter: Letter, process: Process) -> None:
    for number in range(COUNT):
        intake.keep([letter.headers["Reply-To"]], _reply(letter, number))
    for reads in (3, 5, 2):
        child = process(READ)
        for _ in range(reads):
            assert child.stdout is not None and child.stdout.readline()
        kill(child)
    assert process(READ).wait(60) == 0
    assert Counter(Incoming.objects.values_list("fate", flat=True)) == {"taken": COUNT}
    assert Entry.objects.filter(verb="test.take").count() == COUNT


def test_the_worker_dies_while_it_sends(
    write: Callable[..., Letter], process: Process, post_office: int, settings: Any
) -> None:
    the_cast.load()
    wanted = {write(to="a@b.example").message_id for _ in range(COUNT)}
    deaths = 0
    for sends in (2, 4, 3):
        child = process(SEND, KRETS_SMTP=settings.MAIL_SMTP)
        for _ in range(sends):
            assert child.stdout is not None and child.stdout.readline()
        kill(child)
        deaths += 1
    assert process(SEND, KRETS_SMTP=settings.MAIL_SMTP).wait(60) == 0
    arrived = Counter(str(one["Message-ID"]) for one in postoffice.letters("a@b.example"))
    assert set(arrived) == wanted
    # The one in hand at each death may have gone out just before it.
    assert sum(arrived.values()) - COUNT <= deaths


def _begin(port: int, to: str, raw: bytes) -> None:
    server = smtplib.SMTP("127.0.0.1", port, timeout=20)
    server.ehlo()
    server.mail("bo@bjorkfors.example")
    server.rcpt(to)
    server.docmd("data")
    server.send(raw.replace(b"\n", b"\r\n") + b"\r\n.\r\n")


def _reply(letter: Letter, number: int) -> bytes:
    return letters.plain(f"Svar {number}", to=letter.headers["Reply-To"], id=letter.message_id)
