"""Who keeps an organisation's records, and what they are.

What staff wrote in service and what came to them may be public records of their organisation (in Sweden TF
chapter 2), wherever it is kept. Its registrar reads that, also what was shared without a name, but never whose it
was. All of it is asked for as `home.records`, here and in `record_rows.py` alone, and each question names the
organisation.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from krets.asks.models import Answer, AnswerWriter, Ask, AskWriter
from krets.cases.models import Case, CaseWriter, Withdrawal
from krets.db.readers import Reader
from krets.people.models import Organisation, RecordsNumber, Registrar

ASK, ANSWER, RECEIVED, CASE = "ask", "answer", "received", "case"
Found = tuple[str, int, datetime]  # kind, number of the row, and when others could read it


@dataclass(frozen=True)
class Period:
    """Days, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def of(self, column: str) -> Q:
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{column}__gte": _midnight(self.since)})
        if self.until is not None:
            found &= Q(**{f"{column}__lt": _midnight(self.until + timedelta(days=1))})
        return found

    def of_days(self, column: str) -> Q:
        """The same for a column that has a day and no moment."""
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{column}__gte": self.since})
        return found & Q(**{f"{column}__lte": self.until}) if self.until is not None else found

    def __str__(self) -> str:
        return f"{self.since or ''}–{self.until or ''}"


def registrar_of(reader: Reader, slug: str) -> Organisation | None:
    """The organisation of this name, if the reader keeps its records now. One query, found or not."""
    if reader.person is None:
        return None
    now = Registrar.objects.filter(person_id=reader.person, organisation__slug=slug, ended=None)
    found = now.select_related("organisation").first()
    return found.organisation if found is not None else None


def listed(
    organisation: Organisation, period: Period, *, numbered: bool | None = None, kind: str = "", key: str = ""
) -> "QuerySet[Any, Found]":
    """What its staff wrote and what came to them, newest first; only as `home.records`.

    numbered: only with, or only without a number of the organisation's; kind and key: only this one.
    """
    parts = []
    for name, rows in _rows(organisation).items():
        found = rows.filter(period.of("at"))
        if numbered is not None:
            found = found.filter(_has_number(organisation, name) if numbered else ~_has_number(organisation, name))
        if kind:
            found = found.filter(key=key) if kind == _kind_of(name) else found.none()
        parts.append(found.annotate(what=Value(name, CharField())).order_by().values_list("what", "pk", "at"))
    first, *others = parts
    every: QuerySet[Any, Found] = first.union(*others, all=True)
    return every.order_by("-at", "what", "-pk")


def item_of(organisation: Organisation, kind: str, key: str) -> Any:
    """The ask, answer or case of this name that staff wrote, to be changed by its room's verb."""
    return _rows(organisation)[kind].get(key=key)


def _rows(organisation: Organisation) -> "dict[str, QuerySet[Any]]":
    asks = _by(organisation, Ask.objects.all(), AskWriter.objects.all(), "ask")
    answers = _by(organisation, Answer.objects.all(), AnswerWriter.objects.all(), "answer")
    cases = _by(organisation, Case.objects.all(), CaseWriter.objects.all(), "case")
    shared = Q(published__isnull=False) | Exists(Withdrawal.objects.filter(case=OuterRef("pk")))
    received = Answer.objects.filter(ask__in=asks.values("pk")).exclude(pk__in=answers.values("pk"))
    return {
        ASK: asks.annotate(at=F("posted")),
        ANSWER: answers.annotate(at=F("posted")),
        RECEIVED: received.annotate(at=F("posted")),
        CASE: cases.filter(shared).annotate(at=Coalesce("published", "edited")),  # a draft is no record
    }


def _by(organisation: Organisation, rows: Any, hidden: Any, column: str) -> "QuerySet[Any]":
    """Those that staff wrote, with a name or without."""
    unnamed = hidden.filter(organisation=organisation).values(column)
    written: QuerySet[Any] = rows.filter(Q(organisation=organisation) | Q(pk__in=unnamed))
    return written


def _has_number(organisation: Organisation, name: str) -> Exists:
    numbers = RecordsNumber.objects.filter(organisation=organisation, kind=_kind_of(name), key=OuterRef("key"))
    return Exists(numbers)


def _kind_of(name: str) -> str:
    return ANSWER if name == RECEIVED else name


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
