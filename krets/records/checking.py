"""Whether the trail is as it was written: what the seals say, held against the traces that are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from krets.db.clock import now
from krets.records import rules
from krets.records.models import Seal, Trace
from krets.records.sealing import FIRST, digest_of, seal_of

_EVER = datetime(1970, 1, 3, tzinfo=UTC)
LATE = timedelta(days=1)  # the longest that an act, such as a large import, may take to be committed
_SHORT = 32  # letters of a seal's digest that are written on paper: 128 bits


@dataclass(frozen=True)
class Fault:
    """What was found, in plain words, and the day it is about."""

    day: date
    words: str


def name_of(seal: Seal) -> str:
    """A seal as it is kept elsewhere: '1204:9f86-d081-…', number and half of the digest."""
    short = bytes(seal.digest).hex()[:_SHORT]
    return f"{seal.pk}:" + "-".join(short[at : at + 4] for at in range(0, _SHORT, 4))


def find_faults(kept: str = "") -> Iterator[Fault]:
    """All that does not hold, oldest first. kept: a seal from elsewhere. Raises ValueError if it is none."""
    number, short = _read(kept) if kept else (0, "")
    before, at, expected = FIRST, _EVER, 1
    for seal in Seal.objects.order_by("id").iterator():
        day = rules.day_of(seal.at)
        if seal.pk != expected:
            yield Fault(day, f"{seal.pk - expected} seals before this day's seal {seal.pk} are gone.")
        yield from _find_in(seal, before, at)
        if seal.pk == number and not bytes(seal.digest).hex().startswith(short):
            yield Fault(
                day, f"Seal {number} is not the one that was kept: the trail up to this day was rewritten."
            )
        before, at, expected = bytes(seal.digest), seal.at, seal.pk + 1
    if number >= expected:
        yield Fault(rules.day_of(now()), f"Seal {number}, which was kept, is gone, and so is what it sealed.")
    for trace in Trace.objects.filter(seal=None, at__lt=at - LATE).iterator():
        yield _fault_of(trace, "was written in afterwards")


def _find_in(seal: Seal, before: bytes, at: datetime) -> Iterator[Fault]:
    """at: when the seal before was made."""
    rows = Trace.objects.filter(seal=seal).order_by("id")
    digests, altered, late, days = [], [], [], set()
    let_go = rules.kept_since("traces")
    for trace in rows.iterator():
        digests.append(bytes(trace.digest))
        days.add(trace.day)
        if trace.salt is None:
            if let_go is None or trace.at > let_go:
                altered.append(_fault_of(trace, "was emptied before its time"))
        elif bytes(trace.digest) != _digest(trace):
            altered.append(_fault_of(trace, "was altered"))
        if trace.at < at - LATE:
            late.append(_fault_of(trace, "was written in afterwards"))
    yield from altered
    yield from late
    if seal_of(before, seal.at, digests) == bytes(seal.digest):
        return
    stretch = " and ".join(sorted({str(min(days)), str(max(days))})) if days else str(rules.day_of(seal.at))
    if len(digests) < seal.count:
        what = f"{seal.count - len(digests)} of {seal.count} traces of {stretch} are gone."
    elif len(digests) > seal.count:
        what = f"{len(digests) - seal.count} traces of {stretch} were added."
    elif altered:
        return
    else:
        what = f"The traces of {stretch} were exchanged or put in another order, or their seal was."
    yield Fault(min(days, default=rules.day_of(seal.at)), f"{what} (seal {seal.pk})")


def _digest(trace: Trace) -> bytes:
    salt = bytes(trace.salt or b"")
    return digest_of(
        salt, trace.at, trace.day, trace.by_id, trace.part, trace.act, trace.kind, trace.key, trace.verb
    )


def _fault_of(trace: Trace, what: str) -> Fault:
    who = f"seal {trace.seal_id}" if trace.seal_id else "not sealed"
    return Fault(trace.day, f"Trace {trace.pk} of {trace.day} {what} ({who}).")


def _read(kept: str) -> tuple[int, str]:
    found = re.fullmatch(r"\s*(\d+)\s*:([0-9a-fA-F\s-]+)", kept)
    short = re.sub(r"[\s-]", "", found[2]).lower() if found else ""
    if not found or len(short) < _SHORT:
        raise ValueError(f"'{kept}' is not a seal: it looks like 1204:9f86-d081-…, with eight groups of four.")
    return int(found[1]), short
