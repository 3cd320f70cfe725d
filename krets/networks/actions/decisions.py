"""A unit decides: a matter is drafted, put to the vote, counted, and what the minutes say is kept."""

import json
from datetime import date as day
from typing import Any

from krets.activity.actions import record
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import verb
from krets.db.sealed import seal, unseal
from krets.networks import emails, matching, rules
from krets.networks.actions.foundings import NotNow, take_step
from krets.networks.matching import Outcome
from krets.networks.models import Ballot, Chain, Decision, Founding, Membership, RollEntry, Unit, Urn, Vote
from krets.people.models import Person

_SALT = "krets.networks.urn"


class NoVote(Exception):
    """This person can't vote now. `why`: closed, not_on_roll, left, voted, organisation_voted."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@verb
def draft_decision(
    *, by: Person, unit: Unit, matter: str, proposal: str = "", date: day | None = None, place: str = "",
    founding: Founding | None = None,
) -> Decision:  # fmt: skip
    """Write down a matter. Until it is put to the vote or decided, only those who decide in the unit read it."""
    if founding is not None:
        waiting = founding.decisions.filter(outcome="").first()
        if waiting is not None:
            return waiting
    decision = Decision.objects.create(
        unit=unit, matter=matter.strip(), proposal=proposal.strip(), date=date, place=place.strip(),
        founding=founding, by=by,
    )  # fmt: skip
    record(verb="networks.draft_decision", kind="decision", key=decision.key, by=by, unit=unit.pk)
    return decision


@verb
def change_decision(
    *, by: Person, decision: Decision, matter: str, proposal: str, date: day | None, place: str, extract: str
) -> None:
    """Change the matter while it is a draft; day, place and the extract of the minutes at any time."""
    locked = (
        Decision.objects.select_for_update().order_by().get(pk=decision.pk)
    )  # nobody opens a vote on it meanwhile
    if locked.is_draft:
        decision.matter, decision.proposal = matter.strip(), proposal.strip()
    decision.date, decision.place, decision.extract = date, place.strip(), extract.strip()
    said = ["matter", "proposal"] if locked.is_draft else []
    decision.save(update_fields=[*said, "date", "place", "extract"])
    record(verb="networks.change_decision", kind="decision", key=decision.key, by=by, unit=decision.unit_id)


@verb
def open_vote(
    *, by: Person, decision: Decision, how: str, counted: str = Vote.Counted.PEOPLE,
    majority: str = Vote.Majority.SIMPLE, quorum: int = 0, quorum_percent: int = 0,
) -> Vote:  # fmt: skip
    """Put a draft to the vote in Krets. Who is a member now may vote, and nobody else, whoever comes later."""
    locked = Decision.objects.select_for_update().order_by().get(pk=decision.pk)
    if locked.outcome or Vote.objects.filter(decision=locked).exists():
        raise NotNow
    vote = Vote.objects.create(
        decision=locked, how=how, counted=counted, majority=majority, quorum=quorum,
        quorum_percent=quorum_percent, opened_by=by,
    )  # fmt: skip
    members = Membership.objects.filter(unit=locked.unit_id, ended=None).select_related("person")
    by_organisation = counted == Vote.Counted.ORGANISATIONS
    RollEntry.objects.bulk_create(
        RollEntry(vote=vote, person=member.person, organisation_id=member.person.organisation_id)
        for member in members.order_by("person__key")
        if member.person.organisation_id or not by_organisation
    )
    if vote.is_secret:
        Urn.objects.create(vote=vote, sealed=_sealed({}))
    _let_read(locked)
    decision.refresh_from_db()
    record(verb="networks.open_vote", kind="decision", key=decision.key, by=by, unit=decision.unit_id)
    for entry in vote.roll.select_related("person__account"):
        if entry.person is not None:
            emails.vote_opened(vote, to=entry.person)
    return vote


@verb
def vote(*, by: Person, vote: Vote, choice: str) -> None:
    """Vote, as one who is on the roll. Raises NoVote.

    One vote at a time of all of them, so that two in one second, or two of one organisation, come one after the
    other. In an open vote another choice replaces the first; a secret one can't be found again.
    """
    locked = Vote.objects.select_for_update().select_related("decision").order_by().get(pk=vote.pk)
    if not locked.is_open or locked.how == Vote.How.SHOW:
        raise NoVote("closed")
    entry = RollEntry.objects.filter(vote=locked, person=by).first()
    if entry is None:
        raise NoVote("not_on_roll")
    if why := rules.refusal_of(locked, entry):
        raise NoVote(why)
    if locked.is_secret:
        _put_in_urn(locked, choice)
    else:
        Ballot.objects.update_or_create(entry=entry, defaults={"choice": choice, "at": now()})
    if not entry.voted:
        entry.voted = True
        entry.save(update_fields=["voted"])
    record(verb="networks.vote", kind="decision", key=locked.decision.key, by=by, unit=locked.decision.unit_id)


@verb
def close_vote(*, by: Person, vote: Vote) -> Outcome:
    """Count. The numbers and the reasons are kept; the urn of a secret vote is gone. Raises NotNow."""
    locked = Vote.objects.select_for_update().select_related("decision").order_by().get(pk=vote.pk)
    if not locked.is_open:
        raise NotNow
    locked.closed, locked.closed_by = now(), by
    if locked.is_secret:
        urn = Urn.objects.get(vote=locked)
        outcome = matching.of_secret(locked, _opened(urn.sealed))
        urn.delete()
    else:
        outcome = matching.of_open(locked)
    _keep(locked, outcome)
    _settle(locked.decision, outcome.result, by)
    vote.refresh_from_db()
    return outcome


@verb
def record_count(
    *, by: Person, decision: Decision, yes: int, no: int, abstain: int, everybody: int, counted: str,
    majority: str, quorum: int = 0, quorum_percent: int = 0,
) -> Outcome:  # fmt: skip
    """Write down what was counted at the meeting. everybody: votes there were in the room, cast or not."""
    locked = Decision.objects.select_for_update().order_by().get(pk=decision.pk)
    if locked.outcome or Vote.objects.filter(decision=locked).exists():
        raise NotNow
    shown = Vote(
        decision=locked, how=Vote.How.SHOW, counted=counted, majority=majority, quorum=quorum,
        quorum_percent=quorum_percent, opened_by=by, closed=now(), closed_by=by,
    )  # fmt: skip
    outcome = matching.of_show(shown, yes=yes, no=no, abstain=abstain, everybody=everybody)
    _keep(shown, outcome)
    _settle(locked, outcome.result, by)
    decision.refresh_from_db()
    return outcome


def _put_in_urn(vote: Vote, choice: str) -> None:
    urn = Urn.objects.select_for_update().get(vote=vote)
    inside = _opened(urn.sealed)
    inside[choice] = inside.get(choice, 0) + 1
    urn.sealed = _sealed(inside)
    urn.save(update_fields=["sealed"])


def _sealed(inside: dict[str, int]) -> str:
    """As long whatever is in it."""
    return seal(json.dumps({name: f"{inside.get(name, 0):08}" for name in Ballot.Choice.values}), _SALT)


def _opened(sealed: str) -> dict[str, int]:
    return {name: int(number) for name, number in json.loads(unseal(sealed, _SALT)).items()}


def _keep(vote: Vote, outcome: Outcome) -> None:
    counted = outcome.count
    vote.yes, vote.no, vote.abstain, vote.everybody = counted.yes, counted.no, counted.abstain, counted.all
    vote.reasons = [_plain(reason) for reason in outcome.reasons]
    vote.save()


def _settle(decision: Decision, result: str, by: Person) -> None:
    decision.outcome, decision.decided = result, now()
    decision.save(update_fields=["outcome", "decided"])
    _let_read(decision)
    record(verb="networks.decide", kind="decision", key=decision.key, by=by, unit=decision.unit_id)
    if decision.founding is not None and decision.outcome in _ENDS and _waits_for_meeting(decision.founding):
        take_step(
            by=by, founding=decision.founding, outcome=_ENDS[decision.outcome], decision=decision,
            reason=f"{decision.matter}: {decision.get_outcome_display()}",
        )  # fmt: skip


# A meeting that was too small to decide has not decided: the matter comes up anew.
_ENDS: dict[str, str] = {
    Decision.Outcome.CARRIED: Founding.Outcome.YES,
    Decision.Outcome.LOST: Founding.Outcome.NO,
    Decision.Outcome.TIE: Founding.Outcome.NO,
}


def _waits_for_meeting(founding: Founding) -> bool:
    step = rules.next_step(founding)
    return step is not None and step["kind"] == Chain.Kind.MEETING


def _let_read(decision: Decision) -> None:
    """Members of the unit read it from now on."""
    decision.readers = [readers.unit(decision.unit_id)]
    decision.save(update_fields=["readers"])


def _plain(reason: Any) -> dict[str, Any]:
    return {"code": reason.code, "value": reason.value, "wanted": reason.wanted}
