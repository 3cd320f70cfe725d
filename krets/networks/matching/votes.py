"""The one bridge to the engine that counts votes: rows in, its dataclasses out."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from krets.engines.votes import Cast, Choice, Count, Outcome, Poll, Rules, Voter, count, decide
from krets.networks.models import Ballot, Membership, Vote

__all__ = ["Outcome", "of_open", "of_secret", "of_show", "rules_of"]


def rules_of(vote: Vote) -> Rules:
    return Rules(
        counted=vote.counted,  # type: ignore[arg-type] # the same words
        majority=vote.majority,  # type: ignore[arg-type]
        quorum=vote.quorum,
        quorum_percent=vote.quorum_percent,
        change=not vote.is_secret,
    )


def of_open(vote: Vote) -> Outcome:
    """Count the votes that bear a name."""
    ballots = Ballot.objects.filter(entry__vote=vote).order_by("at", "pk")
    given = [
        Cast(str(entry), cast(Choice, choice), vote.opened)
        for entry, choice in ballots.values_list("entry", "choice")
    ]
    return count(Poll(rules_of(vote), _roll(vote), tuple(given), vote.closed))


def of_secret(vote: Vote, inside: Mapping[str, int]) -> Outcome:
    """What is in the urn, among all whom the roll still has: that they voted is known, and enough for that."""
    voted = vote.roll.filter(voted=True).order_by("pk").values_list("pk", flat=True)
    there = tuple(Cast(str(entry), "abstain", vote.opened) for entry in voted)
    everybody = count(Poll(rules_of(vote), _roll(vote), there, vote.closed)).count.all
    return decide(Count(inside["yes"], inside["no"], inside["abstain"], everybody), rules_of(vote))


def of_show(vote: Vote, *, yes: int, no: int, abstain: int, everybody: int) -> Outcome:
    """What was counted in a room."""
    return decide(Count(yes, no, abstain, everybody), rules_of(vote))


def _roll(vote: Vote) -> tuple[Voter, ...]:
    """Each on the roll by its number, for who was erased has no other; when they left, if they are not back."""
    entries = list(vote.roll.order_by("pk"))
    people = [entry.person_id for entry in entries]
    current = Membership.objects.filter(unit=vote.decision.unit_id, person__in=people, ended=None)
    members = set(current.values_list("person", flat=True))
    return tuple(
        Voter(
            str(entry.pk),
            str(entry.organisation_id or ""),
            None if entry.person_id in members else _later(vote.opened),
        )
        for entry in entries
    )


def _later(opened: datetime) -> datetime:
    """Whoever voted did so as a member, which the verb saw to: their vote is told as of the opening, and that they
    left as of any time after it."""
    return datetime.max.replace(tzinfo=opened.tzinfo)
