"""What lists of cases hold, in their order; each page a few prepared queries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from krets.cases.models import Case, MineFirst, Question, Review, halves
from krets.cases.rules.seeing import oneself, own, published
from krets.db.clock import today
from krets.db.prepared import Rows, prepared
from krets.db.readers import Reader
from krets.networks.models import BEFORE_AWARD, Unit
from krets.people.models import Organisation


def narrowed(cases: "QuerySet[Case]", chosen: Mapping[str, str]) -> "QuerySet[Case]":
    """Those of these cases that a reader chose: outcome, kind, size, theme, phase, unit, topic (words or CPV)."""
    columns = {"outcome": "outcome", "kind": "authority_type", "phase": "phase"}
    wanted: dict[str, Any] = {column: chosen[name] for name, column in columns.items() if chosen.get(name)}
    if unit := chosen.get("unit"):
        wanted["units__slug"] = unit
    if theme := chosen.get("theme"):
        wanted["themes__contains"] = [theme]
    cases = cases.filter(**wanted)
    if size := chosen.get("size"):
        cases = cases.filter(Q(authority_size=size) | Q(authority_size="", shown_as__contains={"sizes": [size]}))
    topic = chosen.get("topic", "")
    digits = topic.split("-")[0]
    if digits.isdecimal() and 2 <= len(digits) <= 8:
        groups = [digits[:3]] if len(digits) > 2 else [f"{digits}{third}" for third in range(10)]
        return cases.filter(cpv_groups__overlap=groups)
    return cases.filter(Q(subject__icontains=topic) | Q(title__icontains=topic)) if topic else cases


def first_like(reader: Reader, cases: "QuerySet[Case]") -> "MineFirst | QuerySet[Case]":
    """The order of lists: organisations like the reader's first, newest first. One query here."""
    mine = _organisation_of(reader)
    return cases if mine is None else MineFirst(cases, mine.kind, mine.size)


def first_rows(reader: Reader, *, like_mine: bool) -> "MineFirst | Rows[Case]":
    """All that a list shows when nothing is chosen, in either order. At most three queries a page."""
    mine = _organisation_of(reader) if like_mine else None
    return _newest.rows(reader) if mine is None else _LikeMineFirst(reader, mine)


class _LikeMineFirst(MineFirst):
    """The same as MineFirst of all that is published, with prepared queries."""

    def __init__(self, reader: Reader, mine: Organisation) -> None:
        super().__init__(published(reader), mine.kind, mine.size)
        self.reader = reader

    def halves(self, start: int, stop: int) -> Any:
        return _halves(self.reader, self.kind, self.size, start=start, stop=stop)

    def found(self, pks: list[int]) -> dict[int, Case]:
        return {case.pk: case for case in _published(self.reader, pks)}


@prepared
def _halves(reader: Reader, kind: str, size: str, *, start: int, stop: int) -> Any:
    return halves(published(reader), kind, size, start, stop)


@prepared
def _published(reader: Reader, pks: list[int]) -> "QuerySet[Case]":
    return in_short(published(reader).filter(pk__within=pks))


@prepared
def _newest(reader: Reader) -> "QuerySet[Case]":
    return in_short(published(reader))


def of_unit(reader: Reader, unit: Unit) -> Rows[Case]:
    """What is shared in a unit, newest first."""
    return _of_unit.rows(reader, unit.pk)


@prepared
def _of_unit(reader: Reader, unit: int) -> "QuerySet[Case]":
    return in_short(published(reader).filter(units=unit))


def in_short(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """With what a row of a list shows, and without the long texts."""
    return cases.select_related("organisation").only(*_ROW)


_ROW = (
    "key", "title", "language", "outcome", "phase", "award_date", "pitfall", "shown_as", "with_evidence",
    "reuse_count", "still_valid", "confirmed", "published", "edited", "cpv", "authority_type", "authority_size",
    "organisation__name", "organisation__inhabitants",
)  # fmt: skip


def own_published(reader: Reader) -> Rows[Case]:
    """The reader's published cases, newest first, to name them."""
    return _own_published.rows(reader)


@prepared
def _own_published(reader: Reader) -> "QuerySet[Case]":
    return own(reader).filter(published__isnull=False).only("key", "title", "language")


def drafts(reader: Reader) -> "QuerySet[Case]":
    """What the reader has begun and not published, newest first."""
    return own(reader).filter(published__isnull=True).order_by("-edited", "-id")


def drafts_in_short(reader: Reader) -> list[Case]:
    """A few of them, to name them. One query."""
    return _drafts(reader) if reader.person is not None else []


@prepared
def _drafts(reader: Reader) -> "QuerySet[Case]":
    return drafts(reader).only("key", "title", "edited")[:4]


def waiting(reader: Reader, some: int) -> list[Case]:
    """Some of the reader's cases that wait for their word: a question (`asked`), whether the award is decided,
    whether it is still valid (`to_look_over`). One query."""
    return _waiting(reader, today(), some=some) if reader.person is not None else []


@prepared
def _waiting(reader: Reader, day: date, *, some: int) -> "QuerySet[Case]":
    waiting = _due(day) | Exists(_unanswered()) | Exists(_unreplied())
    cases = own(reader).filter(waiting, published__isnull=False)
    cases = cases.annotate(asked=Exists(_unreplied()), to_look_over=Exists(_unanswered()))
    return cases.only("key", "title", "language", "published", "phase", "award_date", "award_expected")[:some]


def awaiting(cases: "QuerySet[Case]", day: date) -> "QuerySet[Case]":
    """Those that wait for an award which was expected by this day."""
    return cases.filter(_due(day), published__isnull=False)


def to_review(reader: Reader) -> "QuerySet[Case]":
    """The reader's cases that wait for "still valid?"."""
    return own(reader).filter(Exists(_unanswered()), published__isnull=False)


def _due(day: date) -> Q:
    return Q(phase__in=BEFORE_AWARD, award_date=None, award_expected__lte=day)


def _unanswered() -> "QuerySet[Review]":
    return Review.objects.filter(case=OuterRef("pk"), answered=None)


def _unreplied() -> "QuerySet[Question]":
    return Question.objects.filter(case=OuterRef("pk"), reply=None)


def _organisation_of(reader: Reader) -> Organisation | None:
    person = oneself(reader)
    return person.organisation if person is not None else None
