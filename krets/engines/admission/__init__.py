"""Does an application hold what a rule asks for? Clause by clause, each with its reason.

A rule is a list of clauses. All must hold; clauses with the same `group` are alternatives, of which one is enough.
What only a person can judge is said to be so: the engine decides about nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from krets.engines.contract import Faults

__all__ = [
    "Answer",
    "Clause",
    "Facts",
    "Finding",
    "Kind",
    "Problem",
    "Verdict",
    "evaluate",
    "faults_of",
    "foreseen",
    "needed",
]

VERSION = "admission-1"

Kind = Literal["share", "appointed", "employer", "region", "role", "level", "invited", "alumni", "yes_no", "text"]
Outcome = Literal["holds", "fails", "judge", "missing"]
OTHER = "other"  # of a list: none of it


@dataclass(frozen=True, slots=True)
class Clause:
    """`id` is its name in the rule: answers stand under it.

    `among` is what is let in: kinds of employer, regions, titles, levels, units by slug; for `invited` who may
    invite: "member" or "runs". `least` is a share in percent, of work with `topic`. `question` is asked as it
    stands. Free answers are needed unless `optional`.
    """

    id: str
    kind: Kind
    among: tuple[str, ...] = ()
    least: int = 0
    topic: str = ""
    question: str = ""
    group: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an applicant without asking: kind and regions of the employer ("" and none when it is not
    known), units that they are or were in, and who invited them: "member", "runs", both or neither."""

    employer: str = ""
    regions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`: a number as digits, "yes" or "no", one of the clause's `among`, or a text."""

    clause: str
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    clauses: tuple[Clause, ...]
    answers: tuple[Answer, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason` is one of: enough, too_little, yes, no, of_these, none_of_these, known, unknown, said, elsewhere,
    invited, named, not_invited, written, empty."""

    clause: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`outcome` of the whole: missing before fails before judge before holds. `failing` names the clauses that let
    it fail: of alternatives, only when none of them can hold."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    failing: tuple[str, ...]


def evaluate(problem: Problem) -> Verdict:
    """Raises InputError for a rule that can't be one."""
    faults_of(problem.clauses).stop()
    given = {one.clause: one.value.strip() for one in problem.answers}
    found = {clause.id: _find(clause, given.get(clause.id, ""), problem.facts) for clause in problem.clauses}
    parts = [_of_group([found[one.id].outcome for one in group]) for group in _groups(problem.clauses)]
    failing = [
        clause.id
        for part, group in zip(parts, _groups(problem.clauses), strict=True)
        for clause in group
        if part == "fails"
    ]
    return Verdict(_worst(parts), tuple(found.values()), tuple(failing))


def foreseen(clauses: Iterable[Clause], facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Before anybody has answered: ids of clauses that are known to hold, and of those that are known to shut out.

    Of alternatives, those shut out only when all of them are known to fail.
    """
    given = tuple(clauses)
    known = {clause.id: _foreseen(clause, facts) for clause in given}
    holds = tuple(clause.id for clause in given if known[clause.id] == "holds")
    shut = [group for group in _groups(given) if all(known[clause.id] == "fails" for clause in group)]
    return holds, tuple(clause.id for group in shut for clause in group)


def needed(clause: Clause, facts: Facts) -> bool:
    """Whether the applicant is asked at all: not about what is known already."""
    match clause.kind:
        case "employer":
            return False
        case "alumni":
            return _shared(clause.among, facts.units) is None
        case "invited":
            return _shared(clause.among, facts.invited) is None
    return True


def faults_of(clauses: Iterable[Clause]) -> Faults:
    """What is wrong with a rule; `stop()` raises when there is anything."""
    faults, given = Faults(), list(clauses)
    faults.once("clauses", [clause.id for clause in given])
    for place, clause in enumerate(given):
        path = f"clauses[{place}]"
        if not clause.id:
            faults.add(f"{path}.id", "empty", "is missing")
        if clause.kind == "share":
            faults.number(f"{path}.least", clause.least, least=1, most=100)
            if not clause.topic.strip():
                faults.add(f"{path}.topic", "empty", "is missing")
        if clause.kind in ("employer", "region", "level", "invited", "alumni") and not clause.among:
            faults.add(f"{path}.among", "empty", "must name at least one")
        if clause.kind in ("yes_no", "text") and not clause.question.strip():
            faults.add(f"{path}.question", "empty", "is missing")
        if clause.optional and (clause.group or clause.kind != "text"):
            faults.add(f"{path}.optional", "out_of_range", "only a text that is no alternative can be left out")
        faults.once(f"{path}.among", clause.among)
    return faults


def _find(clause: Clause, answer: str, facts: Facts) -> Finding:
    outcome, reason = _outcome(clause, answer, facts)
    return Finding(clause.id, outcome, reason)


def _outcome(clause: Clause, answer: str, facts: Facts) -> tuple[Outcome, str]:
    match clause.kind:
        case "share":
            return _of_share(clause, answer)
        case "appointed" | "yes_no":
            return _of_yes(answer)
        case "employer":
            return _of_employer(clause, facts)
        case "region":
            return _of_region(clause, answer, facts)
        case "level":
            return _of_list(clause, answer)
        case "role":
            return _of_role(clause, answer)
        case "invited":
            return _of_invited(clause, answer, facts)
        case "alumni":
            return _of_alumni(clause, answer, facts)
        case "text":
            return ("judge", "written") if answer else ("holds" if clause.optional else "missing", "empty")


def _foreseen(clause: Clause, facts: Facts) -> str:
    """holds, fails, or '' where it takes an answer. Somebody may work elsewhere than their employer is."""
    if clause.kind == "employer" and facts.employer:
        return _of_employer(clause, facts)[0]
    if clause.kind == "region":
        here = {one.casefold() for one in facts.regions}
        return "holds" if here & {one.casefold() for one in clause.among} else ""
    known = {"alumni": facts.units, "invited": facts.invited}.get(clause.kind, ())
    return "holds" if _shared(clause.among, known) is not None else ""


def _of_share(clause: Clause, answer: str) -> tuple[Outcome, str]:
    if not answer.isdecimal() or int(answer) > 100:
        return "missing", "empty"
    return ("holds", "enough") if int(answer) >= clause.least else ("fails", "too_little")


def _of_yes(answer: str) -> tuple[Outcome, str]:
    if answer not in ("yes", "no"):
        return "missing", "empty"
    return ("holds", "yes") if answer == "yes" else ("fails", "no")


def _of_employer(clause: Clause, facts: Facts) -> tuple[Outcome, str]:
    if not facts.employer:
        return "judge", "unknown"
    return ("holds", "of_these") if facts.employer in clause.among else ("fails", "none_of_these")


def _of_region(clause: Clause, answer: str, facts: Facts) -> tuple[Outcome, str]:
    """Where somebody works is theirs to say; a person looks when the employer is known to be elsewhere."""
    outcome, reason = _of_list(clause, answer)
    known = {one.casefold() for one in facts.regions}
    if outcome == "holds" and known and answer.casefold() not in known:
        return "judge", "elsewhere"
    return outcome, reason


def _of_list(clause: Clause, answer: str) -> tuple[Outcome, str]:
    if not answer:
        return "missing", "empty"
    return ("holds", "of_these") if answer in clause.among else ("fails", "none_of_these")


def _of_role(clause: Clause, answer: str) -> tuple[Outcome, str]:
    """The same work has many titles: one that is not listed is for a person to judge."""
    if not answer or answer == OTHER:
        return "missing", "empty"
    listed = {title.casefold() for title in clause.among}
    return ("holds", "of_these") if answer.casefold() in listed else ("judge", "written")


def _of_invited(clause: Clause, answer: str, facts: Facts) -> tuple[Outcome, str]:
    """Whoever runs a unit invites as a member does."""
    if _shared(clause.among, facts.invited) is not None:
        return "holds", "invited"
    if not answer:
        return "missing", "empty"
    return ("fails", "not_invited") if answer == "no" else ("judge", "named")


def _of_alumni(clause: Clause, answer: str, facts: Facts) -> tuple[Outcome, str]:
    """Memberships of long ago are no longer kept: who says they were there is believed by a person or not."""
    if _shared(clause.among, facts.units) is not None:
        return "holds", "known"
    outcome, reason = _of_yes(answer)
    return ("judge", "said") if outcome == "holds" else (outcome, reason)


def _shared(wanted: tuple[str, ...], known: tuple[str, ...]) -> str | None:
    return next((one for one in wanted if one in known or (one == "member" and "runs" in known)), None)


def _groups(clauses: Iterable[Clause]) -> list[list[Clause]]:
    """Each clause by itself, and those with the same group together, in the order of their first."""
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(f"group {clause.group}" if clause.group else f"clause {clause.id}", []).append(clause)
    return list(groups.values())


def _of_group(outcomes: list[Outcome]) -> Outcome:
    """One that holds is enough; what is not answered counts only when nothing else is."""
    for best in ("holds", "judge", "fails"):
        if best in outcomes:
            return best
    return "missing"


def _worst(parts: Iterable[Outcome]) -> Outcome:
    found = set(parts)
    for worst in ("missing", "fails", "judge"):
        if worst in found:
            return worst
    return "holds"
