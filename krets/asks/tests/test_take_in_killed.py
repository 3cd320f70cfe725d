"""An import that is killed and run again leaves what one run would have left."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from krets.asks.models import Ask
from krets.asks.tests.an_archive import import_, told
from krets.db import places, readers
from krets.mail.tests.archives import archive, letter
from krets.networks.models import Membership, Unit


def many_threads(count: int) -> Iterator[bytes]:
    for number in range(count):
        yield letter(f"q{number}", f"Fråga {number}: hur gör ni?", subject=f"Ämne {number}", hour=number)
        for answer in range(2):
            yield letter(
                f"q{number}a{answer}",
                f"Svar {answer} på {number}.",
                answers=f"q{number}",
                subject=f"Re: Ämne {number}",
                sender=f"Person {number % 40} <p{number % 40}@x.example>",
                hour=number + answer + 0.5,
            )


IMPORT = "import django; django.setup(); from krets.asks.commands import import_mail; import_mail()"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_it_is_as_if_run_once(tmp_path: Path) -> None:
    for slug in ("killed", "clean"):
        unit = Unit.objects.create(slug=slug, name=slug)
        unit.readers = [readers.unit(unit.pk)]
        unit.save()
    path = archive(tmp_path / "a.mbox.gz", many_threads(500))
    process = subprocess.Popen([sys.executable, "-c", IMPORT, str(path), "--unit", "killed"], env=_environment())
    until = time.monotonic() + 60
    while not Ask.objects.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(random.random() / 10)
    process.send_signal(signal.SIGKILL)
    process.wait()
    halfway = told("killed")
    assert 0 < len(halfway) < 500, "it was killed in the middle"
    assert all(row[-2] == len(row[-1]) == 2 for row in halfway), "no thread is half there"
    import_(path, "killed")
    import_(path, "clean")
    assert told("killed") == told("clean")
    assert len(told("clean")) == 500
    assert Membership.objects.filter(unit__slug="killed").count() == 41


def _environment() -> dict[str, str]:
    database = settings.DATABASES["default"]["NAME"]
    owner, application = places.owner(), places.application()
    return {
        **os.environ,
        "KRETS_DATABASE_URL": places.Address(**{**vars(owner), "name": database}).url(),
        "KRETS_DATABASE_APP_URL": places.Address(**{**vars(application), "name": database}).url(),
    }
