"""Rows of what the index found, as the reader may see them now: read again, ordered, put together and counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from krets.db.clock import now
from krets.db.prepared import prepared
from krets.db.readers import Reader
from krets.search import ranking
from krets.search.chain import Candidate
from krets.search.models import Document


class Short(NamedTuple):
    """What orders and counts a row."""

    pk: int
    kind: str
    key: str
    language: str
    facets: dict[str, Any]
    at: datetime


def read(reader: Reader, numbers: Iterable[int]) -> dict[int, Short]:
    """What the database lets this reader see now: the index may lag behind, and is not asked who may read."""
    # Where nothing was found the same query runs as where something is hidden.
    return {row[0]: Short._make(row) for row in _in_short(reader, [0, *numbers])}


@prepared
def _in_short(reader: Reader, numbers: list[int]) -> "QuerySet[Document, tuple[Any, ...]]":
    return whole.write(reader, numbers).values_list("pk", "kind", "key", "language", "facets", "at")


@prepared
def whole(reader: Reader, numbers: list[int]) -> "QuerySet[Document]":
    rows: QuerySet[Document] = Document.objects.readable(reader).filter(pk__within=numbers, deleted=False)
    return rows


def ranked(
    wanted: Mapping[int, Candidate], rows: Mapping[int, Short], like: Any | None, own: str = ""
) -> list[Short]:
    """own: the language that stands before all others."""
    moment = now()

    def worth(row: Short) -> tuple[bool, float, int]:
        parts = ranking.freshness(row.at, moment) + ranking.likeness(row.facets, like) + ranking.borrowed(row.kind)
        return not own or row.language in ("", own), wanted[row.pk].score + parts, row.pk

    return sorted((rows[pk] for pk in wanted if pk in rows), key=worth, reverse=True)


def threads(rows: Iterable[Short]) -> list[list[Short]]:
    """An ask and its answers as one, in the order of the best of each; every other row by itself."""
    found: dict[tuple[str, str], list[Short]] = {}
    for row in rows:
        found.setdefault(thread(row), []).append(row)
    return list(found.values())


def thread(row: Short) -> tuple[str, str]:
    return kind_of(row), row.facets.get("ask") or row.key


def kind_of(row: Short) -> str:
    return "ask" if row.kind == "answer" else row.kind


def values(rows: Iterable[Short], name: str) -> list[str]:
    """All that these rows have of a facet, each once."""
    given = (row.facets.get(name) for row in rows)
    several = [one for value in given for one in (value if isinstance(value, list) else [value])]
    return list(dict.fromkeys(str(one) for one in several if one not in (None, "")))


def count(values: Iterable[Iterable[str]]) -> dict[str, int]:
    return dict(Counter(one for several in values for one in several).most_common())
