"""Who reads an ask or an answer, as tokens."""

from collections.abc import Iterable

from django.db.models import QuerySet

from krets.asks.models import Ask
from krets.asks.rules.seeing import person_behind
from krets.db import readers
from krets.db.readers import Reader
from krets.networks.models import Unit, Width
from krets.networks.rules import counted_units, tokens_of, units_in, within
from krets.people.models import Person


def readers_of_answer(
    ask: Ask, by: Person, audience: str, units: Iterable[Unit], people: Iterable[Person], *, unnamed: bool
) -> list[str]:
    """The tokens of an answer. The asker always reads it.

    An unnamed writer reads the own answer by its hidden row: a token of theirs would name them.
    """
    if audience == Width.SAME:
        return list(ask.readers)
    asker = person_behind(ask)
    both = [asker] if unnamed else [asker, by.pk]
    tokens = [readers.person(number) for number in both if number is not None]
    return readers.clean([*tokens, *(tokens_of(units, people) if audience == Width.UNITS else [])])


def narrower_units(reader: Reader, ask: Ask) -> "QuerySet[Unit]":
    """Units whose members an answer can be kept to: the ask's and those under them, the reader's own alone."""
    return counted_units(reader).filter(pk__in=within(units_in(ask.readers)).values("pk"))
