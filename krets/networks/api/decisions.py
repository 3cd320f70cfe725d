"""What a unit decides, as JSON. Of a secret vote nothing is told but the count, once it is closed."""

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from krets.api.fields import Given, Key, Slug
from krets.api.paging import Listed, Page, newest_first
from krets.api.problems import Late
from krets.api.scopes import needs, refuses
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import actions, rules
from krets.networks.api.routes import router
from krets.networks.models import Ballot, Decision, Vote
from krets.people.rules import person_of


class DecisionRow(Schema):
    key: str
    url: str
    matter: str
    draft: bool = Field(description="Read by whoever decides in the unit, and nobody else.")
    outcome: str = Field(description="carried, lost, tie, no_quorum, or empty before it is decided.")
    at: datetime
    decided: datetime | None


class SaidShown(Schema):
    person: Link | None = Field(description="Null when you may not see the person, or there is none any more.")
    organisation: Link | None
    choice: Ballot.Choice


class VoteShown(Schema):
    how: str = Field(description="show, open or secret.")
    counted: str = Field(description="people or organisations.")
    majority: str = Field(description="simple, two_thirds or of_all.")
    opened: datetime
    closed: datetime | None
    may_vote: bool
    voted: int | None = Field(description="How many people have voted, while it is open.")
    on_roll: int | None = Field(description="How many people can, while it is open.")
    own: str = Field(
        description="What you said in an open vote that runs; a secret one is never told, nor to you."
    )
    yes: int | None = Field(description="Null until it is closed, as the others.")
    no: int | None
    abstain: int | None
    everybody: int | None = Field(description="Votes there were, cast or not.")
    said: list[SaidShown] = Field(description="Who said what, in an open vote that is closed.")


class DecisionShown(DecisionRow):
    proposal: str
    day: date | None = Field(description="Of the meeting.")
    place: str
    extract: str = Field(description="Of the minutes.")
    vote: VoteShown | None


class Decisions(Listed[DecisionRow]):
    pass


class BallotGiven(Given):
    choice: Ballot.Choice


@router.get("/units/{slug}/decisions", response=Decisions)
@needs("read")
def decisions(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """What a unit decided and is to decide, newest first. For its members."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not (rules.is_member(request.reader, unit) or rules.may_lead(request.reader, unit)):
        raise Http404
    rows, following = newest_first(rules.decisions_in(request.reader, unit), page, "at")
    return {"items": [_row(row) for row in rows], "next": following}


@router.get("/units/{slug}/decisions/{key}", response=DecisionShown)
@needs("read")
def decision(request: Request, slug: Slug, key: Key) -> dict[str, Any]:
    """One matter: the vote while it is open, then what came of it."""
    return _shown(_decision(request, slug, key), request.reader)


@router.post("/units/{slug}/decisions/{key}/vote", response=DecisionShown)
@needs("answer")
@refuses(409)
def vote(request: Request, slug: Slug, key: Key, given: BallotGiven) -> dict[str, Any]:
    """Vote, as one who was a member when the vote was opened. An open vote can be changed, a secret one not.

    409: you have no vote now; the message says why.
    """
    found = _decision(request, slug, key)
    one = getattr(found, "vote", None)
    if one is None:
        raise Http404
    try:
        actions.vote(by=person_of(request.user), vote=one, choice=given.choice)
    except actions.NoVote as no:
        raise Late(str(rules.NO_VOTE[no.why])) from None
    return _shown(_decision(request, slug, key), request.reader)


def _decision(request: Request, slug: str, key: str) -> Decision:
    return get_object_or_404(rules.decisions(request.reader), unit__slug=slug, key=key)


def _row(one: Decision) -> dict[str, Any]:
    shown = link("decision", one.key, one.matter)
    return {
        "key": one.key,
        "url": shown.url,
        "matter": one.matter,
        "draft": one.is_draft,
        "outcome": one.outcome,
        "at": one.at,
        "decided": one.decided,
    }


def _shown(found: Decision, reader: Reader) -> dict[str, Any]:
    one = getattr(found, "vote", None)
    return _row(found) | {
        "proposal": found.proposal,
        "day": found.date,
        "place": found.place,
        "extract": found.extract,
        "vote": _vote(one, reader) if one is not None else None,
    }


def _vote(one: Vote, reader: Reader) -> dict[str, Any]:
    voted, on_roll = rules.how_many_voted(one) if one.is_open else (None, None)
    said = [
        {
            "person": _person(row.person, reader),
            "organisation": _organisation(row.organisation),
            "choice": row.code,
        }
        for row in rules.said(one)
    ]
    names = ("how", "counted", "majority", "opened", "closed", "yes", "no", "abstain", "everybody")
    return {name: getattr(one, name) for name in names} | {
        "may_vote": rules.has_vote(reader, one),
        "voted": voted,
        "on_roll": on_roll,
        "own": rules.own_choice(reader, one) if one.is_open else "",
        "said": said,
    }


def _person(person: Any, reader: Reader) -> Link | None:
    return link("person", person.key, person.name) if person is not None and reader.reads(person) else None


def _organisation(place: Any) -> Link | None:
    return link("organisation", place.slug, place.name) if place is not None else None
