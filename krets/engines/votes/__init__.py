"""What a vote came to: who had a vote, which votes count, and whether the proposal is carried. With reasons.

Those on the roll have a vote: each of them, or each organisation that somebody on the roll speaks for. Who left
before voting is struck from the roll, so that nobody waits for them: they neither vote nor count among all. Who
had voted before leaving has voted. An organisation has one vote, which is its first colleague's to cast; it is
struck when all its people left and none of them had voted. What comes after the closing counts for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from krets.engines.contract import Faults

__all__ = ["Cast", "Count", "Outcome", "Poll", "Reason", "Rules", "TurnedAway", "Voter", "count", "decide"]

VERSION = "votes-1"

Choice = Literal["yes", "no", "abstain"]


@dataclass(frozen=True, slots=True)
class Voter:
    """On the roll. left: when they left, if they did; `organisation` is empty for who speaks for none."""

    person: str
    organisation: str = ""
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote as it came in."""

    person: str
    choice: Choice
    at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """Quorum: so many votes must be cast, abstentions among them, and that share (in percent) of all there are.

    majority: simple (more yes than no), two_thirds (of yes and no together), of_all (more than half of all votes
    that there are, cast or not). change: whether one may vote again, which replaces one's vote.
    """

    counted: Literal["people", "organisations"] = "people"
    majority: Literal["simple", "two_thirds", "of_all"] = "simple"
    quorum: int = 0
    quorum_percent: int = 0
    change: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    rules: Rules
    roll: tuple[Voter, ...]
    cast: tuple[Cast, ...]  # in the order they came in
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """all: how many votes there are, cast or not."""

    yes: int
    no: int
    abstain: int
    all: int

    @property
    def votes(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is one of quorum, no_quorum (value cast, wanted needed), then majority, tie, minority (value is the
    yes, wanted the least that would have carried it)."""

    code: str
    value: int
    wanted: int


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Why a vote did not count. `code` is one of not_on_roll, speaks_for_none, late, left, voted and
    organisation_voted."""

    person: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`result` is one of carried, lost, tie, no_quorum; a tie carries nothing."""

    result: Literal["carried", "lost", "tie", "no_quorum"]
    count: Count
    reasons: tuple[Reason, ...]
    turned_away: tuple[TurnedAway, ...] = ()


def count(poll: Poll) -> Outcome:
    """Count votes that bear a name. Raises InputError."""
    _check(poll)
    roll = {voter.person: voter for voter in poll.roll}
    standing: dict[str, Cast] = {}  # whose vote it is: the one that counts
    turned_away: list[TurnedAway] = []
    for cast in poll.cast:
        voter = roll.get(cast.person)
        code = _refusal(poll, voter, cast) or _second(poll, voter, cast, standing)
        if code:
            turned_away.append(TurnedAway(cast.person, code))
        elif voter is not None:
            standing[_whose(poll.rules, voter)] = cast
    still = {_whose(poll.rules, voter) for voter in poll.roll if voter.left is None} - {""}
    counted = Count(*_sums(standing.values()), all=len(still | set(standing)))
    outcome = decide(counted, poll.rules)
    return Outcome(outcome.result, counted, outcome.reasons, tuple(turned_away))


def decide(counted: Count, rules: Rules) -> Outcome:
    """What a count means. Also for shows of hands and secret votes, of which there is nothing but the count."""
    faults = Faults()
    for name in ("yes", "no", "abstain", "all"):
        faults.number(f"count.{name}", getattr(counted, name), least=0)
    if counted.votes > counted.all:
        faults.add("count.all", "out_of_range", "must be at least as many as were cast")
    _check_rules(rules, faults)
    faults.stop()
    needed = max(rules.quorum, -(-counted.all * rules.quorum_percent // 100))
    if counted.votes < needed:
        return Outcome("no_quorum", counted, (Reason("no_quorum", counted.votes, needed),))
    quorum = (Reason("quorum", counted.votes, needed),) if needed else ()
    least = _least(counted, rules)
    if counted.yes >= least:
        return Outcome("carried", counted, (*quorum, Reason("majority", counted.yes, least)))
    if rules.majority == "simple" and counted.yes == counted.no:
        return Outcome("tie", counted, (*quorum, Reason("tie", counted.yes, least)))
    return Outcome("lost", counted, (*quorum, Reason("minority", counted.yes, least)))


def _least(counted: Count, rules: Rules) -> int:
    """How many yes carry the proposal, with the no that there are."""
    if rules.majority == "of_all":
        return counted.all // 2 + 1
    if rules.majority == "two_thirds":
        # Two of three who said yes or no: with n no, 2n yes. Nobody's yes carries nothing.
        return max(1, 2 * counted.no)
    return counted.no + 1


def _refusal(poll: Poll, voter: Voter | None, cast: Cast) -> str:
    if voter is None:
        return "not_on_roll"
    if not _whose(poll.rules, voter):
        return "speaks_for_none"
    if poll.closed is not None and cast.at > poll.closed:
        return "late"
    if voter.left is not None and cast.at >= voter.left:
        return "left"
    return ""


def _second(poll: Poll, voter: Voter | None, cast: Cast, standing: dict[str, Cast]) -> str:
    before = standing.get(_whose(poll.rules, voter)) if voter is not None else None
    if before is None:
        return ""
    if before.person != cast.person:
        return "organisation_voted"
    return "" if poll.rules.change else "voted"


def _whose(rules: Rules, voter: Voter) -> str:
    return voter.organisation if rules.counted == "organisations" else voter.person


def _sums(votes: Iterable[Cast]) -> tuple[int, int, int]:
    choices = [vote.choice for vote in votes]
    return choices.count("yes"), choices.count("no"), choices.count("abstain")


def _check(poll: Poll) -> None:
    faults = Faults()
    faults.once("roll", (voter.person for voter in poll.roll))
    for place, voter in enumerate(poll.roll):
        if not voter.person:
            faults.add(f"roll[{place}].person", "empty", "is missing")
    _check_rules(poll.rules, faults)
    faults.stop()


def _check_rules(rules: Rules, faults: Faults) -> None:
    faults.number("rules.quorum", rules.quorum, least=0)
    faults.number("rules.quorum_percent", rules.quorum_percent, least=0, most=100)
