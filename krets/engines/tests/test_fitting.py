"""What fits somebody new, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krets.engines.contract import InputError
from krets.engines.fitting import Fit, Newcomer, Option, Problem, fit

TOVE = Newcomer(
    told="Jag köper livsmedel och skolmat, och följer upp avtal om transporter.",
    bought=("Skolmat och livsmedel 2025",),
    cpv=("150",),
    kind="municipality",
    size="under_25",
    regions=("Gävleborgs län",),
    languages=("sv",),
)


def why(*options: Option, newcomer: Newcomer = TOVE) -> dict[str, list[str]]:
    return {one.key: [reason.source for reason in one.reasons] for one in fit(Problem(newcomer, options))}


def test_words_that_both_use_are_the_strongest_reason() -> None:
    found = fit(
        Problem(
            TOVE, (Option("it", "Licenser och system", alike=9), Option("food", "Skolmat och livsmedel", alike=9))
        )
    )
    assert [one.key for one in found] == ["food", "it"]
    assert set(found[0].reasons[0].words) == {"Skolmat", "livsmedel"}


def test_words_of_the_trade_say_nothing() -> None:
    assert why(Option("any", "Nätverk för upphandlare som köper och följer upp avtal")) == {}


@pytest.mark.parametrize(
    ("area", "fits"), [("Gävleborg", True), ("gävleborgs län", True), ("Dalarna", False), ("Gäv", False)]
)
def test_a_region_is_known_by_its_begin(area: str, fits: bool) -> None:
    assert why(Option("north", regions=(area,))) == ({"north": ["region"]} if fits else {})


def test_employers_of_the_same_kind_weigh_more_the_more_there_are() -> None:
    found = fit(Problem(TOVE, (Option("few", alike=5), Option("many", alike=15))))
    assert [(one.key, one.reasons[0].count) for one in found] == [("many", 15), ("few", 5)]


def test_what_a_clause_shuts_out_is_left_out_however_well_it_fits() -> None:
    assert why(Option("shut", "Skolmat", fails=("share",)), Option("open", "Skolmat", holds=("kind",))) == {
        "open": ["topic", "admission"]
    }


def test_that_nobody_has_answered_is_no_reason_by_itself() -> None:
    assert why(Option("odd", "Helt annat", answers=0)) == {}
    assert why(Option("food", "Skolmat", answers=0)) == {"food": ["topic", "unanswered"]}
    assert why(Option("food", "Skolmat", answers=3)) == {"food": ["topic"]}


def test_another_language_waits() -> None:
    found = fit(Problem(TOVE, (Option("fi", "Skolmat", language="fi"), Option("da", "Skolmat", language="da"))))
    assert [one.key for one in found] == ["da", "fi"]


def test_bad_input_is_told_all_at_once() -> None:
    with pytest.raises(InputError) as refused:
        fit(Problem(TOVE, (Option("a", alike=-1), Option("a"), Option(""))))
    assert {fault.path for fault in refused.value.faults} == {"options[0].alike", "options[1]", "options[2].key"}


options = st.builds(
    Option,
    key=st.uuids().map(str),
    text=st.sampled_from(["", "Skolmat", "Transporter och livsmedel", "Licenser"]),
    language=st.sampled_from(["", "sv", "fi"]),
    alike=st.integers(0, 30),
    answers=st.none() | st.integers(0, 3),
    age_days=st.floats(0, 900),
    half_life=st.sampled_from([0.0, 30.0]),
)


@given(st.lists(options, max_size=8, unique_by=lambda one: one.key))
def test_everything_that_is_shown_has_a_reason_and_the_order_is_that_of_the_scores(found: list[Option]) -> None:
    fits: tuple[Fit, ...] = fit(Problem(TOVE, tuple(found), limit=3))
    assert len(fits) <= 3
    assert all(one.reasons and one.score > 0 for one in fits)
    assert [one.score for one in fits] == sorted((one.score for one in fits), reverse=True)
    assert fits == fit(Problem(TOVE, tuple(reversed(found)), limit=3))
