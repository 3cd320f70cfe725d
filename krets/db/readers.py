"""Reader tokens: the one list that says who reads what.

A protected row carries the tokens it may be read with; a reader holds some. A row is read when they share
one. The same list feeds `rules.visible`, the search index and the policies of the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

PUBLIC = "public"  # anybody, signed in or not
BUYERS = "buyers"  # every signed-in person whose employer falls under procurement law
ASKER = "asker"  # of an answer: whoever asked, whom a token of theirs would name


def unit(pk: int) -> str:
    return f"unit:{pk}"


def person(pk: int) -> str:
    return f"person:{pk}"


@dataclass(frozen=True)
class Reader:
    """Who reads: a person, a stranger, or a named part of the system.

    `tokens` is what they hold. `system` names a job, clockwork or operator's command, which reads every
    row; `docs/identity.md` lists them with their reach.
    """

    person: int | None
    tokens: tuple[str, ...]
    system: str = ""
    name: str = ""

    @property
    def is_stranger(self) -> bool:
        return self.person is None and not self.system

    @property
    def is_buyer(self) -> bool:
        """Signed in, with an employer that falls under procurement law."""
        return self.person is not None and BUYERS in self.tokens

    @property
    def is_member(self) -> bool:
        """In some unit, and so with somebody to ask."""
        return any(token.startswith("unit:") for token in self.tokens)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""

    def reads(self, row: "Readable | None") -> bool:
        """Whether a row that came along with another, such as the writer of an ask, is for this reader."""
        return row is not None and (bool(self.system) or not set(self.tokens).isdisjoint(row.readers))

    @classmethod
    def of_system(cls, name: str) -> "Reader":
        return cls(None, (PUBLIC, BUYERS), system=name)


STRANGER = Reader(None, (PUBLIC,))

M = TypeVar("M", bound=models.Model)


def shared_with(reader: Reader) -> models.Q:
    """Rows that carry one of the reader's tokens."""
    return models.Q(readers__shares=reader.tokens)


class ReadableQuerySet(models.QuerySet[M]):
    def readable(self, reader: Reader) -> "ReadableQuerySet[M]":
        return self if reader.system else self.filter(shared_with(reader))


class Readable(models.Model):
    """A row that says with which tokens it is read."""

    readers = ArrayField(models.CharField(max_length=40), default=list)

    objects: Any = ReadableQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["readers"], name="%(app_label)s_%(class)s_readers")]


def clean(tokens: Iterable[str]) -> list[str]:
    """Tokens without doubles, in a fixed order; `public` and `buyers` swallow narrower ones."""
    kept = set(tokens)
    if PUBLIC in kept:
        return [PUBLIC]
    if BUYERS in kept:
        return [BUYERS]
    return sorted(kept)
