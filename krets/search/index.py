"""What the rooms tell the index. A row of `Document` commits with the fact; the indexer follows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from krets.search.models import Document


@dataclass(frozen=True)
class Doc:
    """How a row appears in the index. `key` is its public name, `readers` its reader tokens."""

    kind: str
    key: str
    language: str
    title: str
    body: str
    readers: tuple[str, ...]
    at: datetime
    facets: dict[str, Any] = field(default_factory=dict)
    terms: tuple[str, ...] = ()


def put(doc: Doc) -> None:
    """Make the index show this, from the moment the transaction commits."""
    put_many([doc])


def put_many(docs: Iterable[Doc]) -> None:
    changed = _transaction()
    Document.objects.bulk_create(
        [
            Document(
                kind=doc.kind,
                key=doc.key,
                language=doc.language,
                title=doc.title[:600],
                body=doc.body,
                readers=list(doc.readers),
                at=doc.at,
                facets=doc.facets,
                terms=list(doc.terms),
                changed=changed,
            )
            for doc in docs
        ],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["language", "title", "body", "readers", "at", "facets", "terms", "deleted", "changed"],
    )


def remove(kind: str, key: str) -> None:
    """Make the index forget this."""
    Document.objects.filter(kind=kind, key=key).update(
        deleted=True, title="", body="", readers=[], facets={}, terms=[], changed=_transaction()
    )


def _transaction() -> int:
    if not connection.in_atomic_block:
        raise RuntimeError("The index is told in the very transaction that changes the row.")
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        row = cursor.fetchone()
    return int(row[0])
