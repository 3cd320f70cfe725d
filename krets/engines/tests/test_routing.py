"""Who can be asked now."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.contract import InputError
from krets.engines.routing import Candidate, Problem, Wave, choose
from krets.engines.routing.replay import gini
from krets.engines.routing.simulate import World, simulate, strongest

TODAY = date(2026, 3, 2)


def person(name: str, p: float = 0.5, load: int = 0, budget: int = 4, organisation: str = "") -> Candidate:
    return Candidate(name, organisation or f"org of {name}", p, load, budget)


def ask(*candidates: Candidate, exploration: float = 0, **more: object) -> Problem:
    problem = Problem("asker", "björkfors", candidates, TODAY, exploration=exploration)
    return replace(problem, **more)  # type: ignore[arg-type]


def picked(problem: Problem) -> list[str]:
    return [pick.person for pick in choose(problem).picks]


def broken(problem: Problem, wave: Wave) -> list[str]:
    """Every hard rule again, from the words of the rules and without the engine's code: those that do not hold."""
    by_name = {one.person: one for one in problem.candidates}
    picked = [(pick, by_name[pick.person]) for pick in wave.picks]
    foreign, own = problem.only_organisations, problem.asker_organisation
    holds = {
        "each once, and no more than asked for": len({one.person for _, one in picked})
        == len(picked)
        <= problem.size,
        "not the asker": all(one.person != problem.asker for _, one in picked),
        "within the budget": all(one.load + 1 <= one.budget for _, one in picked),
        "not who declined or was asked": not any(one.declined or one.asked_already for _, one in picked),
        "not who is away": all(one.away_until is None or one.away_until <= problem.today for _, one in picked),
        "not of the asker's organisation": problem.include_own_organisation
        or not own
        or all(one.organisation != own for _, one in picked),
        "of the named organisations": foreign is None or all(one.organisation in foreign for _, one in picked),
        "likely, or to explore": all(one.p >= problem.least_p or pick.explored for pick, one in picked),
        "with a propensity": all(0 < pick.propensity <= 1 for pick, _ in picked),
        "scored as said": all(
            pick.score == pytest.approx(one.p * (1 - math.exp(one.load / one.budget - 1))) for pick, one in picked
        ),
        "with reasons": all(pick.reasons for pick, _ in picked),
        "one to explore at most": sum(pick.explored for pick, _ in picked) <= 1,
        "everybody is accounted for": sum(wave.why_not.values()) + len(picked) == len(problem.candidates),
        "full only when all who fit have been asked enough": not wave.full
        or (
            all(pick.explored for pick, _ in picked) and any(one.load >= one.budget for one in problem.candidates)
        ),
    }
    return [rule for rule, held in holds.items() if not held]


def test_the_likeliest_three_are_asked() -> None:
    problem = ask(*(person(f"p{n}", n / 10) for n in range(1, 8)))
    assert picked(problem) == ["p7", "p6", "p5"]


def test_whoever_was_asked_lately_gives_way() -> None:
    assert picked(ask(person("busy", 0.6, load=3), person("free", 0.4), size=1)) == ["free"]


def test_nobody_is_asked_beyond_the_budget_and_that_is_said() -> None:
    wave = choose(ask(person("expert", 0.9, load=4), person("none", 0.9, budget=0), person("dim", 0.001)))
    assert wave.picks == ()
    assert wave.full
    assert wave.why_not == {"budget": 2, "unlikely": 1}


def test_an_empty_network_is_not_called_full() -> None:
    assert not choose(ask()).full
    assert not choose(ask(person("dim", 0.0))).full


def test_the_asker_and_her_organisation_are_left_out_unless_wanted() -> None:
    own, asker = person("colleague", organisation="björkfors"), person("asker", organisation="björkfors")
    assert picked(ask(own, asker)) == []
    assert picked(ask(own, asker, include_own_organisation=True)) == ["colleague"]


def test_those_away_who_declined_or_were_asked_are_left_out() -> None:
    one = person("eva")
    assert picked(ask(replace(one, away_until=TODAY + timedelta(days=1)))) == []
    assert picked(ask(replace(one, away_until=TODAY))) == ["eva"]
    wave = choose(ask(replace(one, declined=True), replace(one, person="ole", asked_already=True)))
    assert wave.why_not == {"asked_already": 1, "declined": 1}


def test_an_ask_for_named_eyes_goes_to_no_others() -> None:
    problem = ask(
        person("eva", organisation="vasa"), person("ole", organisation="oslo"), only_organisations=("vasa",)
    )
    assert picked(problem) == ["eva"]


def test_the_lot_gives_newcomers_a_chance_and_logs_it() -> None:
    problem = ask(person("a", 0.9), person("b", 0.8), person("c", 0.7), person("new", 0.0), exploration=0.4)
    seen: Counter[str] = Counter()
    for seed in range(4000):
        wave = choose(replace(problem, seed=seed))
        assert broken(problem, wave) == []
        seen.update(pick.person for pick in wave.picks)
        for pick in wave.picks:
            assert pick.propensity == pytest.approx({"a": 1, "b": 1, "c": 0.8, "new": 0.2}[pick.person])
            assert pick.explored is (pick.person == "new")
    assert seen["new"] / 4000 == pytest.approx(0.2, abs=0.03)
    assert seen["c"] / 4000 == pytest.approx(0.8, abs=0.03)


def test_the_lot_falls_on_who_was_asked_less() -> None:
    problem = ask(
        person("a", 0.9), replace(person("asked", 0.0), known=3), person("new", 0.0), exploration=1, size=1
    )
    drawn = [choose(replace(problem, seed=seed)).picks[0] for seed in range(2000)]
    for name, lot in (("a", 1), ("asked", 0.25), ("new", 1)):
        picks = [pick for pick in drawn if pick.person == name]
        assert {round(pick.propensity, 6) for pick in picks} == {round(lot / 2.25, 6)}
        assert len(picks) / 2000 == pytest.approx(lot / 2.25, abs=0.04)


def test_the_same_seed_gives_the_same_wave_and_ties_are_not_alphabetical() -> None:
    problem = ask(*(person(f"p{n:02}") for n in range(30)), seed=7)
    assert choose(problem) == choose(problem)
    assert picked(problem) != picked(replace(problem, seed=8))
    assert sorted(picked(problem)) != ["p00", "p01", "p02"]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        choose(ask(person("a", math.nan), person("a", 0.5, load=-1, budget=-2), size=0))
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        ("size", "out_of_range"),
        ("candidates[1]", "duplicate"),
        ("candidates[0].p", "not_a_number"),
        ("candidates[1].load", "negative"),
        ("candidates[1].budget", "negative"),
    ]


CANDIDATES = st.builds(
    Candidate,
    st.sampled_from("abcdefghij"),
    st.sampled_from(["björkfors", "vasa", "oslo", ""]),
    st.floats(0, 1),
    st.integers(0, 5),
    st.integers(0, 5),
    st.one_of(st.none(), st.dates(date(2026, 2, 25), date(2026, 3, 8))),
    st.booleans(),
    st.booleans(),
)


@given(
    st.lists(CANDIDATES, unique_by=lambda one: one.person),
    st.sampled_from(["a", "z"]),
    st.booleans(),
    st.one_of(st.none(), st.just(("vasa",))),
    st.integers(1, 4),
    st.floats(0, 1),
    st.integers(0, 99),
)
@settings(max_examples=500, deadline=None)
def test_every_wave_keeps_every_hard_rule(
    candidates: list[Candidate],
    asker: str,
    own: bool,
    named: tuple[str, ...] | None,
    size: int,
    exploration: float,
    seed: int,
) -> None:
    problem = Problem(
        asker,
        "björkfors",
        tuple(candidates),
        TODAY,
        own,
        1,
        size,
        exploration,
        only_organisations=named,
        seed=seed,
    )
    assert broken(problem, choose(problem)) == []


def test_waves_answer_most_asks_and_spread_the_load() -> None:
    found = simulate(World(), seed=1)
    assert found.answered >= 0.60
    assert found.gini <= 0.25
    assert found.most_load <= World().budget
    assert found.left == 0


def test_waves_are_not_much_worse_than_the_strongest_where_nobody_tires() -> None:
    mild = World(fatigue=0.03, leaving=0.0)
    best = simulate(replace(mild, size=5, waves=1), seed=2, policy=strongest)
    assert simulate(mild, seed=2).answered >= best.answered - 0.07


def test_gini_of_known_shares() -> None:
    assert gini([1, 1, 1, 1]) == pytest.approx(0)
    assert gini([0, 0, 0, 4]) == pytest.approx(0.75)
    assert gini([]) == 0
