"""What the pages of asks show a reader."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from krets.asks.models import Answer, AnswerDraft, Ask, Draft, Suggestion, WriteUp
from krets.asks.rules.seeing import answered_by, answers_in, own, own_answers, visible, visible_answers
from krets.cases.models import Case
from krets.db import readers
from krets.db.prepared import Rows, prepared
from krets.db.readers import Reader
from krets.files.models import File
from krets.networks.models import Unit
from krets.people.models import Person


@dataclass(frozen=True)
class Counts:
    """Of the answers that the reader may read.

    organisations: named ones; others: not the reader's own; own_unnamed: the reader's own without a name.
    """

    answers: int
    organisations: int
    unnamed: int
    helped: int
    others: int
    own_unnamed: int


def listed(reader: Reader, choice: str = "all", unit: Unit | None = None) -> "QuerySet[Ask]":
    """The reader's list, newest first. `choice` is all, open, unanswered or mine."""
    asks: QuerySet[Ask] = own(reader) if choice == "mine" else Ask.objects.readable(reader)
    if choice in ("open", "unanswered"):
        asks = asks.filter(closing=None)
    if choice == "unanswered":
        asks = asks.filter(answer_count=0)
    return asks if unit is None else asks.filter(readers__contains=[readers.unit(unit.pk)])


def listed_rows(reader: Reader, choice: str, unit: Unit | None) -> Rows[Ask]:
    """The same for the page, with what a row shows."""
    tokens = [] if unit is None else [readers.unit(unit.pk)]
    return _listed.rows(reader, *tokens, choice=choice)


@prepared
def _listed(reader: Reader, *unit: str, choice: str) -> "QuerySet[Ask]":
    asks = listed(reader, choice).select_related("writer", "organisation", "closing")
    asks = asks.defer("body", "effect_sought", "closing__used_for")
    return asks.filter(readers__contains=list(unit)) if unit else asks


# Of people and organisations no page of asks shows more than who and where.
_UNSHOWN = tuple(f"writer__{name}" for name in ("sort_key", "title", "languages", "created")) + tuple(
    f"organisation__{name}" for name in ("sort_key", "nuts", "website")
)


def one(reader: Reader, key: str) -> Ask | None:
    """The ask of this name, if the reader may know of it. One query."""
    return next(iter(_named(reader, key)), None)


@prepared
def _named(reader: Reader, key: str) -> "QuerySet[Ask]":
    asks = visible(reader).filter(key=key).select_related("writer", "organisation", "closing")
    asked = Suggestion.objects.filter(ask=OuterRef("pk")).order_by().values("ask").annotate(n=Count("pk"))
    return asks.defer("message_id", "begins", *_UNSHOWN).annotate(
        asked_so_far=Coalesce(Subquery(asked.values("n")), 0),
        has_files=Exists(Ask.files.through.objects.filter(ask=OuterRef("pk"))),
        has_write_ups=Exists(WriteUp.objects.filter(ask=OuterRef("pk"))),
    )


def files_of(ask: Ask) -> list[File]:
    """Those of the ask itself. At most one query."""
    return _files(ask.pk) if getattr(ask, "has_files", True) else []


@prepared
def _files(ask: int) -> "QuerySet[File]":
    return File.objects.filter(asks=ask).only("key", "name", "size").order_by("pk")


def attached(key: str, reader: Reader) -> "QuerySet[File]":
    """Files of the ask of this name and of its answers, as far as the reader may read them."""
    asks, answers = visible(reader).filter(key=key), visible_answers(reader).filter(ask__key=key)
    return File.objects.filter(
        Exists(Ask.files.through.objects.filter(file=OuterRef("pk"), ask__in=asks))
        | Exists(Answer.files.through.objects.filter(file=OuterRef("pk"), answer__in=answers))
    )


def leaves_trace(reader: Reader, key: str, file: File) -> bool:
    """Whether it is written down that the reader took this file: neither a public one nor one's own."""
    mine = Exists(Ask.files.through.objects.filter(file=OuterRef("pk"), ask__in=own(reader))) | Exists(
        Answer.files.through.objects.filter(file=OuterRef("pk"), answer__in=own_answers(reader))
    )
    public = attached(key, readers.STRANGER).filter(pk=file.pk)
    return not File.objects.filter(mine, pk=file.pk).exists() and not public.exists()


def answer_rows(ask: Ask, reader: Reader) -> Rows[Answer]:
    """`answers_of` for the page, without files. One query a page."""
    return _answers.rows(ask.pk, reader)


def look_at(answers: list[Answer], ask: Ask, reader: Reader, *, mine: bool) -> None:
    """Gives each its files as `attached`, and as `look` all that its words and head depend on.

    At most one query.
    """
    filed = [answer.pk for answer in answers if getattr(answer, "has_files", True)]
    rows = _attached(filed) if filed else []
    thanks = None if mine else _name(ask.writer, reader)
    for answer in answers:
        answer.attached = [row.file for row in rows if row.answer_id == answer.pk]
        helped = hasattr(answer, "thanks") and (True, thanks)
        answer.look = (
            *(answer.key, answer.body, answer.language, answer.outline if answer.unnamed else ""),
            *(_name(answer.writer, reader), answer.organisation and answer.organisation.name),
            *(answer.no_effect, answer.only_asker, answer.narrowed, helped),
        )


def _name(person: Person | None, reader: Reader) -> str | None:
    return person.name if person is not None and reader.reads(person) else None


@prepared
def _attached(answers: list[int]) -> "QuerySet[Any]":
    rows = Answer.files.through.objects.filter(answer__within=answers).order_by("pk")
    return rows.select_related("file").only("answer", "file__key", "file__name", "file__size")


@prepared
def _answers(ask: int, reader: Reader) -> "QuerySet[Answer]":
    filed = Answer.files.through.objects.filter(answer=OuterRef("pk"))
    return answers_of(ask, reader).prefetch_related(None).only(*_IN_AN_ANSWER).annotate(has_files=Exists(filed))


_IN_AN_ANSWER = (
    "key", "writer", "organisation", "shown_as", "language", "body", "no_effect", "only_asker", "narrowed",
    "posted", "writer__readers", "writer__key", "writer__name", "organisation__slug", "organisation__name",
    "case__readers", "case__key", "case__language", "case__title", "case__published", "thanks__answer",
)  # fmt: skip


def answers_of(ask: Ask | int, reader: Reader) -> "QuerySet[Answer]":
    """Of an ask that the reader reads: in the order they came, with all that a page shows of them."""
    return (
        answers_in(reader, ask)
        .select_related("writer", "organisation", "thanks", "case")
        .prefetch_related("files")
    )


def answers_by_others(ask: Ask, reader: Reader) -> "QuerySet[Answer]":
    """What the asker can thank for."""
    return answers_of(ask, reader).exclude(answered_by(reader.person or 0))


def counts(ask: Ask, reader: Reader) -> Counts:
    """One query."""
    return next((Counts(*row) for row in _counts(ask.pk, reader)), Counts(0, 0, 0, 0, 0, 0))


@prepared
def _counts(ask: int, reader: Reader) -> "QuerySet[Answer, tuple[int, ...]]":
    counts = {
        "answers": Count("pk"),
        "organisations": Count("organisation", distinct=True),
        "unnamed": Count("pk", filter=Q(writer=None)),
        "helped": Count("thanks"),
        "others": Count("pk", filter=~answered_by(reader.person or 0)),
        "own_unnamed": Count("pk", filter=answered_by(reader.person or 0) & Q(writer=None)),
    }
    found = answers_in(reader, ask).order_by().values(all=Value(1))
    return found.annotate(**counts).values_list(*counts)


@dataclass(frozen=True)
class WrittenUp:
    """Cases that came of the ask and that the reader may read; and the answers whose writers were invited."""

    cases: list[Case]
    invited: set[int]


def written_up(ask: Ask, reader: Reader) -> WrittenUp:
    """Nothing with a name stands beside its unnamed source, or the other way round: one would name the other."""
    rows = _write_ups(ask.pk) if getattr(ask, "has_write_ups", True) else []
    cases = [
        row.case
        for row in rows
        if row.case.published is not None
        and not set(row.case.readers).isdisjoint(reader.tokens)
        and row.case.unnamed == (row.answer or ask).unnamed
    ]
    return WrittenUp(cases, {row.answer_id for row in rows if row.answer_id is not None})


@prepared
def _write_ups(ask: int) -> "QuerySet[WriteUp]":
    return (
        WriteUp.objects.filter(ask=ask)
        .select_related("case", "answer")
        .only(
            *("ask", "answer__shown_as", "case__readers", "case__shown_as", "case__published"),
            *("case__key", "case__language", "case__title", "case__outcome"),
        )
    )


def oneself(reader: Reader) -> Person:
    """The reader, with organisation. One query; 403 for who is nobody."""
    person: Person | None = Person.objects.select_related("organisation").filter(pk=reader.person or 0).first()
    if person is None:
        raise PermissionDenied
    return person


def answer_draft_of(reader: Reader, ask: Ask) -> AnswerDraft | None:
    """What the reader has typed in answer to it and not posted."""
    return next(iter(_answer_draft(reader, ask.pk)), None)


@prepared
def _answer_draft(reader: Reader, ask: int) -> "QuerySet[AnswerDraft]":
    return AnswerDraft.objects.filter(person_id=reader.person or 0, ask=ask).only("typed", "at")


def draft_of(reader: Reader) -> Draft | None:
    """What the reader has typed and not posted."""
    draft: Draft | None = Draft.objects.filter(person_id=reader.person or 0).first()
    return draft if draft is not None and draft.typed else None
