"""Seals: a chain of digests over the traces, in which nothing can be altered unseen.

A trace carries the digest of what stands in it, with a salt of its own, so that an emptied trace keeps its digest
and nobody can guess from it what stood there. A seal is the digest of the seal before and of the digests of the
traces it found, by number. Traces that commit late are found by the next seal: a seal is of what was there and not
yet sealed, not of a stretch of numbers or time.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db import connection, transaction

from krets.db.clock import now
from krets.records.keeping import let_go
from krets.records.models import Seal, Trace

AT_ONCE = 5_000  # traces a seal; the rest waits a minute
FIRST = b""  # what the first seal has before it
_LOCK = 0x5EA1  # of PostgreSQL: one seals at a time


def digest_of(
    salt: bytes, at: datetime, day: date, by: int | None, part: str, act: str, kind: str, key: str, verb: str
) -> bytes:
    """Of one trace, SHA-256."""
    said = [at.astimezone(UTC).isoformat(), day.isoformat(), by, part, act, kind, key, verb]
    return hashlib.sha256(salt + json.dumps(said, ensure_ascii=False).encode()).digest()


def seal_of(before: bytes, at: datetime, digests: Iterable[bytes]) -> bytes:
    """Of one seal, SHA-256."""
    said = hashlib.sha256(before + at.astimezone(UTC).isoformat().encode())
    for digest in digests:
        said.update(digest)
    return said.digest()


def seal_part() -> bool:
    """Seal, and say whether there may be more."""
    made = seal()
    return made is not None and made.count == AT_ONCE


def seal() -> Seal | None:
    """Seal what is not yet sealed. None where there is nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        rows = list(Trace.objects.filter(seal=None).order_by("id").values_list("pk", "digest")[:AT_ONCE])
        if not rows:
            return None
        newest = Seal.objects.order_by("-id").first()
        at = now()
        made = Seal.objects.create(
            pk=newest.pk + 1 if newest else 1,
            at=at,
            count=len(rows),
            digest=seal_of(bytes(newest.digest) if newest else FIRST, at, (bytes(row[1]) for row in rows)),
        )
        Trace.objects.filter(pk__within=[row[0] for row in rows]).update(seal=made)
        return made


def empty(*, by: None, before: datetime, at_most: int) -> int:
    """Let go of who and what in sealed traces that are older. Their digests stay, so the seals still hold."""
    old = Trace.objects.filter(at__lt=before, salt__isnull=False).exclude(seal=None)
    return let_go(old, at_most, by=None, part="", kind="", key="", verb="", salt=None)
