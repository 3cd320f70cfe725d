"""A list is taken in by a process that is killed in the middle of it."""

import os
import signal
from collections.abc import Callable

import pytest
from django.db import connections

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.networks import actions, jobs
from krets.networks.models import Import, ImportRow, Membership
from krets.networks.tests.lists import brought, csv
from krets.people.models import Account, Belonging, Person
from krets.tests.cast import load

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 30


def test_nothing_of_it_is_there_and_the_next_run_does_all_of_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("krets.networks.actions.imports.AT_ONCE", ROWS - 1)  # a job takes it in
    cast = load()
    people = [(f"Ny {n}", f"ny{n}@grankoping.example", "Granköpings kommun") for n in range(ROWS)]
    imported = brought(cast.eva, cast.units["hallbart-inkop"], csv(*people))
    worked(lambda: jobs.try_import(imported.key))
    actions.confirm_import(by=cast.eva, imported=imported)
    before = counts()
    for moment in (1, 2):  # its people are made; and they are members
        killed_in_the_middle(imported, moment)
        assert counts() == before
        imported.refresh_from_db()
        assert imported.asked and imported.confirmed and not imported.done
        assert not ImportRow.objects.filter(imported=imported, is_new=True).exists()
    for _again in range(2):
        worked(lambda: jobs.run_import(imported.key))
        assert counts() == tuple(number + ROWS for number in before)
    imported.refresh_from_db()
    assert imported.done and ImportRow.objects.filter(imported=imported, is_new=True).count() == ROWS


def counts() -> tuple[int, ...]:
    return tuple(noun.objects.count() for noun in (Membership, Person, Account, Belonging))


def worked(job: Callable[[], None]) -> None:
    with acting_as(Reader.of_system("networks.run_import")):
        job()


def killed_in_the_middle(imported: Import, moment: int) -> None:
    """By a process of its own, which the system kills as it tells for the so-manieth time how far it is."""
    connections.close_all()  # none is shared with it
    child = os.fork()
    if not child:
        told: list[int] = []

        def far(rows: int) -> None:
            told.append(rows)
            if len(told) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            worked(lambda: actions.run_import(imported=imported, far=far))
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "it was done before it was killed"
