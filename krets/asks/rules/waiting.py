"""What of asks waits for somebody, and what is theirs: for the start page."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from krets.asks.models import Answer, Ask, Suggestion, Thanks, WriteUp
from krets.asks.rules.seeing import answered_by, own
from krets.asks.rules.suggested import because_now
from krets.cases.rules import drafts
from krets.db.clock import today
from krets.db.prepared import prepared
from krets.db.readers import Reader

SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """kind: answer, thank, close or write_up; `key` is the ask's, for write_up the case's.

    who wrote it is `ask`; because: why this person is asked; count: answers to thank for.
    """

    kind: str
    key: str
    title: str
    ask: Ask
    because: str = ""
    count: int = 0
    deadline: date | None = None


@dataclass(frozen=True)
class Mine:
    """The reader's newest asks, and how many are open and could be closed."""

    asks: list[Ask] = field(default_factory=list)
    open: int = 0
    to_close: int = 0


def waiting_for(reader: Reader) -> list[Waiting]:
    """What the reader was asked, has answers to, and was invited to write up. Three queries."""
    if reader.person is None:
        return []
    return [*_to_answer(reader), *_to_thank_or_close(reader), *_to_write_up(reader)]


def mine(reader: Reader, newest: int = 5) -> Mine:
    """One query."""
    asks = _newest(reader) if reader.person is not None else []
    still_open = [ask for ask in asks if ask.is_open]
    return Mine(asks[:newest], len(still_open), sum(_can_be_closed(ask) for ask in still_open))


@prepared
def _newest(reader: Reader) -> "QuerySet[Ask]":
    asks = _with_thanks(own(reader)).select_related("closing")
    return asks.defer("body", "effect_sought", "closing__used_for")[:SHOWN]


def _to_answer(reader: Reader) -> list[Waiting]:
    return [
        Waiting("answer", row.ask.key, row.ask.title, row.ask, because_now(row), deadline=row.ask.deadline)
        for row in _suggested(reader)
    ]


@prepared
def _suggested(reader: Reader) -> "QuerySet[Suggestion]":
    answered = Answer.objects.filter(answered_by(reader.person), ask=OuterRef("ask"))
    # The ask's rule once more, at the ask of each suggestion: a suggestion is of nobody's own ask.
    rows = Suggestion.objects.filter(person_id=reader.person or 0, reply="", ask__closing=None)
    return (
        rows.filter(~Exists(answered), ask__readers__shares=reader.tokens)
        .select_related("ask__writer")
        .defer("ask__body", "ask__effect_sought")
        .order_by("-sent")[:SHOWN]
    )


def _to_thank_or_close(reader: Reader) -> list[Waiting]:
    found = []
    for ask in _open(reader):
        answers: int = ask.others  # type: ignore[attr-defined]
        if answers and not _is_thanked(ask):
            found.append(Waiting("thank", ask.key, ask.title, ask, count=answers, deadline=ask.deadline))
        elif _can_be_closed(ask):
            found.append(Waiting("close", ask.key, ask.title, ask, count=answers, deadline=ask.deadline))
    return found


@prepared
def _open(reader: Reader) -> "QuerySet[Ask]":
    others = Answer.objects.filter(ask=OuterRef("pk")).exclude(answered_by(reader.person or 0)).order_by()
    count = Coalesce(Subquery(others.values("ask").annotate(n=Count("pk")).values("n")), 0)
    asks = _with_thanks(own(reader).filter(closing=None)).annotate(others=count)
    return asks.defer("body", "effect_sought")[:SHOWN]


def _to_write_up(reader: Reader) -> list[Waiting]:
    return [Waiting("write_up", row.case.key, row.case.title, row.ask) for row in _begun(reader)]


@prepared
def _begun(reader: Reader) -> "QuerySet[WriteUp]":
    rows = WriteUp.objects.filter(case__in=drafts(reader), answer__isnull=False).order_by("-at")
    return rows.select_related("case", "ask").only(
        "case__key", "case__title", "ask__key", "ask__language", "ask__title"
    )[:SHOWN]


def _with_thanks(asks: "QuerySet[Ask]") -> "QuerySet[Ask]":
    return asks.annotate(thanked=Exists(Thanks.objects.filter(answer__ask=OuterRef("pk"))))


def _can_be_closed(ask: Ask) -> bool:
    return _is_thanked(ask) or (ask.deadline is not None and ask.deadline < today())


def _is_thanked(ask: Ask) -> bool:
    return bool(ask.thanked)  # type: ignore[attr-defined] # annotated by _with_thanks
