"""Who is likely to answer, from nothing but who asked and answered what so far.

Small parts, each with a reason, are added up to a score (a logit); the scores of all candidates together give each
a likelihood. The weights were fitted on nine public help lists and on all of them in one, each list measured with
weights fitted without it: see bench/README.md. A list's own past moves nothing but the parts.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from krets.engines.matching.memory import Memory
from krets.engines.text.grams import words

__all__ = ["PARTS", "Known", "Ledger", "Letter", "Likely"]

VERSION = "likely-2"
NEAREST_THREADS = 50
NEAREST_TITLES = 50
NEAREST_LETTERS = 100
HALF_LIFE = 365.0  # days
LETTERS = 10_000  # the latest that are looked at
NEVER = 4000.0  # days since somebody was seen who never was
NEAR = ("threads", "titles", "letters", "subject", "asked")
GONE = 730.0  # days after which somebody who never said anything like it is not looked at
SHORT = 2  # letters of a name that tell nobody from another

# What a part is worth. Shares and counts go in as logarithms above a floor: the first counts most.
PARTS: dict[str, float] = {
    "threads": 0.39,  # answered one of the threads most alike, by all their words
    "titles": 0.07,  # answered threads with a title alike
    "letters": 0.10,  # wrote answers alike the ask
    "subject": 0.19,  # wrote answers with the words of its title
    "asked": 0.27,  # has asked something with the words of its title
    "answers": 0.47,  # answers much, of late
    "lately": 0.32,  # was here days rather than years ago
    "newly": 0.22,  # came days rather than years ago
    "to_asker": 0.13,  # has answered this asker
    "from_asker": 0.14,  # has been answered by this asker
    "named": 1.04,  # a name stands in the ask
    "named_in_full": 0.61,
    "told": 1.0,  # cases, profile, thanks, purchases: what no mail archive has; by judgement
}


@dataclass(frozen=True, slots=True)
class Letter:
    """An ask (`opens`) or an answer in the thread of that name. `at` in days; `person` is "" without a name."""

    person: str
    at: float
    thread: str
    text: str = ""
    title: str = ""
    opens: bool = False


NOBODYS = Letter("", 0.0, "")


@dataclass(frozen=True, slots=True)
class Likely:
    """`p` is the share of this person among all candidates, 0 to 1; `parts` say what it came of."""

    person: str
    p: float
    score: float
    parts: Mapping[str, float]


@dataclass(slots=True)
class Known:
    """What one person has done: sums that lose half in a year, as of day `at`."""

    first: float
    last: float
    answers: float = 0.0
    at: float = 0.0
    helped: dict[str, tuple[float, float]] = field(default_factory=dict)  # asker → sum, day

    def answered(self, asker: str, at: float) -> None:
        self.answers, self.at = _decayed(self.answers, at - self.at) + 1, at
        if asker:
            before, day = self.helped.get(asker, (0.0, at))
            self.helped[asker] = (_decayed(before, at - day) + 1, at)


class Ledger:
    """Hears letters in the order they were written; ranks for an ask by what was heard."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._threads, self._titles = Memory(), Memory()
        self._asks: list[Letter] = []  # by place in both
        self._answerers: dict[str, list[str]] = {}
        self._asker: dict[str, str] = {}
        self._letters = Memory(LETTERS)
        self._wrote: list[Letter] = []  # by place; without a person where it speaks for nobody

    def hear(self, letter: Letter) -> None:
        said = words(f"{letter.title}\n{letter.text}" if letter.opens else letter.text)
        self._letters.add(said)
        asker = self._asker.get(letter.thread, "")
        is_answer = not letter.opens and bool(letter.person) and letter.person != asker
        self._wrote.append(_bare(letter) if is_answer or letter.opens else NOBODYS)
        if letter.opens:
            self._asker[letter.thread] = letter.person
            self._threads.add(said)
            self._titles.add(words(letter.title))
            self._asks.append(_bare(letter))
        if not letter.person:
            return
        known = self._known.setdefault(letter.person, Known(letter.at, letter.at))
        known.last = letter.at
        if is_answer:
            known.answered(asker, letter.at)
            answerers = self._answerers.setdefault(letter.thread, [])
            if letter.person not in answerers:
                answerers.append(letter.person)

    def rank(
        self,
        ask: Letter,
        *,
        among: Collection[str] | None = None,
        told: Mapping[str, float] | None = None,
        names: Mapping[str, str] | None = None,
        here: Mapping[str, tuple[float, float]] | None = None,
    ) -> list[Likely]:
        """The likeliest first: `among` these, or all who wrote of late or of this; never the asker.

        `told` is what else speaks for a person (0 and up), which no letter says; `names` may stand in the ask;
        `here` are the first and the last day that somebody was seen, who need not have written.
        """
        told, names, here = told or {}, names or {}, here or {}
        votes = self._votes(ask)
        people = [one for one in (self._about(ask, votes) if among is None else among) if one != ask.person]
        spoken = set(words(f"{ask.title}\n{ask.text}"))
        scored = []
        for person in people:
            parts = self._habits(person, ask, here.get(person)) | _named(names.get(person, ""), spoken)
            parts |= {name: _above(share.get(person, 0.0), 0.01) for name, share in votes.items()}
            parts["told"] = _above(told.get(person, 0.0), 0.1)
            scored.append((sum(PARTS[name] * value for name, value in parts.items()), person, parts))
        return _shares(scored)

    def _about(self, ask: Letter, votes: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
        for person, known in self._known.items():
            if ask.at - known.last <= GONE or any(
                person in votes[name] for name in ("titles", "letters", "subject")
            ):
                yield person

    def _votes(self, ask: Letter) -> dict[str, dict[str, float]]:
        said, title = words(f"{ask.title}\n{ask.text}"), words(ask.title)
        votes: dict[str, dict[str, float]] = {}
        for name, found in (
            ("threads", _best(self._threads.alike(said), NEAREST_THREADS)),
            ("titles", _best(self._titles.alike(title), NEAREST_TITLES)),
        ):
            of = votes[name] = {}
            for place, score in found:
                thread = self._asks[place]
                vote = _decayed(score, ask.at - thread.at)
                for person in self._answerers.get(thread.thread, ()):
                    of[person] = of.get(person, 0.0) + vote
        for name, terms in (("letters", said), ("subject", title)):
            wrote = votes[name] = {}
            asked: dict[str, float] = {}
            for place, score in _best(self._letters.alike(terms), NEAREST_LETTERS):
                letter = self._wrote[place]
                of = asked if letter.opens else wrote
                of[letter.person] = of.get(letter.person, 0.0) + _decayed(score, ask.at - letter.at)
        votes["asked"] = asked  # by titles, which came last
        return {name: _of_all(of, {ask.person, ""}) for name, of in votes.items()}

    def _habits(self, person: str, ask: Letter, here: tuple[float, float] | None) -> dict[str, float]:
        known, asker = self._known.get(person), self._known.get(ask.person)
        days = [*(here or ()), *((known.first, known.last) if known else ())] or [ask.at - NEVER]
        parts = {
            "lately": -math.log1p(max(0.0, ask.at - max(days))),
            "newly": -math.log1p(max(0.0, ask.at - min(days))),
            "from_asker": _helped(asker, person, ask.at) if asker else 0.0,
        }
        if known is not None:
            parts["answers"] = _above(_decayed(known.answers, ask.at - known.at), 0.1)
            parts["to_asker"] = _helped(known, ask.person, ask.at)
        return parts


def _bare(letter: Letter) -> Letter:
    """Without its text, which the memory has as words."""
    return Letter(letter.person, letter.at, letter.thread, opens=letter.opens)


def _best(found: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]


def _decayed(value: float, days: float) -> float:
    return value * math.exp(-math.log(2) * days / HALF_LIFE)


def _above(value: float, floor: float) -> float:
    return math.log(1 + value / floor)


def _helped(known: Known, asker: str, at: float) -> float:
    value, day = known.helped.get(asker, (0.0, at))
    return _above(_decayed(value, at - day), 0.3)


def _of_all(votes: Mapping[str, float], but: Collection[str]) -> dict[str, float]:
    whole = sum(vote for person, vote in votes.items() if person not in but)
    return {person: vote / whole for person, vote in votes.items()} if whole else {}


def _shares(scored: Sequence[tuple[float, str, dict[str, float]]]) -> list[Likely]:
    best = max((score for score, _, _ in scored), default=0.0)
    weights = [math.exp(score - best) for score, _, _ in scored]
    whole = sum(weights)
    found = [
        Likely(person, weight / whole, score, parts)
        for (score, person, parts), weight in zip(scored, weights, strict=True)
    ]
    return sorted(found, key=lambda one: -one.p)


def _named(name: str, spoken: Collection[str]) -> dict[str, float]:
    """Whether the first or the last of a name stands among these words, or both."""
    parts = _parts_of(name)
    found = sum(part in spoken for part in parts)
    return {"named": float(found >= 1), "named_in_full": float(found >= 2)}


@lru_cache(maxsize=20_000)
def _parts_of(name: str) -> tuple[str, ...]:
    found = [part for part in words(name) if len(part) > SHORT]
    return tuple(dict.fromkeys([found[0], found[-1]])) if found else ()
