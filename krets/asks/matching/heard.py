"""What was asked and answered so far, as the engine hears it: the latest of it, in the order it was said.

Kept by the process that chooses, and told only what is new; made anew when something was taken down or came late.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Left

from krets.asks.models import Answer, Ask
from krets.engines.matching.ledger import Ledger, Letter

DAY = 86_400  # seconds
ASKS = 3000  # what is older than the latest weighs nothing any more: half in half a year
ANSWERS = 9000
LONGEST = 4000  # characters of each that are read


@dataclass(frozen=True, slots=True)
class State:
    """The newest rows by number, and how many there are."""

    ask: int
    asks: int
    answer: int
    answers: int


@dataclass
class _Kept:
    state: State | None = None
    heard: Ledger | None = None
    until: float = 0.0


_kept, _lock = _Kept(), threading.Lock()


def ledger() -> Ledger:
    """Of all asks and named answers; what was taken down is left out."""
    state = State(*_rows(_asks()), *_rows(_answers()))
    with _lock:
        if _kept.heard is None or _kept.state is None or not _continues(_kept.state, state):
            _kept.heard, _kept.state, _kept.until = Ledger(), State(0, 0, 0, 0), 0.0
        letters = list(_letters(_kept.state))
        if letters and min(letter.at for letter in letters) < _kept.until:
            _kept.heard, letters = Ledger(), list(_letters(State(0, 0, 0, 0)))
        for letter in sorted(letters, key=lambda letter: (letter.at, not letter.opens)):
            _kept.heard.hear(letter)
            _kept.until = letter.at
        _kept.state = state
        return _kept.heard


def _continues(before: State, now: State) -> bool:
    """Whether rows came and none went."""
    new_asks, new_answers = _asks().filter(pk__gt=before.ask), _answers().filter(pk__gt=before.answer)
    if before == now:
        return True
    return before.asks + new_asks.count() == now.asks and before.answers + new_answers.count() == now.answers


def _letters(since: State) -> Iterator[Letter]:
    asks = _asks().filter(pk__gt=since.ask).annotate(said=Left("body", LONGEST)).order_by("-posted")
    for person, posted, thread, said, topic, title in asks.values_list(
        "writer__key", "posted", "key", "said", "topic", "title"
    )[:ASKS]:
        yield Letter(person or "", posted.timestamp() / DAY, thread, f"{said}\n{topic}", title, opens=True)
    answers = _answers().filter(pk__gt=since.answer).annotate(said=Left("body", LONGEST)).order_by("-posted")
    for person, posted, thread, said in answers.values_list("writer__key", "posted", "ask__key", "said")[:ANSWERS]:
        yield Letter(person, posted.timestamp() / DAY, thread, said)


def _rows(rows: "QuerySet[Ask] | QuerySet[Answer]") -> tuple[int, int]:
    found = rows.order_by().aggregate(newest=Max("pk"), rows=Count("pk"))
    return found["newest"] or 0, found["rows"]


def _asks() -> "QuerySet[Ask]":
    return Ask.objects.filter(taken_down=None)


def _answers() -> "QuerySet[Answer]":
    return Answer.objects.filter(writer__isnull=False, taken_down=None, ask__taken_down=None)
