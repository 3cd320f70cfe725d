"""Mail letters into threads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from krets.engines.contract import Faults
from krets.engines.threads.threader import (
    REMEMBERED,
    WINDOW_DAYS,
    Because,
    Message,
    Placed,
    State,
    Subject,
    Threader,
    clean_id,
    ids,
    is_answer,
    plain_subject,
)

__all__ = [
    "Because",
    "Message",
    "Placed",
    "Problem",
    "State",
    "Subject",
    "Thread",
    "Threader",
    "clean_id",
    "ids",
    "is_answer",
    "plain_subject",
    "thread",
]

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thread:
    """`root` and `members` are the caller's ids; members by date, the root first; `because` beside each."""

    key: str
    subject: str
    root: str
    members: tuple[str, ...]
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    messages: tuple[Message, ...]
    window_days: int = WINDOW_DAYS


def thread(messages: Iterable[Message], *, window_days: int = WINDOW_DAYS) -> tuple[Thread, ...]:
    """All letters at once, in any order; the threads by the date of their first letter.

    Of letters with the same message id only the first is a member: the others are its copies.
    """
    ordered = in_date_order(messages)
    faults = Faults()
    faults.once("messages", (message.id for message in ordered))
    faults.stop()
    threader = Threader(window_days=window_days, remembered=max(REMEMBERED, 8 * len(ordered)))
    members: dict[str, list[tuple[Message, Because]]] = {}
    for message in ordered:
        placed = threader.place(message)
        for key in placed.joins:
            members.setdefault(placed.thread, []).extend(members.pop(key, []))
        if placed.because != "duplicate":
            members.setdefault(placed.thread, []).append((message, placed.because))
    threads = [_thread(key, found) for key, found in members.items()]
    place = {message.id: at for at, message in enumerate(ordered)}
    return tuple(sorted(threads, key=lambda one: place[one.root]))


def in_date_order(messages: Iterable[Message]) -> list[Message]:
    """Oldest first; a letter without a date stays behind the one it stood behind."""
    dated: list[tuple[datetime, int, Message]] = []
    last = BEGINNING
    for place, message in enumerate(messages):
        if message.date:
            last = message.date if message.date.tzinfo else message.date.replace(tzinfo=UTC)
        dated.append((last, place, message))
    return [message for _, _, message in sorted(dated, key=lambda one: one[:2])]


def _thread(key: str, found: list[tuple[Message, Because]]) -> Thread:
    position = {message.id: at for at, message in enumerate(in_date_order(message for message, _ in found))}
    ordered = sorted(found, key=lambda one: (clean_id(one[0].message_id) != key, position[one[0].id]))
    root = ordered[0][0]
    return Thread(
        key,
        root.subject,
        root.id,
        tuple(message.id for message, _ in ordered),
        tuple(because for _, because in ordered),
    )
