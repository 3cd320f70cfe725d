"""What was applied for and decided, taken along to another installation. Of a secret vote only the count goes; one
that still runs stays behind with its urn, which only this host can open, and its matter is a draft there."""

from collections.abc import Mapping, Sequence
from typing import Any

from krets.db import readers
from krets.db.identity import reaching, verb
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks.actions.proposed import known_to
from krets.networks.models import (
    Ballot,
    Chain,
    Decision,
    Founding,
    FoundingStep,
    RollEntry,
    Signature,
    Unit,
    Vote,
)
from krets.people.models import Organisation, Person

WITHOUT = ("readers",)  # of an application found anew; of a matter said by `draft`
Numbers = Mapping[str, int]


def founding_rows(*, by: Person | None, unit: Unit) -> Row:
    """What a unit's row in an export says of it; nothing where there is nothing."""
    chains = unit.chains.select_related("by").order_by("version")
    foundings = unit.foundings.select_related("chain__association", "initiator").order_by("at", "key")
    decisions = unit.decisions.select_related("by", "founding", "vote__opened_by", "vote__closed_by")
    found = {
        "chains": [values(one) | {"version": one.version, "by": _key(one.by)} for one in chains],
        "foundings": [_founding(one) for one in foundings],
        "decisions": [_decision(one) for one in decisions.order_by("at", "key")],
    }
    return {name: rows for name, rows in found.items() if rows}


@verb
def restore_foundings(
    *, by: Person | None, rows: Sequence[Row], units: Mapping[str, Unit], people: Numbers, tally: Tally
) -> None:
    """Add what is not there, once units, people, members and mandates are."""
    places = dict(Organisation.objects.values_list("slug", "pk"))
    here = [(units[row["slug"]], row) for row in rows if row["slug"] in units]
    for unit, row in here:
        _restore_chains(unit, row, people, tally)
    new = [pair for unit, row in here for pair in _restore_foundings(unit, row, people, places, tally)]
    for unit, row in here:
        _restore_decisions(unit, row, people, places, tally)
    numbers = dict(Decision.objects.order_by().values_list("key", "pk"))
    for founding, given in new:
        for step in given["steps"]:
            who = {"by_id": people.get(step["by"] or ""), "decision_id": numbers.get(step["decision"] or "")}
            FoundingStep.objects.create(founding=founding, **who, **fields(FoundingStep, step))
        known_to(by=by, founding=founding)


def _restore_chains(unit: Unit, row: Row, people: Numbers, tally: Tally) -> None:
    there = set(unit.chains.values_list("version", flat=True))
    for given in row.get("chains", []):
        if _is_new(given["version"] not in there, tally):
            Chain.objects.create(association=unit, by_id=people.get(given["by"] or ""), **fields(Chain, given))


def _restore_foundings(
    unit: Unit, row: Row, people: Numbers, places: Numbers, tally: Tally
) -> list[tuple[Founding, Row]]:
    there, new = set(unit.foundings.values_list("key", flat=True)), []
    for given in row.get("foundings", []):
        chain = Chain.objects.filter(association__slug=given["association"], version=given["chain"]).first()
        if chain is None:
            tally.skip("an application whose steps are not here")
        elif _is_new(given["key"] not in there, tally):
            begun = {"unit": unit, "chain": chain, "initiator_id": people.get(given["initiator"] or "")}
            founding = Founding.objects.create(**begun, **fields(Founding, given, without=WITHOUT))
            for one in given["signatures"]:
                who = {f"{name}_id": people.get(one[name] or "") for name in ("person", "invited_by")}
                where = places.get(one["organisation"] or "")
                Signature.objects.create(founding=founding, organisation_id=where, **who, **fields(Signature, one))
            new.append((founding, given))
    return new


def _restore_decisions(unit: Unit, row: Row, people: Numbers, places: Numbers, tally: Tally) -> None:
    there = set(unit.decisions.values_list("key", flat=True))
    for given in row.get("decisions", []):
        if not _is_new(given["key"] not in there, tally):
            continue
        decision = Decision.objects.create(
            unit=unit, readers=[] if given["draft"] else [readers.unit(unit.pk)],
            by_id=people.get(given["by"] or ""), founding=Founding.objects.filter(key=given["founding"]).first(),
            **fields(Decision, given, without=WITHOUT),
        )  # fmt: skip
        if given["vote"] is None:
            continue
        who = {f"{name}_id": people.get(given["vote"][name] or "") for name in ("opened_by", "closed_by")}
        vote = Vote.objects.create(decision=decision, **who, **fields(Vote, given["vote"]))
        for one in given["vote"].get("roll", []):
            where = places.get(one["organisation"] or "")
            person = people.get(one["person"] or "")
            known = fields(RollEntry, one)
            entry = RollEntry.objects.create(vote=vote, person_id=person, organisation_id=where, **known)
            if one["ballot"] is not None:
                Ballot.objects.create(entry=entry, **fields(Ballot, one["ballot"]))


def _founding(one: Founding) -> Row:
    signatures = one.signatures.select_related("person", "organisation", "invited_by").order_by("at", "key")
    steps = one.steps.select_related("by", "decision").order_by("place")
    return values(one, without=WITHOUT) | {
        "initiator": _key(one.initiator),
        "association": one.chain.association.slug,
        "chain": one.chain.version,
        "signatures": [
            values(row)
            | {"person": _key(row.person), "invited_by": _key(row.invited_by), "organisation": _slug(row)}
            for row in signatures
        ],
        "steps": [
            values(row) | {"by": _key(row.by), "decision": row.decision.key if row.decision else None}
            for row in steps
        ],
    }


def _decision(one: Decision) -> Row:
    vote: Vote | None = getattr(one, "vote", None)
    stays = vote is not None and vote.is_secret and vote.is_open
    return values(one, without=WITHOUT) | {
        "by": _key(one.by),
        "founding": one.founding.key if one.founding else None,
        "draft": one.is_draft or stays,
        "vote": _vote(vote) if vote is not None and not stays else None,
    }


def _vote(vote: Vote) -> Row:
    row = values(vote) | {"opened_by": _key(vote.opened_by), "closed_by": _key(vote.closed_by)}
    if vote.how != Vote.How.OPEN:
        return row
    with reaching("networks.roll"), reaching("networks.open_votes"):
        roll = vote.roll.select_related("person", "organisation", "ballot")
        return row | {
            "roll": [_entry(entry) for entry in roll.order_by("person__key", "organisation__slug", "pk")]
        }


def _entry(entry: RollEntry) -> Row:
    ballot = getattr(entry, "ballot", None)
    more = {"person": _key(entry.person), "organisation": _slug(entry)}
    return values(entry) | more | {"ballot": values(ballot) if ballot is not None else None}


def _is_new(new: bool, tally: Tally) -> bool:
    tally.count("new" if new else "unchanged")
    return new


def _slug(row: Any) -> str | None:
    return row.organisation.slug if row.organisation is not None else None


def _key(person: Person | None) -> str | None:
    return person.key if person is not None else None
