"""What is killed loses nothing that was acknowledged, and the rest goes on. Mail has a test of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.visitor import Unexpected, Visitor
from krets.tests.processes import ROOT, Demo, running_demo

pytestmark = pytest.mark.slow
PATIENCE = 90


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{what} did not come true in {PATIENCE} s"
        time.sleep(0.5)


def signed_in(demo: Demo, name: str) -> Visitor:
    visitor = Visitor(demo.url)
    page = visitor.open("/account/login/")
    visitor.send(page, page.form("password"), login=PEOPLE[name][1], password=PASSWORD)
    return visitor


def stubbornly(act: Callable[[], None]) -> None:
    """As a person does: the page did not come, so the same form is sent again."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except (OSError, Unexpected):
            assert time.monotonic() < end, "the web did not come back"
            time.sleep(0.5)


def test_posting_goes_on_through_kills_and_nothing_is_lost_or_doubled() -> None:
    with running_demo() as demo:
        anna = signed_in(demo, "anna")
        titles = [f"Hur gick det nummer {number} av sex?" for number in range(6)]
        for number, title in enumerate(titles):
            page = anna.open("/asks/post/")
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
        waiting = (
            "from procrastinate.contrib.django.models import ProcrastinateJob as J;"
            "print(J.objects.filter(task_name='asks.suggest').exclude(status='succeeded').count())"
        )
        until(lambda: demo.krets("django", "shell", "-v0", "-c", waiting).strip() == "0", "after-work")
        asked = (
            "from krets.asks.models import Ask;"
            "known = Ask.objects.filter(title__startswith='Hur gick det nummer', waves__isnull=False);"
            "print(known.distinct().count())"
        )
        assert demo.krets("django", "shell", "-v0", "-c", asked).strip() == "6"
        for name in ("krets.cli web", "krets.cli jobs", "krets.cli mail"):
            assert demo.processes(name), f"{name} was not started again"


def test_a_port_that_is_taken_is_named() -> None:
    with running_demo() as demo:
        second = subprocess.run(
            [sys.executable, "-m", "krets.cli", "demo"], env=demo.environment, cwd=ROOT, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
        assert second.returncode == 1
        assert str(demo.port) in second.stderr
