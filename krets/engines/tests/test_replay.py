"""A list again, letter by letter."""

from collections.abc import Callable

import pytest

from krets.engines.matching.ledger import Letter
from krets.engines.routing.baseline import Votes
from krets.engines.routing.replay import Moment, Spender, Thread, capped, measure, moments
from krets.engines.routing.waved import balanced, waved


class Fixed:
    """Ranks by the alphabet, all whom it has heard; remembers how much it had heard each time."""

    def __init__(self) -> None:
        self.heard: list[Letter] = []
        self.asked: list[int] = []

    def hear(self, letter: Letter) -> None:
        self.heard.append(letter)

    def rank(self, ask: Letter) -> list[tuple[str, float]]:
        self.asked.append(len(self.heard))
        people = sorted({one.person for one in self.heard})
        return [(one, 1 / (2 + n)) for n, one in enumerate(people)]


def thread(number: int, at: float, asker: str, **answers: float) -> Thread:
    name = str(number)
    said = tuple(Letter(one, day, name, "så här") for one, day in answers.items())
    return Thread(Letter(asker, at, name, "hur?", "avtal", opens=True), said)


LIST = [
    thread(0, 0.0, "asker", a=1.0, b=5.0),
    thread(1, 4.0, "other", b=6.0),  # b is not known yet
    thread(2, 10.0, "asker", b=11.0, new=11.0),
    thread(3, 12.0, "a", a=13.0),  # an addition of the asker's own
]


def test_each_ask_is_ranked_by_what_had_been_written_before_it() -> None:
    ranker = Fixed()
    found = list(moments(LIST, 2.0, ranker))
    assert ranker.asked == [2, 5, 8]
    assert [one.real for one in found] == [frozenset(), frozenset({"b"}), frozenset()]
    assert [one.answered for one in found] == [True, True, False]
    assert [[person for person, _ in one.ranked] for one in found] == [
        ["a", "asker"],
        ["a", "b", "other"],
        ["asker", "b", "new", "other"],
    ]


def test_figures_are_of_asks_that_somebody_known_answered() -> None:
    found = measure(list(moments(LIST, 2.0, Fixed())), capped, waved)
    assert found["judged"] == 1
    assert found["ranking"] == {
        "mrr": 0.5, "hit@1": 0.0, "hit@5": 1.0, "people": 5, "gini": pytest.approx(0.0889, abs=1e-4),
        "top_share": pytest.approx(0.2222, abs=1e-4),
    }  # fmt: skip
    assert set(found) == {"judged", "ranking", "budget", "waves"}
    budget = found["budget"]
    assert isinstance(budget, dict) and set(budget) == {"4", "8", "16"}
    assert set(budget["4"]) == {"hit@5", "people", "gini"}


@pytest.mark.parametrize("rule", [capped, balanced])
@pytest.mark.parametrize("most", [1, 4])
def test_nobody_is_proposed_more_than_the_budget_in_28_days(most: int, rule: Callable[[int], Spender]) -> None:
    spend = rule(most)
    ranked = tuple((str(n), 0.1) for n in range(8))
    asked = [spend(Moment(float(day), "x", ranked, frozenset(), False)) for day in (*range(6), 30)]
    for person in "01234567":
        days = [day for day, people in zip((*range(6), 30), asked, strict=True) if person in people]
        assert all(sum(last - 28 < day <= last for day in days) <= most for last in days)
    assert asked[0] == ["0", "1", "2", "3", "4"] and len(asked[-1]) == 5


def test_waves_ask_nobody_twice_and_stop_when_answered() -> None:
    ranked = tuple((str(n), 0.1) for n in range(20))
    asked = [Moment(1.0, "x", ranked, frozenset({"0", "1", "2", *map(str, range(3, 20))}), True)]
    assert waved(asked)["requests"] == 3
    silent = waved([Moment(1.0, "x", ranked, frozenset({"nobody"}), True)])
    assert (silent["requests"], silent["answered"], silent["people"]) == (9, 0, 9)


def test_the_plain_rule_votes_for_who_answered_what_is_alike() -> None:
    threads = [thread(0, 0.0, "asker", a=1.0), thread(1, 20.0, "other", b=21.0), thread(2, 30.0, "asker", b=31.0)]
    votes = Votes()
    for letter in (one for found in threads[:2] for one in (found.ask, *found.answers)):
        votes.hear(letter)
    assert [person for person, _ in votes.rank(threads[2].ask)] == ["b", "a"]
