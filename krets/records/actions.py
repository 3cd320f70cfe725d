"""Traces of what was done, and what is kept for how long.

The first four leave one trace in the present transaction; they ask nothing and give nothing back. `by` is the
acting Person or their number; `None` is an unnamed writer or a named part of the system. A person can only leave
traces of their own; verbs and commands can of anybody.
"""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from krets.db.clock import now, today
from krets.db.identity import part, verb
from krets.db.later import later
from krets.db.readers import PUBLIC
from krets.records import rules
from krets.records.models import Removal, Retention, Trace
from krets.records.sealing import digest_of

_INSERT = """
    insert into records_trace (at, day, by_id, part, act, kind, key, verb, salt, digest)
    values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""
# What this process has already written down today: most pages are opened again, and that costs nothing then.
_lately: set[tuple[date, int | None, str, str, str]] = set()
_MOST = 50_000
AT_ONCE = 1_000  # rows that are let go of in one transaction


def changed(*, by: Any, kind: str, key: str, verb: str) -> None:
    """Something was made or changed. `activity.record` calls it for every verb."""
    _trace(Trace.Act.CHANGED, by, kind, key, verb)


def saw(*, by: Any, kind: str, key: str, what: str = "", readers: Sequence[str] = ()) -> None:
    """Somebody opened one thing that is not their own. Kept once a person, thing, day and way (`what`).

    readers: the thing's reader tokens; what is public leaves no trace, and neither does a stranger.
    """
    if by is None or PUBLIC in readers:
        return
    one = (today(), _number(by), kind, key, what)
    if one not in _lately:
        _trace(Trace.Act.SAW, by, kind, key, what)
        transaction.on_commit(lambda: _remember(one))


def exported(*, by: Any, kind: str, key: str, what: str = "") -> None:
    """Somebody took a copy out of Krets: their data, an organisation's records, the whole installation."""
    _trace(Trace.Act.EXPORTED, by, kind, key, what)


def looked_behind(*, by: Any, kind: str, key: str, what: str = "") -> None:
    """Somebody was told who wrote an unnamed thing."""
    _trace(Trace.Act.LOOKED_BEHIND, by, kind, key, what)


@verb
def removed(*, by: Any, kind: str, why: str, count: int = 1, key: str = "") -> Removal:
    """Something is removed, emptied or loses its name: written down with the decision that covers its kind.

    Called in the transaction that removes it, before or after. Raises `rules.NoDecision` where an authority has
    decided nothing for the kind; ask `rules.may_remove` before.
    """
    row = rules.kept(kind)
    if not row.may_go:
        raise rules.NoDecision(kind)
    removal = Removal.objects.create(
        kind=kind, key=key, count=count, why=why, decision=row.decision, decided=row.decided, by_id=_number(by)
    )
    _trace(Trace.Act.REMOVED, by, kind, key or f"× {count}", "")
    return removal


@verb
def carry_out(*, by: None, kind: str) -> int:
    """Let go of what is older than the kind is kept, a part at a time; the rest follows in a job of its own."""
    before, row = rules.kept_since(kind), rules.kept(kind)
    if before is None or not row.keep.by or not row.may_go:
        return 0
    count = row.keep.let_go(before, AT_ONCE)
    if count:
        removed(by=by, kind=kind, count=count, why=f"older than {row.days} days")
    if count == AT_ONCE:
        later("records.carry_out", kind=kind)
    return count


@verb
def set_retention(
    *, by: Any, kind: str, days: int | None = None, decision: str | None = None, decided: date | None = None
) -> Retention:
    """Set how long a kind is kept, or the decision it is removed by; what is None stays as it was."""
    rules.kept(kind)
    given = {"days": days, "decision": decision, "decided": decided}
    row, _new = Retention.objects.update_or_create(
        kind=kind,
        defaults={name: value for name, value in given.items() if value is not None} | {"changed": now()},
    )
    _trace(Trace.Act.CHANGED, by, "retention", kind, "records.set_retention")
    return row


def forget_seen() -> None:
    """For tests, whose rows go without this process knowing it."""
    _lately.clear()


def _remember(one: tuple[date, int | None, str, str, str]) -> None:
    """Only once it is committed."""
    if len(_lately) >= _MOST:
        _lately.clear()
    _lately.add(one)


def _trace(act: str, by: Any, kind: str, key: str, how: str) -> None:
    at, day, number, salt = now(), today(), _number(by), secrets.token_bytes(16)
    who = "" if number is not None else part()
    digest = digest_of(salt, at, day, number, who, act, kind, key, how)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, day, number, who, act, kind, key, how, salt, digest])


def _number(by: Any) -> int | None:
    number: int | None = getattr(by, "pk", by)
    return number
