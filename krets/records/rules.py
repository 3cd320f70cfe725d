"""How long things are kept, and what may be removed."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from krets.records.keeping import Keep, keeps
from krets.records.models import Retention


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


def _kept(kind: str, keep: Keep, row: Retention | None) -> Kept:
    if row is None:
        return Kept(kind, keep, keep.days, "", None)
    return Kept(kind, keep, keep.days if row.days is None else row.days, row.decision, row.decided)
