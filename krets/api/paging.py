"""Pages by cursor: a cursor is the place where the page before ended, so nothing is skipped or counted."""

import base64
import binascii
import json
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from ninja import Field, Schema

M = TypeVar("M", bound=Model)


class Page(Schema):
    """How much, and from where. `cursor` is the `next` of the page before."""

    limit: int = Field(20, ge=1, le=100)
    cursor: str = Field("", max_length=200)


def newest_first(rows: "QuerySet[M]", page: Page, field: str) -> tuple[list[M], str | None]:
    """One page of `rows` by a moment, newest first, and the next page's cursor or None."""
    if page.cursor:
        moment, pk = _read(page.cursor)
        rows = rows.filter(Q(**{f"{field}__lt": moment}) | Q(**{field: moment, "pk__lt": pk}))
    found = list(rows.order_by(f"-{field}", "-pk")[: page.limit + 1])
    if len(found) <= page.limit:
        return found, None
    last = found[page.limit - 1]
    return found[: page.limit], _write([getattr(last, field).isoformat(), last.pk])


def by_name(rows: "QuerySet[M]", page: Page) -> tuple[list[M], str | None]:
    """The same by `sort_key`, in order of the alphabet."""
    if page.cursor:
        name, pk = _read(page.cursor, moment=False)
        rows = rows.filter(Q(sort_key__gt=name) | Q(sort_key=name, pk__gt=pk))
    found = list(rows.order_by("sort_key", "pk")[: page.limit + 1])
    if len(found) <= page.limit:
        return found, None
    last: Any = found[page.limit - 1]
    return found[: page.limit], _write([last.sort_key, last.pk])


def _write(place: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read(cursor: str, moment: bool = True) -> tuple[Any, int]:
    try:
        place, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        value = parse_datetime(place) if moment else str(place)
        if value is None or not isinstance(pk, int) or isinstance(pk, bool) or not 0 <= pk < 2**63:
            raise ValueError(cursor)
        if isinstance(value, str) and "\x00" in value:
            raise ValueError(cursor)
    except (ValueError, TypeError, binascii.Error, UnicodeError) as fault:
        raise ValidationError({"cursor": _("Use the cursor of the page before, unchanged.")}) from fault
    return value, pk
