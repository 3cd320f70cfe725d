"""The product's own waves in a replay: a few people, a wait, a few more while nobody answered."""

import heapq
from collections.abc import Sequence
from datetime import date, timedelta

from krets.engines.routing import Candidate, Problem, choose
from krets.engines.routing.replay import Loads, Moment, Tally, gini

SIZE, WAVES, WAIT = 3, 3, 2.0  # people, waves, days: as `asks.models.Wave` has them
BUDGET = 4  # a month, for who has not said otherwise
BEGINNING = date(1970, 1, 1)


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
