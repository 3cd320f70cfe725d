"""Traces of experience vote for people."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.contract import InputError
from krets.engines.matching import Evidence, Weights, rank


def people(*evidence: Evidence, lang: str | None = None) -> list[str]:
    return [match.person for match in rank(evidence, lang=lang)]


def test_more_votes_rank_higher() -> None:
    assert people(
        Evidence("eva", "answer", "1", 0.5),
        Evidence("ole", "answer", "1", 0.5),
        Evidence("ole", "answer", "2", 0.5),
    ) == ["ole", "eva"]


def test_an_answer_that_helped_counts_more_than_one_that_was_given() -> None:
    assert people(Evidence("eva", "thanks", "1", 0.5), Evidence("ole", "answer", "1", 0.5)) == ["eva", "ole"]


def test_half_a_year_halves_an_answer_but_not_a_profile() -> None:
    fresh, old = (rank([Evidence("eva", "answer", "1", 1, age)])[0].reasons[0].weight for age in (0, 180))
    assert old == pytest.approx(fresh / 2)
    fresh, old = (rank([Evidence("eva", "profile", "1", 1, age)])[0].reasons[0].weight for age in (0, 9999))
    assert old == fresh
    case, answer = (rank([Evidence("eva", kind, "1", 1, 720)])[0].score for kind in ("case", "answer"))
    assert case > 4 * answer


def test_the_asks_language_helps_and_its_neighbours_nearly_as_much() -> None:
    traces = [Evidence(lang, "answer", "1", 0.5, lang=lang) for lang in ("fi", "nb", "sv")]
    assert people(*traces, lang="sv") == ["sv", "nb", "fi"]


def test_the_same_trace_twice_counts_once() -> None:
    one = Evidence("eva", "answer", "1", 0.5)
    assert rank([one, one]) == rank([one])


def test_every_match_says_why_strongest_first() -> None:
    found = rank(
        [
            Evidence("eva", "profile", "p", 0.2, words=("städ",)),
            Evidence("eva", "case", "c", 0.9, words=("elbussar", "depå")),
        ]
    )
    assert [(reason.source, reason.key, reason.words) for reason in found[0].reasons] == [
        ("case", "c", ("elbussar", "depå")),
        ("profile", "p", ("städ",)),
    ]
    assert found[0].score == pytest.approx((1.08 + 0.16) / (1 + 1.08 + 0.16))


def test_unlike_things_make_no_match_and_the_limit_holds() -> None:
    assert rank([Evidence("eva", "answer", "1", 0.0)]) == ()
    assert len(rank([Evidence(str(n), "answer", "1", 0.5) for n in range(10)], limit=3)) == 3
    assert rank([]) == ()


def test_equal_people_are_drawn_by_seed_and_not_by_name() -> None:
    traces = [Evidence(f"person {n:02}", "answer", "1", 0.5) for n in range(20)]
    first = [match.person for match in rank(traces, seed=1)]
    assert first == [match.person for match in rank(list(reversed(traces)), seed=1)]
    assert first != sorted(first)
    assert first != [match.person for match in rank(traces, seed=2)]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        rank([Evidence("eva", "answer", "1", math.nan), Evidence("", "answer", "1", 2, -1)], weights=Weights())
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        ("evidence[0].similarity", "not_a_number"),
        ("evidence[1].similarity", "out_of_range"),
        ("evidence[1].age_days", "negative"),
        ("evidence[1].person", "empty"),
    ]


TRACES = st.builds(
    Evidence,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["answer", "thanks", "case", "profile", "purchase", "thread"]),
    st.sampled_from(["1", "2"]),
    st.floats(0, 1),
    st.floats(0, 5000),
)


@given(st.lists(TRACES), TRACES)
@settings(deadline=None)
def test_another_trace_never_lowers_its_person(traces: list[Evidence], more: Evidence) -> None:
    before = {match.person: match.score for match in rank(traces)}
    after = {match.person: match.score for match in rank([*traces, more])}
    assert after.get(more.person, 0) >= before.get(more.person, 0) - 1e-12
    assert all(0 < score < 1 for score in after.values())
