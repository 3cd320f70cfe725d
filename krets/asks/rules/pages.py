"""What the pages of asks show a reader."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from krets.asks.models import Answer, Ask, Draft, WriteUp
from krets.asks.rules.seeing import answered_by, own, visible_answers
from krets.cases.models import Case
from krets.db.readers import Reader
from krets.networks.models import Unit
from krets.people.models import Person


@dataclass(frozen=True)
class Counts:
    """Of the answers that the reader may read. `organisations`: named ones; `others`: not the reader's own."""

    answers: int
    organisations: int
    unnamed: int
    helped: int
    others: int


def listed(reader: Reader, choice: str = "all", unit: Unit | None = None) -> "QuerySet[Ask]":
    """The reader's list, newest first. `choice` is all, open, unanswered or mine."""
    asks: QuerySet[Ask] = own(reader) if choice == "mine" else Ask.objects.readable(reader)
    if choice in ("open", "unanswered"):
        asks = asks.filter(closing=None)
    if choice == "unanswered":
        asks = asks.filter(answer_count=0)
    if unit is not None:
        asks = asks.filter(readers__contains=[f"unit:{unit.pk}"])
    return asks


def answers_of(ask: Ask, reader: Reader) -> "QuerySet[Answer]":
    """In the order they came, with all that a page shows of them."""
    return (
        visible_answers(reader)
        .filter(ask=ask)
        .select_related("writer", "organisation", "thanks", "case")
        .prefetch_related("files")
    )


def answers_by_others(ask: Ask, reader: Reader) -> "QuerySet[Answer]":
    """What the asker can thank for."""
    return answers_of(ask, reader).exclude(answered_by(reader.person or 0))


def counts(ask: Ask, reader: Reader) -> Counts:
    """One query."""
    found = visible_answers(reader).filter(ask=ask).order_by()
    return Counts(
        **found.aggregate(
            answers=Count("pk"),
            organisations=Count("organisation", distinct=True),
            unnamed=Count("pk", filter=Q(writer=None)),
            helped=Count("thanks"),
            others=Count("pk", filter=~answered_by(reader.person or 0)),
        )
    )


@dataclass(frozen=True)
class WrittenUp:
    """Cases that came of the ask and that the reader may read; and the answers whose writers were invited."""

    cases: list[Case]
    invited: set[int]


def written_up(ask: Ask, reader: Reader) -> WrittenUp:
    """Nothing with a name stands beside its unnamed source, or the other way round: one would name the other."""
    rows = list(WriteUp.objects.filter(ask=ask).select_related("case", "answer"))
    cases = [
        row.case
        for row in rows
        if row.case.published is not None
        and not set(row.case.readers).isdisjoint(reader.tokens)
        and row.case.unnamed == (row.answer or ask).unnamed
    ]
    return WrittenUp(cases, {row.answer_id for row in rows if row.answer_id is not None})


def oneself(reader: Reader) -> Person:
    """The reader, with organisation. One query; 403 for who is nobody."""
    person: Person | None = Person.objects.select_related("organisation").filter(pk=reader.person or 0).first()
    if person is None:
        raise PermissionDenied
    return person


def draft_of(reader: Reader) -> Draft | None:
    """What the reader has typed and not posted."""
    draft: Draft | None = Draft.objects.filter(person_id=reader.person or 0).first()
    return draft if draft is not None and draft.typed else None
