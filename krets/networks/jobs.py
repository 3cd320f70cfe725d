"""After-work and clockwork of units."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from krets.db.clock import now
from krets.db.later import job, later
from krets.networks import actions
from krets.networks.models import Import


@job("networks.settle_mandates")
def settle_mandates() -> None:
    """Mandates begin and run out; clockwork."""
    actions.settle_mandates()


@job("networks.announce_endings")
def announce_endings() -> None:
    """Tell sixty days ahead what ends; clockwork."""
    actions.announce_endings()


@job("networks.notice_quiet")
def notice_quiet() -> None:
    """Which units have fallen quiet; clockwork."""
    actions.notice_quiet()


@job("networks.reconfirm")
def reconfirm() -> None:
    """Once a year members are asked; a month later reminded; after another they rest. Who rests was reminded."""
    actions.rest_silent(by=None)
    actions.remind_yearly(by=None)
    actions.ask_yearly(by=None)


@job("networks.try_import")
def try_import(imported: str) -> None:
    """Judge every row of a long list."""
    for row in Import.objects.filter(key=imported):
        actions.try_import(imported=row, far=_Far(row.pk))


@job("networks.run_import")
def run_import(imported: str) -> None:
    """Take a long list in."""
    for row in Import.objects.filter(key=imported):
        actions.run_import(imported=row, far=_Far(row.pk))


@job("networks.invite_wave")
def invite_wave(imported: str) -> None:
    """Write to some of those who are new by a list; to the next of them in ten minutes."""
    for row in Import.objects.filter(key=imported).select_related("unit", "inviting_by"):
        if actions.invite_wave(imported=row):
            later("networks.invite_wave", at=timezone.now() + timedelta(minutes=actions.PAUSE), imported=imported)


class _Far:
    """Tells how far a job is past its transaction, so that others see it before that ends."""

    def __init__(self, imported: int) -> None:
        self.imported = imported

    def __call__(self, rows: int) -> None:
        aside = connection.copy()
        try:
            with aside.cursor() as cursor:
                cursor.execute("select set_config('krets.system', 'networks.progress', false)")
                cursor.execute(
                    "update networks_importprogress set rows = %s, at = %s where imported_id = %s",
                    [rows, now(), self.imported],
                )
        finally:
            aside.close()
