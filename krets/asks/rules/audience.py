"""Who reads an ask or an answer, as tokens."""

from collections.abc import Iterable

from django.db.models import QuerySet

from krets.asks.models import Answer, Ask
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

    An unnamed writer reads the own answer by its hidden row: a token of theirs would name them. An unnamed asker
    reads by theirs what others read too.
    """
    if audience == Width.SAME:
        return list(ask.readers)
    asker = person_behind(ask) if audience == Width.ASKER else ask.writer_id
    both = [asker] if unnamed else [asker, by.pk]
    tokens = [readers.person(number) for number in both if number is not None]
    return readers.clean([*tokens, *(tokens_of(units, people) if audience == Width.UNITS else [])])


def narrower_units(reader: Reader, ask: Ask) -> "QuerySet[Unit]":
    """Units whose members an answer can be kept to: the ask's and those under them, the reader's own alone."""
    return counted_units(reader).filter(pk__in=within(units_in(ask.readers)).values("pk"))


def told_readers(answer: Answer, ask: Ask) -> tuple[list[str], list[str]]:
    """The tokens of who reads an answer, and of whom they must be too; none that would tell an unnamed asker."""
    if not answer.narrowed:
        return list(ask.readers), []
    asker = [] if ask.writer_id is None else [readers.person(ask.writer_id)]
    told = [] if answer.only_asker and ask.unnamed else answer.readers
    return list(told), [*ask.readers, *asker]
