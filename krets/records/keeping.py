"""What is kept for how long. Each room names its kinds in its `apps.py`:

keeps = {"letters": Keep(_("E-mails we sent"), _("they were made"), 90, Keep.EMPTIED, _("…"), "krets.mail…")}
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

# (by=None, before=moment, at_most=number): lets go of at most so many that are older, and says how many.
LetGo = Callable[..., int]


@dataclass(frozen=True)
class Keep:
    """One kind of thing, how long it is kept when the operator sets nothing else, and what becomes of it.

    name: what it is; since: from when its days count; days: None where it is kept until somebody asks for its
    removal; end: one of the three below; why: the reason for so many days; by: the dotted name of the function
    that lets go of it, '' where days is None.
    """

    REMOVED: ClassVar[str] = "removed"
    EMPTIED: ClassVar[str] = "emptied"
    NAMELESS: ClassVar[str] = "nameless"
    ENDS: ClassVar[dict[str, Any]] = {
        REMOVED: _("removed altogether"),
        EMPTIED: _("emptied; that it was there stays"),
        NAMELESS: _("the name is removed, the rest stays"),
    }

    name: Any
    since: Any
    days: int | None
    end: str
    why: Any
    by: str = ""

    def let_go(self, before: datetime, at_most: int) -> int:
        """Let go of at most so many that are older than `before`; how many there were."""
        carry: LetGo = import_string(self.by)
        return carry(by=None, before=before, at_most=at_most)


def let_go(rows: "QuerySet[Any]", at_most: int, **values: Any) -> int:
    """Remove at most so many of the rows, or with `values` put those in their place; how many there were."""
    some = list(rows.order_by("pk").values_list("pk", flat=True)[:at_most])
    these = rows.model._base_manager.filter(pk__in=some)
    if values:
        these.update(**values)
    else:
        these.delete()
    return len(some)


@cache
def keeps() -> dict[str, Keep]:
    """All kinds of all rooms, by name."""
    found: dict[str, Keep] = {}
    for config in apps.get_app_configs():
        found |= getattr(config, "keeps", {})
    return dict(sorted(found.items()))
