"""What happened, and who hears of it."""

from collections.abc import Iterable
from typing import Any

from krets.activity.models import Entry


def record(
    *, verb: str, kind: str, key: str, by: Any | None, tell: Iterable[int] = (), unit: int | None = None
) -> Entry:
    """Write down one fact in the present transaction, and a notice for each person in `tell`.

    verb: "asks.answer" …; kind and key: what it happened to; by: the acting Person or None; tell: numbers
    of people, each told once however often named and never about their own act; unit: the unit's number,
    whose own choice of letters or digests then counts.
    """
    return Entry.objects.create(verb=verb, kind=kind, key=key, by=by, unit_id=unit)
