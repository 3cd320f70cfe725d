"""The product's own choice in a replay: load weighed against likelihood, and in waves until somebody answered."""

import heapq
from collections.abc import Sequence
from datetime import date, timedelta

from krets.engines.routing import Candidate, Problem, balance, choose
from krets.engines.routing.replay import PROPOSED, Loads, Moment, Spender, Tally, gini

SIZE, WAVES, WAIT = 3, 3, 2.0  # people, waves, days: as `asks.models.Wave` has them
BUDGET = 4  # a month, for who has not said otherwise
BEGINNING = date(1970, 1, 1)


def balanced(most: int) -> Spender:
    """The five best by likelihood and room, as the product weighs them; nobody by lot, so that rules compare."""
    loads = Loads()

    def spend(moment: Moment) -> list[str]:
        weighed = (
            (balance(Candidate(person, "", min(1.0, p), loads.of(person, moment.at), most)), person)
            for person, p in moment.ranked
        )
        best = sorted((one for one in weighed if one[0] > 0), key=lambda one: -one[0])[:PROPOSED]
        chosen = [person for _, person in best]
        loads.add(chosen, moment.at)
        return chosen

    return spend


def waved(found: Sequence[Moment], *, budget: int = BUDGET) -> dict[str, float]:
    """`answered`: a real answerer was among those asked; `first`: already in the first wave. Requests an ask;
    `most` requests to one person in 28 days; `full`: the share of asks whose asker was told that all are asked
    enough."""
    loads, tally = Loads(), Tally()
    asked: list[list[str]] = [[] for _ in found]
    first = most = full = 0
    due = [(moment.at, number, 1) for number, moment in enumerate(found)]
    heapq.heapify(due)
    while due:
        now, number, wave = heapq.heappop(due)
        moment, before = found[number], set(asked[number])
        candidates = tuple(
            Candidate(person, "", min(1.0, p), loads.of(person, now), budget, asked_already=person in before)
            for person, p in moment.ranked
        )
        today = BEGINNING + timedelta(days=now)
        chosen = choose(Problem(moment.asker, "", candidates, today, wave=wave, size=SIZE, seed=number))
        people = [pick.person for pick in chosen.picks]
        asked[number] += people
        loads.add(people, now)
        most = max([most, *(loads.of(person, now) for person in people)])
        full += wave == 1 and chosen.full
        hit = not moment.real.isdisjoint(people)
        first += hit and wave == 1
        if not hit and wave < WAVES:
            heapq.heappush(due, (now + WAIT, number, wave + 1))
    for moment, people in zip(found, asked, strict=True):
        tally.count(people, moment)
    asks = max(1, len(found))
    return {
        "answered": tally.share(tally.hits),
        "first": tally.share(first),
        "requests": round(tally.proposed.total() / asks, 4),
        "people": len(tally.proposed),
        "gini": round(gini(list(tally.proposed.values())), 4),
        "top_share": tally.top_share,
        "most": most,
        "full": round(full / asks, 4),
    }
