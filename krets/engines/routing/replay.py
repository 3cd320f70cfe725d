"""A real list again, letter by letter: whom would we have asked, and who answered?

Candidates are all who had written before, without the asker. An ask is judged when somebody known before answered
it; a hit is a real answerer among the five proposed. Under a budget of n nobody is proposed more than n times in
28 days. The ranker hears letters in the order they were written and nothing else: it knows no more than was known.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from krets.engines.matching.ledger import Letter

MONTH = 28.0  # days
PROPOSED = 5
BUDGETS = (4, 8, 16)
KEPT = 300  # of a ranking: who stands further down counts as not found


@dataclass(frozen=True, slots=True)
class Thread:
    """An ask and its answers, in the order they were written."""

    ask: Letter
    answers: tuple[Letter, ...] = ()


class Ranker(Protocol):
    def hear(self, letter: Letter) -> None: ...

    def rank(self, ask: Letter) -> list[tuple[str, float]]:
        """Who is likely to answer, the likeliest first, each with a likelihood or other score; never the asker."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """One ask as it stood when it was asked. `real`: those known before who did answer; () where nobody did."""

    at: float
    asker: str
    ranked: tuple[tuple[str, float], ...]
    real: frozenset[str]
    answered: bool


@dataclass
class Tally:
    """`hits` of `judged` asks; `proposed` counts each person over all asks, judged or not."""

    judged: int = 0
    hits: int = 0
    first: int = 0
    reciprocal: float = 0.0
    proposed: Counter[str] = field(default_factory=Counter)

    def count(self, people: Sequence[str], moment: Moment) -> None:
        self.proposed.update(people)
        if not moment.real:
            return
        self.judged += 1
        self.hits += not moment.real.isdisjoint(people)
        self.first += people[:1] != [] and people[0] in moment.real
        place = next((n for n, (person, _) in enumerate(moment.ranked, 1) if person in moment.real), 0)
        self.reciprocal += 1 / place if place else 0.0

    def share(self, count: float) -> float:
        return round(count / self.judged, 4) if self.judged else 0.0

    @property
    def spread(self) -> dict[str, float]:
        return {"people": len(self.proposed), "gini": round(gini(list(self.proposed.values())), 4)}

    @property
    def top_share(self) -> float:
        whole = sum(self.proposed.values())
        return round(max(self.proposed.values(), default=0) / whole, 4) if whole else 0.0


def moments(threads: Sequence[Thread], since: float, ranker: Ranker) -> Iterator[Moment]:
    """Each ask from `since` on, ranked by what had been heard before it."""
    known: set[str] = set()
    of = {one.ask.thread: one for one in threads}
    letters = [letter for one in threads for letter in (one.ask, *one.answers)]
    for letter in sorted(letters, key=lambda letter: (letter.at, not letter.opens)):
        if letter.opens and letter.at >= since:
            answerers = {one.person for one in of[letter.thread].answers} - {letter.person}
            ranked = [(person, p) for person, p in ranker.rank(letter) if person != letter.person]
            yield Moment(
                letter.at, letter.person, tuple(ranked[:KEPT]), frozenset(answerers & known), bool(answerers)
            )
        known.add(letter.person)
        ranker.hear(letter)


def measure(
    found: Sequence[Moment], spend: Callable[[int], "Spender"], waves: Callable[[Sequence[Moment]], object]
) -> dict[str, object]:
    """The figures as `krets bench routing` prints them."""
    pure = Tally()
    for moment in found:
        pure.count([person for person, _ in moment.ranked[:PROPOSED]], moment)
    budget = {}
    for most in BUDGETS:
        tally, spender = Tally(), spend(most)
        for moment in found:
            tally.count(spender(moment), moment)
        budget[str(most)] = {"hit@5": tally.share(tally.hits), **tally.spread}
    ranking = {
        "mrr": pure.share(pure.reciprocal),
        "hit@1": pure.share(pure.first),
        "hit@5": pure.share(pure.hits),
        **pure.spread,
        "top_share": pure.top_share,
    }
    return {"judged": pure.judged, "ranking": ranking, "budget": budget, "waves": waves(found)}


Spender = Callable[[Moment], list[str]]


class Loads:
    """How often each was proposed in the last 28 days."""

    def __init__(self) -> None:
        self._asked: dict[str, deque[float]] = defaultdict(deque)

    def of(self, person: str, now: float) -> int:
        recent = self._asked[person]
        while recent and recent[0] <= now - MONTH:
            recent.popleft()
        return len(recent)

    def add(self, people: Iterable[str], now: float) -> None:
        for person in people:
            self._asked[person].append(now)


def capped(most: int) -> Spender:
    """The likeliest five who are within their budget: how rankings are compared."""
    loads = Loads()

    def spend(moment: Moment) -> list[str]:
        free = (person for person, _ in moment.ranked if loads.of(person, moment.at) < most)
        chosen = [person for person, _ in zip(free, range(PROPOSED), strict=False)]
        loads.add(chosen, moment.at)
        return chosen

    return spend


def gini(values: Sequence[float]) -> float:
    """0 when all have equally much, near 1 when one has all."""
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)
