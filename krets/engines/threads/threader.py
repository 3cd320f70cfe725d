"""Which thread a letter belongs to: by Message-ID, In-Reply-To and References, else by subject within a time.

After Jamie Zawinski's algorithm, but one letter at a time and in bounded memory: `Threader` fed in date order
gives each letter its thread's key at once. The key is the message id of the thread's root, seen or only named.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Because = Literal["root", "reply", "subject", "duplicate"]

WINDOW_DAYS = 60  # a subject speaks for a thread this long after its last letter
REMEMBERED = 200_000  # message ids; the longest unused is forgotten first

ANGLED = re.compile(r"<([^<>\s]{1,500})>")
REPLY_MARK = re.compile(
    r"^\s*(?:(?:re|sv|vs|aw|antw|ad|ref|odp|fwd?|vb|vl|wg|tr|videresendt|rv)(?:\s?[\[(]?\d{1,3}[\])]?)?\s?:\s*"
    r"|\[[^\[\]]{1,40}\]\s*)",
    re.IGNORECASE,
)
# At the beginning, after any list tags, one of these says that the letter answers another.
ANSWERS = re.compile(
    r"^\s*(?:\[[^\[\]]{1,40}\]\s*){0,5}(?:re|sv|vs|aw|antw|vast)(?:\s?[\[(]?\d{1,3}[\])]?)?\s?:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the caller's own; `in_reply_to` and `references` as in the headers or as bare ids."""

    id: str
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """`joins` are keys given earlier that turn out to be this thread: whoever stored them stores `thread` instead.

    It is only filled when an answer came before the letter that ties it to its thread.
    """

    thread: str
    because: Because
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject's latest thread and when it was last written to."""

    subject: str
    thread: str
    last: datetime


@dataclass(frozen=True, slots=True)
class State:
    """All that a Threader knows: kept between two halves of an import, both come out as one."""

    threads: tuple[tuple[str, str], ...] = ()  # message id → thread, longest unused first
    seen: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    last: datetime | None = None


class Threader:
    def __init__(
        self, state: State | None = None, *, window_days: int = WINDOW_DAYS, remembered: int = REMEMBERED
    ) -> None:
        state = state or State()
        self._window = timedelta(days=window_days)
        self._remembered = max(1, remembered)
        self._threads: OrderedDict[str, str] = OrderedDict(state.threads)
        self._seen = set(state.seen)
        self._subjects = {one.subject: one for one in state.subjects}
        self._last = state.last
        self._moved: dict[str, str] = {}  # a thread that was taken in, and by which

    def place(self, message: Message) -> Placed:
        own = clean_id(message.message_id) or f"without-id:{message.id}"
        if own in self._seen:
            return Placed(self._thread_of(own), "duplicate")
        date = self._date(message)
        named = _named(message, own)
        parent = next((one for one in reversed(named) if one in self._threads), None)
        subject = plain_subject(message.subject)
        alike = self._subjects.get(subject) if subject else None
        because: Because
        if parent is not None:
            thread, because = self._thread_of(parent), "reply"
        elif alike and (named or is_answer(message.subject)) and abs(date - alike.last) <= self._window:
            thread, because = self._current(alike.thread), "subject"
        elif named:
            thread, because = named[0], "reply"
        else:
            thread, because = self._thread_of(own) if own in self._threads else own, "root"
        joins = self._join([own, *named], thread)
        self._seen.add(own)
        if subject and not (alike and alike.last > date):
            self._subjects[subject] = Subject(subject, thread, date)
        self._forget(date)
        return Placed(thread, because, joins)

    def state(self) -> State:
        self._settle()
        return State(
            tuple(self._threads.items()),
            tuple(one for one in self._threads if one in self._seen),
            tuple(sorted(self._subjects.values(), key=lambda one: (one.last, one.subject))),
            self._last,
        )

    def _thread_of(self, one: str) -> str:
        self._threads.move_to_end(one)
        return self._current(self._threads[one])

    def _current(self, thread: str) -> str:
        path = []
        while thread in self._moved:
            path.append(thread)
            thread = self._moved[thread]
        self._moved.update(dict.fromkeys(path, thread))
        return thread

    def _settle(self) -> None:
        for one, before in self._threads.items():
            self._threads[one] = self._current(before)
        for subject, known in self._subjects.items():
            self._subjects[subject] = Subject(subject, self._current(known.thread), known.last)
        self._moved.clear()

    def _join(self, ids: Iterable[str], thread: str) -> tuple[str, ...]:
        """Ties all named ids to the thread; threads without a root of their own are taken in."""
        joined: list[str] = []
        for one in ids:
            before = self._current(self._threads.setdefault(one, thread))
            # Two real threads stay two, whatever one letter claims.
            if before != thread and before not in self._seen:
                self._moved[before] = thread
                joined.append(before)
            self._threads.move_to_end(one)
        return tuple(joined)

    def _date(self, message: Message) -> datetime:
        """A letter without a date is as old as the one before it."""
        date = message.date or self._last or datetime(1970, 1, 1, tzinfo=UTC)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        self._last = date if self._last is None else max(self._last, date)
        return date

    def _forget(self, now: datetime) -> None:
        if len(self._moved) > self._remembered:
            self._settle()
        while len(self._threads) > self._remembered:
            self._seen.discard(self._threads.popitem(last=False)[0])
        if len(self._subjects) > self._remembered // 4:
            kept = {name: one for name, one in self._subjects.items() if abs(now - one.last) <= self._window}
            newest = sorted(kept.values(), key=lambda one: (one.last, one.subject))[-self._remembered // 4 :]
            self._subjects = {one.subject: one for one in newest}


def ids(header: str) -> tuple[str, ...]:
    """The message ids in an In-Reply-To or References header, also where it says "<a@b>; from Eva on Monday"."""
    angled = tuple(ANGLED.findall(header))
    if angled:
        return angled
    bare = header.strip()
    return (bare,) if bare and not any(letter.isspace() for letter in bare) else ()


def clean_id(header: str) -> str:
    return next(iter(ids(header)), "")


def plain_subject(subject: str) -> str:
    """Without Re:, Sv:, VS:, Fwd: and [list tags], in one spelling; "" when nothing is left."""
    subject = " ".join(subject[:500].split())
    while (shorter := REPLY_MARK.sub("", subject, count=1)) != subject:
        subject = shorter
    return subject.casefold().strip(" .!?-")


def is_answer(subject: str) -> bool:
    return bool(ANSWERS.match(subject[:500]))


def _named(message: Message, own: str) -> tuple[str, ...]:
    """Ids of the letters it answers, the oldest first, without itself."""
    ancestors = [one for header in message.references for one in ids(header)]
    ancestors += ids(message.in_reply_to)[:1]
    return tuple(one for one in dict.fromkeys(reversed(ancestors)) if one != own)[::-1]
