"""Where each letter of a thread belongs, and what is kept of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from krets.asks import search
from krets.asks.models import Answer, Ask
from krets.db import readers
from krets.engines.text.language import guess
from krets.files.actions import FileRefused, keep
from krets.networks.models import Unit
from krets.people.models import Person
from krets.search import index

TITLE = 160
LONGEST = {Ask: 20_000, Answer: 40_000}  # characters of a body
CUT = "\n\n[…]"

Item = TypeVar("Item", Ask, Answer)


@dataclass(frozen=True)
class Letter:
    """`name` is the sender's, '' if unknown; `files`: name and content."""

    message_id: str
    sender: str
    name: str
    posted: datetime
    subject: str
    body: str
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Conversation:
    """`letters` are those that may be new, in order; `order` has the Message-IDs of the whole thread.

    begins: the Message-ID of the thread's first letter; it may never have come.
    """

    letters: tuple[Letter, ...]
    order: tuple[str, ...]
    begins: str = ""


class Placing:
    """Threads that are kept together, in a fixed number of queries. `writers`: people by address."""

    def __init__(self, unit: Unit, conversations: Sequence[Conversation]) -> None:
        self.unit = unit
        self.token = readers.unit(unit.pk)
        self.conversations = conversations
        self.writers: dict[str, Person] = {}
        self.asks: list[Ask] = []  # new ones
        self.answers: list[Answer] = []
        self.changed: dict[int, Ask] = {}
        self.gone: list[Ask] = []  # taken into another
        self.files: list[tuple[Ask | Answer, tuple[str, bytes]]] = []
        self.moved: list[tuple[Ask, Answer]] = []  # what was an ask has become an answer, with its files
        self.shortened = self.files_left_out = 0
        self._read()

    def place(self) -> None:
        for conversation in self.conversations:
            new = [letter for letter in conversation.letters if self.new.get(letter.message_id) is letter]
            if new:
                self._place(new, conversation)

    def keep(self) -> None:
        Ask.objects.bulk_create(self.asks)
        through = Ask.units.through
        through.objects.bulk_create(through(ask=ask, unit=self.unit) for ask in self.asks)
        fields = ["title", "body", "language", "writer", "posted", "message_id", "begins", "answer_count"]
        Ask.objects.bulk_update(self.changed.values(), fields)
        Answer.objects.bulk_create(self.answers)
        for ask, answer in self.moved:
            answer.files.set(ask.files.all())
            ask.files.clear()
        for ask in self.gone:
            index.remove("ask", ask.key)
            ask.delete()
        for item, (name, content) in self.files:
            try:
                item.files.add(keep(name=name, content=content))
            except FileRefused:
                self.files_left_out += 1
        self._show()

    def _read(self) -> None:
        """Which of the letters are known, and the ask that each belongs to."""
        named = {one for conversation in self.conversations for one in conversation.order}
        asks = Ask.objects.filter(units=self.unit, message_id__in=named)
        answers = Answer.objects.filter(ask__units=self.unit, message_id__in=named).select_related("ask")
        self.known = {ask.message_id: ask for ask in asks}
        by_number = {ask.pk: ask for ask in self.known.values()}
        for answer in answers:
            self.known[answer.message_id] = by_number.setdefault(answer.ask_id, answer.ask)
        self.new: dict[str, Letter] = {}
        for conversation in self.conversations:
            for letter in conversation.letters:
                if letter.message_id not in self.known:
                    self.new.setdefault(letter.message_id, letter)

    def _place(self, new: list[Letter], conversation: Conversation) -> None:
        order = conversation.order
        asks = list({ask.pk: ask for one in order if (ask := self.known.get(one))}.values())
        if asks:
            ask = self._one_of(asks, order)
            if _comes_first(new[0].message_id, ask.message_id, order) and _untouched([ask]):
                self._answer(ask, self._as_answer(ask))
                self._write(ask, new.pop(0))
            self.changed[ask.pk] = ask
        else:
            ask = self._write(Ask(readers=[self.token]), new.pop(0))
            self.asks.append(ask)
        ask.begins = "" if conversation.begins in order else conversation.begins
        for letter in new:
            answer = self._write(Answer(readers=ask.readers, via=Answer.Via.IMPORT), letter)
            answer.language = answer.language or ask.language
            self._answer(ask, answer)

    def _one_of(self, asks: list[Ask], order: tuple[str, ...]) -> Ask:
        """The thread's ask. Where a letter shows that several asks are one, they become one."""
        first, *others = sorted(asks, key=lambda ask: _position(ask.message_id, order))
        for other in _untouched(others):
            Answer.objects.filter(ask=other).update(ask=first)
            first.answer_count += other.answer_count
            self._answer(first, self._as_answer(other))
            self.gone.append(other)
        return first

    def _answer(self, ask: Ask, answer: Answer) -> None:
        answer.ask = ask
        ask.answer_count += 1
        self.answers.append(answer)

    def _as_answer(self, ask: Ask) -> Answer:
        answer = _as_answer(ask)
        self.moved.append((ask, answer))
        self.files = [(answer if item is ask else item, file) for item, file in self.files]
        return answer

    def _write(self, item: Item, letter: Letter) -> Item:
        longest = LONGEST[type(item)]
        item.body = letter.body
        if len(letter.body) > longest:
            item.body = letter.body[: longest - len(CUT)] + CUT
            self.shortened += 1
        if isinstance(item, Ask):
            item.title = _title(letter)
        self.files += [(item, file) for file in letter.files]
        item.writer = self.writers[letter.sender]
        item.posted = letter.posted
        item.message_id = letter.message_id
        item.language = guess(f"{letter.subject}\n{letter.body}" if isinstance(item, Ask) else letter.body) or ""
        return item

    def _show(self) -> None:
        """Let the index follow."""
        numbers = [ask.pk for ask in self.asks] + list(self.changed)
        asks = Ask.objects.filter(pk__in=numbers).select_related("writer", "organisation", "closing")
        shown = {ask.pk: ask for ask in asks.prefetch_related("units")}
        answers = {answer.pk: answer for answer in self.answers}
        if self.gone:  # their answers moved
            moved = Answer.objects.filter(ask__in=self.changed).select_related("writer", "organisation")
            answers |= {answer.pk: answer for answer in moved}
        index.put_many(search.document(ask) for ask in shown.values())
        index.put_many(search.answer_document(answer, shown[answer.ask_id]) for answer in answers.values())


def _as_answer(ask: Ask) -> Answer:
    return Answer(
        body=ask.body,
        writer=ask.writer,
        posted=ask.posted,
        message_id=ask.message_id,
        language=ask.language,
        readers=ask.readers,
        via=Answer.Via.IMPORT,
    )


def _untouched(asks: Iterable[Ask]) -> list[Ask]:
    """Asks as an import made them, that nobody has done anything with since."""
    numbers = [ask.pk for ask in asks]
    made = Ask.objects.filter(
        pk__in=numbers,
        message_id__startswith="<",
        writer__isnull=False,
        closing=None,
        suggestions=None,
        waves=None,
        write_ups=None,
    )
    used = Answer.objects.filter(ask__in=numbers).exclude(via=Answer.Via.IMPORT, thanks=None)
    left = set(made.exclude(pk__in=used.values("ask")).values_list("pk", flat=True))
    return [ask for ask in asks if ask.pk in left]


def _comes_first(one: str, other: str, order: tuple[str, ...]) -> bool:
    return _position(one, order) < _position(other, order)


def _position(message_id: str, order: tuple[str, ...]) -> int:
    return order.index(message_id) if message_id in order else len(order)


def _title(letter: Letter) -> str:
    """The subject, or where there is none how the letter begins."""
    words = letter.subject or next((line for line in letter.body.splitlines() if line.strip()), "")
    words = " ".join(words.split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"
