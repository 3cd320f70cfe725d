"""Who reads an ask or an answer, as tokens."""

from collections.abc import Iterable

from django.db.models import QuerySet

from krets.asks.models import Answer, Ask
from krets.db import readers
from krets.db.readers import Reader
from krets.networks.models import Unit, Width
from krets.networks.rules import WhoReads, counted_units, tokens_of, units_in, who_reads, within
from krets.people.models import Person


def readers_of_answer(
    ask: Ask,
    by: Person | None = None,
    audience: str = Width.SAME,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
) -> list[str]:
    """The tokens of an answer. The asker always reads it.

    by: its writer; none for an unnamed one, who reads it by a hidden row: a token of theirs would name them.
    """
    if audience == Width.SAME:
        return [*ask.readers, readers.ASKER]
    own = [readers.person(by.pk)] if by is not None else []
    return [*own, *(tokens_of(units, people) if audience == Width.UNITS else []), readers.ASKER]


def narrower_units(reader: Reader, ask: Ask) -> "QuerySet[Unit]":
    """Units whose members an answer can be kept to: the ask's and those under them, the reader's own alone."""
    shared_in = units_in(ask.readers)
    return counted_units(reader, shared_in).filter(pk__in=within(shared_in).values("pk"))


def who_reads_answer(answer: Answer, ask: Ask, reader: Reader) -> WhoReads:
    """What a reader of the answer is told of who else reads it; nothing that would tell an unnamed asker."""
    if readers.ASKER not in answer.readers:  # taken down: who still sees it wrote it
        return who_reads([readers.person(reader.person or 0)], reader, mine=True)
    tokens, of_these = _told(answer, ask)
    return who_reads(tokens, reader, mine=False, within=of_these)


def _told(answer: Answer, ask: Ask) -> tuple[list[str], list[str]]:
    """The tokens of who reads an answer, and of whom they must be too."""
    if not answer.narrowed:
        return list(ask.readers), []
    asker = [] if ask.writer_id is None else [readers.person(ask.writer_id)]
    return [*(token for token in answer.readers if token != readers.ASKER), *asker], [*ask.readers, *asker]
