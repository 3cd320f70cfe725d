"""Pages by cursor: a cursor is the place where the page before ended, so nothing is skipped or counted."""

from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Schema

M = TypeVar("M", bound=Model)
T = TypeVar("T")
SALT = "krets.api.cursor"  # signed, so that what comes back is what went out and needs no second look


class Page(Schema):
    """How much, and from where."""

    limit: int = Field(20, ge=1, le=100, description="How many at most.")
    cursor: str = Field(
        "",
        max_length=3000,
        pattern=r"^[^\x00]*$",
        description="The `next` of the page before; leave it out for the first page.",
    )


class Listed(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="The cursor of the next page; null when this is the last.")


def newest_first(rows: "QuerySet[M]", page: Page, field: str) -> tuple[list[M], str | None]:
    """One page of `rows` by a moment, newest first, and the next page's cursor or None."""
    return _cut(rows, page, field, "key", before="lt", sign="-")


def oldest_first(rows: "QuerySet[M]", page: Page, field: str) -> tuple[list[M], str | None]:
    """The same, oldest first: a thread in the order it was written."""
    return _cut(rows, page, field, "key", before="gt", sign="")


def by_name(rows: "QuerySet[M]", page: Page, name: str = "key") -> tuple[list[M], str | None]:
    """The same by `sort_key`, in order of the alphabet. `name` is the field with the public name."""
    return _cut(rows, page, "sort_key", name, before="gt", sign="")


def number_of(page: Page) -> int:
    """For what is paged by number underneath: which page the cursor means, from 1."""
    return int(_read(page.cursor)[0]) if page.cursor else 1


def cursor_to(number: int) -> str:
    return signing.dumps([number, ""], salt=SALT, compress=True)


def _cut(
    rows: "QuerySet[M]", page: Page, field: str, name: str, *, before: str, sign: str
) -> tuple[list[M], str | None]:
    # Ties are broken by the public name: a row's number would tell how many rows there are.
    if page.cursor:
        place, last = _read(page.cursor)
        beyond = Q(**{f"{field}__{before}": place}) | Q(**{field: place, f"{name}__{before}": last})
        rows = rows.filter(beyond, **{f"{field}__{before}e": place})
    found = list(rows.order_by(f"{sign}{field}", f"{sign}{name}")[: page.limit + 1])
    if len(found) <= page.limit:
        return found, None
    ended = found[page.limit - 1]
    place = getattr(ended, field)
    place = place.isoformat() if isinstance(place, date) else place  # a datetime is a date too
    return found[: page.limit], signing.dumps([place, getattr(ended, name)], salt=SALT, compress=True)


def _read(cursor: str) -> tuple[Any, str]:
    try:
        place, name = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as fault:
        raise ValidationError({"cursor": _("Use the cursor of the page before, unchanged.")}) from fault
    return place, name
