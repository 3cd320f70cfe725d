"""A made-up network to try rules of choice in: `python -m krets.engines.routing.simulate [SEED]`.

Few are strong in a topic (gamma), willingness differs (beta), some topics are asked often (Zipf), likelihoods
are estimated with noise, people tire of recent requests and leave when there are many. The assumptions are
guesses: compare rules by it, and read no promise in its levels.
"""

import heapq
import json
import math
import random
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from krets.engines.routing import Candidate, Problem, choose
from krets.engines.routing.replay import gini

WINDOW = 28.0  # days over which requests are counted
TODAY = date(2026, 1, 1)  # nobody is away in this world


@dataclass(frozen=True, slots=True)
class World:
    members: int = 200
    asks: int = 400
    days: float = 100.0
    budget: int = 4
    topics: int = 40
    fatigue: float = 0.12  # the true likelihood falls by e^−fatigue for each recent request
    noise: float = 0.8  # standard deviation of the logarithm of the estimate
    patience: int = 8  # requests in the window above which each more may be the last
    leaving: float = 0.1
    waves: int = 3
    size: int = 3
    wait: float = 1.0  # days between waves


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares are of all asks; Gini of the requests over all members, 0 when all got equally many."""

    answered: float
    requests_per_ask: float
    answers_per_request: float
    most_load: int
    gini: float
    left: float


@dataclass(slots=True)
class _Member:
    willing: float
    strong: list[float]
    guessed: list[float]
    recent: deque[float]
    requests: int = 0
    gone: bool = False


Policy = Callable[[Problem], Sequence[str]]


def balanced(problem: Problem) -> Sequence[str]:
    """The rule of this engine."""
    return [pick.person for pick in choose(problem).picks]


def strongest(problem: Problem) -> Sequence[str]:
    """The likeliest, however often they were asked: what most systems do."""
    free = [one for one in problem.candidates if not one.asked_already and one.person != problem.asker]
    return [one.person for one in sorted(free, key=lambda one: -one.p)[: problem.size]]


def simulate(world: World, seed: int, policy: Policy = balanced) -> Outcome:
    chance = random.Random(seed)
    members = [_member(world, chance) for _ in range(world.members)]
    popular = [1 / (rank + 1) for rank in range(world.topics)]
    due = [(chance.uniform(0, world.days), ask, 1) for ask in range(world.asks)]
    heapq.heapify(due)
    asked: dict[int, tuple[int, int, set[int]]] = {}
    answers = requests = answered = most = 0
    while due:
        now, ask, wave = heapq.heappop(due)
        if wave == 1:
            topic = chance.choices(range(world.topics), popular)[0]
            asked[ask] = (chance.randrange(world.members), topic, set())
        asker, topic, before = asked[ask]
        problem = _problem(world, members, asker, topic, before, now, wave, seed * world.asks + ask)
        helped = 0
        for person in map(int, policy(problem)):
            before.add(person)
            requests += 1
            helped += _is_answered(members[person], topic, now, world, chance)
            most = max(most, len(members[person].recent))
        answers += helped
        answered += helped > 0
        if not helped and wave < world.waves:
            heapq.heappush(due, (now + world.wait, ask, wave + 1))
    return Outcome(
        answered / world.asks,
        requests / world.asks,
        answers / max(1, requests),
        most,
        gini([member.requests for member in members]),
        sum(member.gone for member in members) / world.members,
    )


def _member(world: World, chance: random.Random) -> _Member:
    strong = [min(1.0, chance.gammavariate(0.5, 0.2)) for _ in range(world.topics)]
    willing = chance.betavariate(3, 2)
    guessed = [min(1.0, willing * one * math.exp(chance.gauss(0, world.noise))) for one in strong]
    return _Member(willing, strong, guessed, deque())


def _problem(
    world: World,
    members: list[_Member],
    asker: int,
    topic: int,
    before: set[int],
    now: float,
    wave: int,
    seed: int,
) -> Problem:
    candidates = []
    for number, member in enumerate(members):
        while member.recent and member.recent[0] <= now - WINDOW:
            member.recent.popleft()
        if not member.gone:
            load, p = len(member.recent), member.guessed[topic]
            candidates.append(Candidate(str(number), "", p, load, world.budget, asked_already=number in before))
    return Problem(str(asker), "", tuple(candidates), TODAY, wave=wave, size=world.size, seed=seed)


def _is_answered(member: _Member, topic: int, now: float, world: World, chance: random.Random) -> bool:
    recent = len(member.recent)
    member.recent.append(now)
    member.requests += 1
    if recent >= world.patience and chance.random() < world.leaving:
        member.gone = True
    return chance.random() < member.willing * member.strong[topic] * math.exp(-world.fatigue * recent)


if __name__ == "__main__":
    start = int(sys.argv[1]) if sys.argv[1:] else 1
    worlds = {"base": World(), "mild": World(fatigue=0.03, leaving=0.0), "overload": World(asks=1200)}
    found = {}
    for name, world in worlds.items():
        found[f"{name}, waves of three"] = asdict(simulate(world, start))
        found[f"{name}, the five strongest"] = asdict(simulate(replace(world, size=5, waves=1), start, strongest))
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
