"""Who can be asked now: a few people in a wave, nobody beyond the budget they set themselves.

Score = p · (1 − e^−(1 − load/budget)): the balance rule for online matching, which spreads the load early. In
simulation waves of three answer more asks than asking everybody at once, and nobody is asked too often.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from krets.engines.contract import Faults

__all__ = ["Candidate", "Pick", "Problem", "Reason", "Wave", "balance", "choose"]

VERSION = "routing-2"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`p` is how likely a helpful answer is (0 to 1); `load` the requests in the last 28 days, of `budget`.

    `known` is how often they were asked in the last year: the lot falls on who is little known. From the day
    `away_until` on, the person can be asked again.
    """

    person: str
    organisation: str
    p: float
    load: int
    budget: int
    away_until: date | None = None
    declined: bool = False
    asked_already: bool = False
    known: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """`least_p` is the likelihood under which nobody is asked but by exploration: rather wait for the one who
    knows than ask twenty who do not. `only_organisations` (an ask for named eyes) bars all others when not None.
    """

    asker: str
    asker_organisation: str
    candidates: tuple[Candidate, ...]
    today: date
    include_own_organisation: bool = False
    wave: int = 1
    size: int = 3
    exploration: float = 0.1
    least_p: float = 0.01
    only_organisations: tuple[str, ...] | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is one of likely (value p), room (share of the budget left), explored (chance of being drawn)."""

    code: str
    value: float


@dataclass(frozen=True, slots=True)
class Pick:
    """`propensity` is how likely this wave was to hold this person: to be logged, so that other rules of
    choice can be weighed against this one later."""

    person: str
    score: float
    propensity: float
    explored: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """`full` says that there are people who may know, and all of them are at their budget.

    `why_not` counts each candidate who was not picked once, under the first of: asker, own_organisation,
    not_named, declined, asked_already, away, budget, unlikely, not_chosen.
    """

    picks: tuple[Pick, ...]
    full: bool
    why_not: Mapping[str, int]
    wave: int
    seed: int
    version: str = VERSION


def choose(problem: Problem) -> Wave:
    _check(problem)
    chance = random.Random(f"{problem.seed}:{problem.wave}:{problem.asker}")
    bars = {one.person: bar for one in problem.candidates if (bar := _bar(one, problem))}
    free = [one for one in problem.candidates if one.person not in bars]
    chance.shuffle(free)  # so that equal scores are not ordered by the caller's list
    likely = sorted((one for one in free if one.p >= problem.least_p), key=lambda one: -balance(one))
    picks = _picks(problem, likely, free, chance)
    chosen = {pick.person for pick in picks}
    why_not = Counter(bars.values())
    why_not.update(
        "not_chosen" if one.p >= problem.least_p else "unlikely" for one in free if one.person not in chosen
    )
    knowing_but_full = any(
        bars.get(one.person) == "budget" and one.p >= problem.least_p for one in problem.candidates
    )
    return Wave(picks, not likely and knowing_but_full, dict(sorted(why_not.items())), problem.wave, problem.seed)


def balance(one: Candidate) -> float:
    """The likelihood, discounted as the budget is used up; 0 at the budget."""
    if one.budget <= 0 or one.load >= one.budget:
        return 0.0
    return one.p * (1 - math.exp(-(1 - one.load / one.budget)))


def _picks(
    problem: Problem, likely: list[Candidate], free: list[Candidate], chance: random.Random
) -> tuple[Pick, ...]:
    """The best; but in a share `exploration` of the waves the last place goes by lot to anyone free, likelier to
    who was asked less."""
    sure, rest = likely[: problem.size - 1], likely[problem.size - 1 :][:1]
    surely = {one.person for one in sure}
    drawable = [one for one in free if one.person not in surely]
    lots = [1 / (1 + one.known) for one in drawable]
    shares = {one.person: problem.exploration * lot / sum(lots) for one, lot in zip(drawable, lots, strict=True)}
    last = [(one, 1 - problem.exploration + shares[one.person], False) for one in rest]
    if drawable and chance.random() < problem.exploration:
        drawn = chance.choices(drawable, lots)[0]
        last = [last[0] if drawn in rest else (drawn, shares[drawn.person], True)]
    return tuple(_pick(*one) for one in [*((one, 1.0, False) for one in sure), *last])


def _pick(one: Candidate, propensity: float, explored: bool) -> Pick:
    reasons = [Reason("likely", one.p), Reason("room", 1 - one.load / one.budget)]
    if explored:
        reasons.append(Reason("explored", propensity))
    return Pick(one.person, balance(one), propensity, explored, tuple(reasons))


def _bar(one: Candidate, problem: Problem) -> str:
    """Why this person may not be asked, whatever the score; "" when they may."""
    own = one.organisation == problem.asker_organisation and bool(one.organisation)
    named = problem.only_organisations
    bars = {
        "asker": one.person == problem.asker,
        "own_organisation": own and not problem.include_own_organisation,
        "not_named": named is not None and one.organisation not in named,
        "declined": one.declined,
        "asked_already": one.asked_already,
        "away": one.away_until is not None and one.away_until > problem.today,
        "budget": one.load >= one.budget,
    }
    return next((code for code, is_so in bars.items() if is_so), "")


def _check(problem: Problem) -> None:
    faults = Faults()
    faults.number("wave", problem.wave, least=1)
    faults.number("size", problem.size, least=1)
    faults.number("exploration", problem.exploration, least=0, most=1)
    faults.number("least_p", problem.least_p, least=0, most=1)
    faults.once("candidates", (one.person for one in problem.candidates))
    for place, one in enumerate(problem.candidates):
        faults.number(f"candidates[{place}].p", one.p, least=0, most=1)
        faults.number(f"candidates[{place}].load", one.load, least=0)
        faults.number(f"candidates[{place}].budget", one.budget, least=0)
        faults.number(f"candidates[{place}].known", one.known, least=0)
        if not one.person:
            faults.add(f"candidates[{place}].person", "empty", "who is it?")
    faults.stop()
