"""The time. `KRETS_NOW` shifts it in demo and tests, so that waits and yearly questions can be crossed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

_shift = timedelta()


def now() -> datetime:
    """The present, with time zone, shifted by `KRETS_NOW`."""
    return timezone.now() + _shift


def today() -> date:
    return timezone.localdate(now())


def read(value: str) -> timedelta:
    """`KRETS_NOW` as a shift: '+3d', '-36h', or the moment that this process shall start at (ISO 8601)."""
    if value[:1] in "+-" and value[-1:] in ("d", "h") and value[1:-1].isdigit():
        amount = int(value[:-1])
        return timedelta(days=amount) if value[-1] == "d" else timedelta(hours=amount)
    moment = parse_datetime(value)
    if moment is None:
        raise ValueError("KRETS_NOW must be '+3d', '-36h' or a moment such as 2026-12-01T09:00:00+01:00")
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return moment - timezone.now()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let time be later (or earlier) while the block runs, in this process."""
    global _shift
    before = _shift
    _shift = before + by
    try:
        yield
    finally:
        _shift = before


def start() -> None:
    """Read `KRETS_NOW` once, as the process starts."""
    global _shift
    if os.environ.get("KRETS_NOW"):
        _shift = read(os.environ["KRETS_NOW"])
