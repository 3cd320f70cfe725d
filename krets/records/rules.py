"""How long things are kept, and what may be removed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Count, Model, Q, QuerySet
from django.utils.timezone import localtime

from krets.db.clock import now
from krets.db.rows import Row, values
from krets.records.keeping import Keep, keeps
from krets.records.models import Removal, Retention, Seal, Trace

AS_REGISTRAR = "records"  # the way in which a registrar opens what staff wrote and received


class NoDecision(Exception):
    """An authority runs this installation, and no retention decision covers the kind."""


@dataclass(frozen=True)
class Kept:
    """One row of the retention table: what the room says, with what the operator set."""

    kind: str
    keep: Keep
    days: int | None
    decision: str
    decided: date | None

    @property
    def may_go(self) -> bool:
        return bool(self.decision) or not settings.RUN_BY_AUTHORITY


def retention_table() -> list[Kept]:
    """Every kind there is. One query."""
    rows = {row.kind: row for row in Retention.objects.all()}
    return [_kept(kind, keep, rows.get(kind)) for kind, keep in keeps().items()]


def kept(kind: str) -> Kept:
    """One row of it. Raises KeyError for a kind that no room names."""
    return _kept(kind, keeps()[kind], Retention.objects.filter(kind=kind).first())


def may_remove(kind: str) -> bool:
    """Whether anything of this kind may be removed at all: an authority needs a retention decision for it."""
    return kept(kind).may_go


def kept_since(kind: str) -> datetime | None:
    """What is older than this moment is let go of; None where no days are set."""
    days = kept(kind).days
    return None if days is None else now() - timedelta(days=days)


def day_of(moment: datetime) -> date:
    """The day where the installation is."""
    return localtime(moment).date()


def traces(*, kind: str | None, key: str | None, person: str | None, since: date | None) -> "QuerySet[Trace]":
    """For the operator, newest first; person: the person's public name."""
    found = Trace.objects.select_related("by").order_by("-id")
    given = {"kind": kind, "key": key, "by__key": person, "day__gte": since}
    return found.filter(**{name: value for name, value in given.items() if value is not None})


def who(trace: Trace) -> str:
    """In words: a person who is still there by name, else by number; or the part of the system."""
    if trace.by_id is None:
        return trace.part or "nobody named"
    return str(trace.by) if trace.by is not None else f"person {trace.by_id}"


def looked_at(**things: "QuerySet[Any, Any]") -> "QuerySet[Trace, Any]":
    """By thing and day how many opened it, newest day first; who is told to nobody. things: kind to keys."""
    seen = Trace.objects.filter(_of(things), act=Trace.Act.SAW)
    return (
        seen.values("kind", "key", "day")
        .annotate(people=Count("by", distinct=True))
        .order_by("-day", "kind", "key")
    )


def official_looks(**things: "QuerySet[Any, Any]") -> "QuerySet[Trace]":
    """Who copied these things, read them as registrar or asked who wrote them: in office, so told by name."""
    acts = Q(act__in=(Trace.Act.EXPORTED, Trace.Act.LOOKED_BEHIND)) | Q(act=Trace.Act.SAW, verb=AS_REGISTRAR)
    return Trace.objects.filter(_of(things) & acts).select_related("by")


def record_rows() -> dict[str, Iterator[Row]]:
    """The trail, its seals and what was removed, for an archive: with what makes the digests anew."""
    return {
        "trail": (_row(trace, "by_id", "seal_id", "salt", "digest") for trace in Trace.objects.iterator()),
        "seals": (_row(seal, "id", "digest") for seal in Seal.objects.iterator()),
        "removals": (_row(removal, "by_id") for removal in Removal.objects.iterator()),
    }


def _row(item: Model, *names: str) -> Row:
    """Bytes as hexadecimal digits."""
    more = {name: getattr(item, name) for name in names}
    plain = {name: value.hex() if isinstance(value, bytes | memoryview) else value for name, value in more.items()}
    return values(item, without=names) | plain


def _of(things: "Mapping[str, QuerySet[Any, Any]]") -> Q:
    return reduce(or_, (Q(kind=kind, key__in=keys) for kind, keys in things.items()))


def _kept(kind: str, keep: Keep, row: Retention | None) -> Kept:
    if row is None:
        return Kept(kind, keep, keep.days, "", None)
    return Kept(kind, keep, keep.days if row.days is None else row.days, row.decision, row.decided)
