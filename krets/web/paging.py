"""Lists by the page, without counting: one query for the rows and one row more to know if there is a next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from krets.db.prepared import Rows

T = TypeVar("T")
SIZE = 20
DEEPEST = 1000  # pages; further down, a filter helps and an address that was guessed does not


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page. `web/pagination.html` draws the way to the others."""

    rows: list[T]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_next or self.has_previous

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1


def page_of(request: HttpRequest, rows: "QuerySet[Any, T] | Sequence[T] | Rows[T]", size: int = SIZE) -> Page[T]:
    """The page that `?page=` names. A page that does not exist is 404, but the first always does."""
    given = request.GET.get("page", "1")
    if not given.isdecimal() or len(given) > len(str(DEEPEST)) or not 1 <= int(given) <= DEEPEST:
        raise Http404
    number = int(given)
    found = list(rows[(number - 1) * size : number * size + 1])
    if not found and number > 1:
        raise Http404
    return Page(found[:size], number, len(found) > size)
