"""Does an application hold what a rule asks for: every clause type by truth table, and how they go together."""

from itertools import product
from typing import Any

import pytest

from krets.engines.admission import Answer, Clause, Facts, Problem, evaluate, foreseen, needed
from krets.engines.contract import InputError

SHARE = Clause("c", "share", least=80, topic="hållbarhet")
APPOINTED = Clause("c", "appointed")
EMPLOYER = Clause("c", "employer", among=("municipality", "region"))
REGION = Clause("c", "region", among=("Dalarna", "Uppland"))
ROLE = Clause("c", "role", among=("Inköpschef", "Upphandlingschef"))
FREE_ROLE = Clause("c", "role")
LEVEL = Clause("c", "level", among=("strategic",))
BY_MEMBER = Clause("c", "invited", among=("member",))
BY_RUNNER = Clause("c", "invited", among=("runs",))
ALUMNI = Clause("c", "alumni", among=("akademin-2026",))
YES_NO = Clause("c", "yes_no", question="Skriver du avtal?")
TEXT = Clause("c", "text", question="Varför vill du vara med?")
OPTIONAL = Clause("c", "text", question="Något mer?", optional=True)

TABLE: list[tuple[Clause, str, Facts, str, str]] = [
    # clause, answer, what is known, outcome, reason
    (SHARE, "80", Facts(), "holds", "enough"),
    (SHARE, "100", Facts(), "holds", "enough"),
    (SHARE, "79", Facts(), "fails", "too_little"),
    (SHARE, "0", Facts(), "fails", "too_little"),
    (SHARE, "", Facts(), "missing", "empty"),
    (SHARE, "101", Facts(), "missing", "empty"),
    (SHARE, "-5", Facts(), "missing", "empty"),
    (SHARE, "mycket", Facts(), "missing", "empty"),
    (APPOINTED, "yes", Facts(), "holds", "yes"),
    (APPOINTED, "no", Facts(), "fails", "no"),
    (APPOINTED, "", Facts(), "missing", "empty"),
    (APPOINTED, "kanske", Facts(), "missing", "empty"),
    (EMPLOYER, "", Facts(employer="region"), "holds", "of_these"),
    (EMPLOYER, "", Facts(employer="company"), "fails", "none_of_these"),
    (EMPLOYER, "municipality", Facts(), "judge", "unknown"),  # what is typed is not what is known
    (REGION, "Dalarna", Facts(), "holds", "of_these"),
    (REGION, "Dalarna", Facts(regions=("dalarna", "Gävleborg")), "holds", "of_these"),
    (REGION, "Dalarna", Facts(regions=("Skåne",)), "judge", "elsewhere"),
    (REGION, "other", Facts(), "fails", "none_of_these"),
    (REGION, "other", Facts(regions=("Dalarna",)), "fails", "none_of_these"),
    (REGION, "", Facts(), "missing", "empty"),
    (ROLE, "inköpschef", Facts(), "holds", "of_these"),
    (ROLE, "Ekonomichef", Facts(), "judge", "written"),
    (ROLE, "other", Facts(), "missing", "empty"),
    (ROLE, "", Facts(), "missing", "empty"),
    (FREE_ROLE, "Ekonomichef", Facts(), "judge", "written"),
    (FREE_ROLE, "", Facts(), "missing", "empty"),
    (LEVEL, "strategic", Facts(), "holds", "of_these"),
    (LEVEL, "operational", Facts(), "fails", "none_of_these"),
    (LEVEL, "", Facts(), "missing", "empty"),
    (BY_MEMBER, "", Facts(invited=("member",)), "holds", "invited"),
    (BY_MEMBER, "", Facts(invited=("runs",)), "holds", "invited"),  # who runs a unit is more than a member
    (BY_MEMBER, "Bo Björk", Facts(), "judge", "named"),
    (BY_MEMBER, "no", Facts(), "fails", "not_invited"),
    (BY_MEMBER, "", Facts(), "missing", "empty"),
    (BY_RUNNER, "", Facts(invited=("runs",)), "holds", "invited"),
    (BY_RUNNER, "", Facts(invited=("member",)), "missing", "empty"),
    (BY_RUNNER, "Eva", Facts(invited=("member",)), "judge", "named"),
    (ALUMNI, "", Facts(units=("akademin-2026", "annat")), "holds", "known"),
    (ALUMNI, "no", Facts(units=("akademin-2026",)), "holds", "known"),
    (ALUMNI, "yes", Facts(units=("annat",)), "judge", "said"),
    (ALUMNI, "no", Facts(), "fails", "no"),
    (ALUMNI, "", Facts(), "missing", "empty"),
    (YES_NO, "yes", Facts(), "holds", "yes"),
    (YES_NO, "no", Facts(), "fails", "no"),
    (YES_NO, "", Facts(), "missing", "empty"),
    (TEXT, "För att lära.", Facts(), "judge", "written"),
    (TEXT, "   ", Facts(), "missing", "empty"),
    (OPTIONAL, "Ja.", Facts(), "judge", "written"),
    (OPTIONAL, "", Facts(), "holds", "empty"),
]


@pytest.mark.parametrize(("clause", "answer", "facts", "outcome", "reason"), TABLE)
def test_each_clause_holds_fails_or_waits_for_a_person(
    clause: Clause, answer: str, facts: Facts, outcome: str, reason: str
) -> None:
    verdict = evaluate(Problem((clause,), (Answer("c", answer),), facts))
    found = verdict.findings[0]
    assert (found.outcome, found.reason, verdict.outcome) == (outcome, reason, outcome)
    assert verdict.failing == (("c",) if outcome == "fails" else ())


def test_every_kind_of_clause_and_every_outcome_it_can_have_stands_in_the_table() -> None:
    kinds = {clause.kind for clause, *_ in TABLE}
    assert kinds == set(Clause.__annotations__["kind"].__args__)


# One clause of each outcome, so that all combinations can be made of them.
MADE: dict[str, tuple[dict[str, Any], str]] = {
    "holds": ({"kind": "yes_no", "question": "?"}, "yes"),
    "fails": ({"kind": "yes_no", "question": "?"}, "no"),
    "judge": ({"kind": "text", "question": "?"}, "ja"),
    "missing": ({"kind": "text", "question": "?"}, ""),
}
OUTCOMES = list(MADE)


def problem(outcomes: list[str], groups: list[str]) -> Problem:
    clauses = [
        Clause(f"c{n}", **MADE[one][0], group=group)
        for n, (one, group) in enumerate(zip(outcomes, groups, strict=True))
    ]
    return Problem(tuple(clauses), tuple(Answer(f"c{n}", MADE[one][1]) for n, one in enumerate(outcomes)))


def test_all_clauses_must_hold() -> None:
    for outcomes in product(OUTCOMES, repeat=3):
        verdict = evaluate(problem([*outcomes], ["", "", ""]))
        worst = next(one for one in ("missing", "fails", "judge", "holds") if one in outcomes)
        assert verdict.outcome == worst, outcomes
        assert [one.outcome for one in verdict.findings] == [*outcomes]
        assert verdict.failing == tuple(f"c{n}" for n, one in enumerate(outcomes) if one == "fails")


def test_of_alternatives_one_is_enough() -> None:
    for outcomes in product(OUTCOMES, repeat=3):
        verdict = evaluate(problem([*outcomes], ["a", "a", "a"]))
        best = next(one for one in ("holds", "judge", "fails", "missing") if one in outcomes)
        assert verdict.outcome == best, outcomes
        assert verdict.failing == (("c0", "c1", "c2") if best == "fails" else ())


def test_alternatives_and_what_must_hold_go_together() -> None:
    for first, second, alone in product(OUTCOMES, repeat=3):
        verdict = evaluate(problem([first, alone, second], ["a", "", "a"]))
        either = next(one for one in ("holds", "judge", "fails", "missing") if one in (first, second))
        both = next(one for one in ("missing", "fails", "judge", "holds") if one in (either, alone))
        assert verdict.outcome == both, (first, second, alone)


def test_a_rule_without_clauses_holds_for_all() -> None:
    assert evaluate(Problem(())).outcome == "holds"


def test_nobody_is_asked_what_is_known() -> None:
    known = Facts(employer="region", units=("akademin-2026",), invited=("member",))
    assert [needed(one, known) for one in (EMPLOYER, ALUMNI, BY_MEMBER, BY_RUNNER, SHARE)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert [needed(one, Facts()) for one in (EMPLOYER, ALUMNI, BY_MEMBER)] == [False, True, True]


@pytest.mark.parametrize(
    ("clause", "path"),
    [
        (Clause("", "appointed"), "clauses[0].id"),
        (Clause("c", "share", least=0, topic="x"), "clauses[0].least"),
        (Clause("c", "share", least=101, topic="x"), "clauses[0].least"),
        (Clause("c", "share", least=80), "clauses[0].topic"),
        (Clause("c", "employer"), "clauses[0].among"),
        (Clause("c", "level", among=("strategic", "strategic")), "clauses[0].among[1]"),
        (Clause("c", "yes_no", question=" "), "clauses[0].question"),
        (Clause("c", "text", question="?", optional=True, group="a"), "clauses[0].optional"),
    ],
)
def test_a_rule_that_can_not_be_one_names_what_is_wrong(clause: Clause, path: str) -> None:
    with pytest.raises(InputError) as refused:
        evaluate(Problem((clause,)))
    assert path in {fault.path for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("clause", "facts", "known"),
    [
        (EMPLOYER, Facts(employer="region"), "holds"),
        (EMPLOYER, Facts(employer="company"), "fails"),
        (EMPLOYER, Facts(), ""),
        (REGION, Facts(regions=("dalarna",)), "holds"),
        (REGION, Facts(regions=("Skåne",)), ""),  # theirs to say
        (ALUMNI, Facts(units=("akademin-2026",)), "holds"),
        (ALUMNI, Facts(), ""),  # who was there long ago is known no more
        (BY_MEMBER, Facts(invited=("runs",)), "holds"),
        (SHARE, Facts(employer="region"), ""),
        (TEXT, Facts(employer="region"), ""),
    ],
)
def test_what_is_known_before_anybody_has_answered(clause: Clause, facts: Facts, known: str) -> None:
    assert foreseen([clause], facts) == (("c",) * (known == "holds"), ("c",) * (known == "fails"))


def test_of_alternatives_all_must_be_known_to_fail() -> None:
    facts = Facts(employer="company")
    other = Clause("d", "employer", among=("state",), group="a")
    may = Clause("e", "share", least=80, topic="avtal", group="a")
    shut = Clause("c", "employer", among=("region",), group="a")
    assert foreseen([shut, other], facts) == ((), ("c", "d"))
    assert foreseen([shut, other, may], facts) == ((), ())
