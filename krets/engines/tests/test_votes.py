"""What a vote came to: truth tables, and a second count that was written apart from the first."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.contract import InputError
from krets.engines.votes import Cast, Count, Poll, Rules, Voter, count, decide

T0 = datetime(2026, 3, 28, 13, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "everybody", "result"),
    [
        ("simple", 5, 4, 0, 20, "carried"),
        ("simple", 5, 4, 9, 20, "carried"),  # who abstains says neither
        ("simple", 4, 4, 1, 20, "tie"),
        ("simple", 0, 0, 9, 20, "tie"),
        ("simple", 4, 5, 0, 20, "lost"),
        ("simple", 1, 0, 0, 20, "carried"),
        ("two_thirds", 2, 1, 0, 20, "carried"),
        ("two_thirds", 6, 3, 0, 20, "carried"),
        ("two_thirds", 5, 3, 0, 20, "lost"),
        ("two_thirds", 4, 2, 8, 20, "carried"),
        ("two_thirds", 0, 0, 8, 20, "lost"),
        ("two_thirds", 3, 3, 0, 20, "lost"),
        ("of_all", 11, 9, 0, 20, "carried"),
        ("of_all", 10, 0, 0, 20, "lost"),
        ("of_all", 11, 0, 0, 21, "carried"),
        ("of_all", 10, 0, 11, 21, "lost"),
        ("of_all", 0, 0, 0, 0, "lost"),
    ],
)
def test_each_majority(majority: Any, yes: int, no: int, abstain: int, everybody: int, result: str) -> None:
    assert decide(Count(yes, no, abstain, everybody), Rules(majority=majority)).result == result


@pytest.mark.parametrize(
    ("rules", "votes", "everybody", "result"),
    [
        (Rules(quorum=5), 5, 20, "carried"),
        (Rules(quorum=5), 4, 20, "no_quorum"),
        (Rules(quorum_percent=50), 10, 20, "carried"),
        (Rules(quorum_percent=50), 9, 20, "no_quorum"),
        (Rules(quorum_percent=50), 10, 21, "no_quorum"),  # half of 21 is ten and a half
        (Rules(quorum_percent=50), 11, 21, "carried"),
        (Rules(quorum_percent=100), 20, 20, "carried"),
        (Rules(quorum_percent=100), 19, 20, "no_quorum"),
        (Rules(quorum=12, quorum_percent=50), 11, 20, "no_quorum"),  # the stricter of the two
    ],
)
def test_a_quorum_is_reached_or_not(rules: Rules, votes: int, everybody: int, result: str) -> None:
    assert decide(Count(votes, 0, 0, everybody), rules).result == result


def test_who_abstains_is_there() -> None:
    assert decide(Count(1, 0, 4, 10), Rules(quorum=5)).result == "carried"


def poll(*cast: tuple[str, str, int], rules: Rules | None = None, left: dict[str, int] | None = None) -> Any:
    gone = {person: at(minutes) for person, minutes in (left or {}).items()}
    people = {"anna": "grankoping", "bo": "bjorkfors", "berit": "bjorkfors", "lea": ""}
    roll = tuple(Voter(person, of, gone.get(person)) for person, of in people.items())
    votes = tuple(Cast(person, choice, at(minutes)) for person, choice, minutes in cast)  # type: ignore[arg-type]
    return count(Poll(rules or Rules(), roll, votes, at(60)))


def told(outcome: Any) -> dict[str, str]:
    return {one.person: one.code for one in outcome.turned_away}


ORGANISATIONS = Rules(counted="organisations")


@pytest.mark.parametrize(
    ("cast", "rules", "left", "numbers", "turned_away"),
    [
        ([("anna", "yes", 1), ("bo", "no", 1)], Rules(), {}, (1, 1, 0, 4), {}),
        ([("ingen", "yes", 1)], Rules(), {}, (0, 0, 0, 4), {"ingen": "not_on_roll"}),
        ([("anna", "yes", 60)], Rules(), {}, (1, 0, 0, 4), {}),
        ([("anna", "yes", 61)], Rules(), {}, (0, 0, 0, 4), {"anna": "late"}),
        # Voted and left: it stands. Left without voting: struck.
        ([("anna", "yes", 1)], Rules(), {"anna": 2}, (1, 0, 0, 4), {}),
        ([("anna", "yes", 3)], Rules(), {"anna": 2}, (0, 0, 0, 3), {"anna": "left"}),
        ([("anna", "yes", 2)], Rules(), {"anna": 2}, (0, 0, 0, 3), {"anna": "left"}),
        # A second vote replaces the first, or does not.
        ([("anna", "yes", 1), ("anna", "no", 2)], Rules(change=True), {}, (0, 1, 0, 4), {}),
        ([("anna", "yes", 1), ("anna", "no", 2)], Rules(), {}, (1, 0, 0, 4), {"anna": "voted"}),
        # One organisation, one vote: its first colleague's, even in the same second.
        ([("bo", "yes", 1), ("berit", "no", 1)], ORGANISATIONS, {}, (1, 0, 0, 2), {"berit": "organisation_voted"}),
        ([("berit", "no", 1)], ORGANISATIONS, {"bo": 0}, (0, 1, 0, 2), {}),
        ([], ORGANISATIONS, {"bo": 0, "berit": 0}, (0, 0, 0, 1), {}),
        ([("bo", "yes", 1)], ORGANISATIONS, {"bo": 2, "berit": 2}, (1, 0, 0, 2), {}),
        ([("lea", "yes", 1)], ORGANISATIONS, {}, (0, 0, 0, 2), {"lea": "speaks_for_none"}),
    ],
)  # fmt: skip
def test_which_votes_count(cast: Any, rules: Rules, left: Any, numbers: Any, turned_away: Any) -> None:
    outcome = poll(*cast, rules=rules, left=left)
    counted = outcome.count
    assert (counted.yes, counted.no, counted.abstain, counted.all) == numbers
    assert told(outcome) == turned_away


def test_each_result_says_why() -> None:
    outcome = decide(Count(4, 4, 1, 20), Rules(quorum=5))
    assert [(one.code, one.value, one.wanted) for one in outcome.reasons] == [("quorum", 9, 5), ("tie", 4, 5)]


def test_what_can_not_be_counted_is_said() -> None:
    with pytest.raises(InputError) as fault:
        decide(Count(-1, 3, 0, 1), Rules(quorum_percent=101))
    assert {one.path for one in fault.value.faults} == {"count.yes", "count.all", "rules.quorum_percent"}
    with pytest.raises(InputError, match="more than once"):
        count(Poll(Rules(), (Voter("anna"), Voter("anna")), ()))


def counted_again(poll: Poll) -> tuple[str, int, int, int, int]:
    """Backwards: from each who has a vote to what they said, where the engine goes through the votes."""
    rules = poll.rules
    groups: dict[str, list[Voter]] = {}
    for voter in poll.roll:
        key = voter.person if rules.counted == "people" else voter.organisation
        if key:
            groups.setdefault(key, []).append(voter)
    said: list[str] = []
    everybody = 0
    for people in groups.values():
        in_time = [
            cast
            for cast in poll.cast
            for voter in people
            if voter.person == cast.person
            and (poll.closed is None or cast.at <= poll.closed)
            and (voter.left is None or cast.at < voter.left)
        ]
        if in_time:
            own = [cast for cast in in_time if cast.person == in_time[0].person]
            said.append((own[-1] if rules.change else own[0]).choice)
        if in_time or any(voter.left is None for voter in people):
            everybody += 1
    yes, no = said.count("yes"), said.count("no")
    if len(said) < rules.quorum or Fraction(len(said)) < Fraction(everybody * rules.quorum_percent, 100):
        result = "no_quorum"
    elif rules.majority == "of_all":
        result = "carried" if everybody and Fraction(yes, everybody) > Fraction(1, 2) else "lost"
    elif rules.majority == "two_thirds":
        result = "carried" if yes and Fraction(yes, yes + no) >= Fraction(2, 3) else "lost"
    else:
        result = "carried" if yes > no else "lost" if yes < no else "tie"
    return result, yes, no, said.count("abstain"), everybody


minutes = st.integers(0, 12).map(at)
people = st.sampled_from("abcdefgh")


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    voters = st.builds(Voter, people, st.sampled_from(["", "x", "x", "y", "z"]), st.none() | minutes)
    roll = draw(st.lists(voters, max_size=8, unique_by=lambda voter: voter.person))
    cast = draw(st.lists(st.builds(Cast, people, st.sampled_from(["yes", "no", "abstain"]), minutes), max_size=14))
    rules = st.builds(
        Rules,
        counted=st.sampled_from(["people", "organisations"]),
        majority=st.sampled_from(["simple", "two_thirds", "of_all"]),
        quorum=st.integers(0, 6),
        quorum_percent=st.sampled_from([0, 0, 25, 33, 50, 60, 67, 100]),
        change=st.booleans(),
    )
    return Poll(draw(rules), tuple(roll), tuple(cast), draw(st.none() | minutes))


@settings(max_examples=400, deadline=None)
@given(polls())
def test_two_counts_that_were_written_apart_agree(poll: Poll) -> None:
    outcome = count(poll)
    counted = outcome.count
    assert (outcome.result, counted.yes, counted.no, counted.abstain, counted.all) == counted_again(poll)


@settings(max_examples=100, deadline=None)
@given(polls())
def test_a_further_yes_never_hurts_nor_a_vote_too_late(poll: Poll) -> None:
    late = Poll(poll.rules, poll.roll, (*poll.cast, Cast("a", "no", at(99))), poll.closed or at(50))
    before = count(Poll(poll.rules, poll.roll, poll.cast, late.closed))
    assert count(late).count == before.count
    one = before.count
    if one.votes < one.all:
        more = decide(Count(one.yes + 1, one.no, one.abstain, one.all), poll.rules)
        assert before.result != "carried" or more.result == "carried"
