"""Applications, and what is decided, as JSON."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from krets.api.fields import Given, Key, Slug, StrictBool, text
from krets.api.paging import Listed, Page, newest_first
from krets.api.problems import Late, refuse, take
from krets.api.scopes import needs, refuses
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.networks import actions, forms, matching, rules
from krets.networks.api.criteria import unit_of
from krets.networks.api.routes import router
from krets.networks.models import Application
from krets.people.actions import NotCovered
from krets.people.rules import person_of
from krets.records.actions import saw

_PATH = "/units/{slug}/applications"


class Finding(Schema):
    clause: str
    outcome: str = Field(description="holds, fails or judge: a person must.")
    because: str


class StepShown(Schema):
    state: str
    at: datetime
    why: str


class ApplicationRow(Schema):
    key: str
    url: str
    unit: Link
    name: str
    organisation: Link | None
    state: str
    at: datetime


class ApplicationShown(ApplicationRow):
    version: int = Field(description="Of the rule that it was made under.")
    answers: dict[str, str]
    steps: list[StepShown]
    findings: list[Finding] = Field([], description="For those who administer the network.")


class Applications(Listed[ApplicationRow]):
    pass


class ExemptionShown(Schema):
    person: Link | None = Field(description="Null when you may not see the person.")
    clauses: list[str] = Field(description="Those that did not hold, in your language.")
    why: str
    at: datetime


class ApplicationAnswers(Given):
    answers: dict[str, str] = Field(max_length=20, description="Clause to answer: a number, yes, no, or a text.")
    version: int | None = Field(
        None, ge=1, description="Of the rule that was read: refused where it was changed since."
    )


class Decision(Given):
    admit: StrictBool
    why: str = text(2000, needed=True, about="The applicant reads it.")
    exempt: str = text(2000, about="Why, although a clause fails. The members read it.")


class Why(Given):
    why: str = text(2000, needed=True)


@router.get(_PATH, response=Applications)
@needs("read")
def applications(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """Applications to a network: all of them for those who administer it, for others their own. Newest first."""
    unit = unit_of(request, slug)
    found, following = newest_first(rules.applications_to(request.reader, unit), page, "at")
    return {"items": [_row(one) for one in found], "next": following}


@router.get(_PATH + "/{key}", response=ApplicationShown)
@needs("read")
def application(request: Request, slug: Slug, key: Key) -> dict[str, Any]:
    """An application with its answers: your own, or one that you administer."""
    return _shown(request, _application(request, slug, key))


@router.get("/units/{slug}/exceptions", response=list[ExemptionShown])
@needs("read")
def exemptions(request: Request, slug: Slug) -> list[dict[str, Any]]:
    """The newest twenty who were let in although a clause failed; for the members."""
    unit, reader = unit_of(request, slug), request.reader
    if not rules.is_member(reader, unit) and not rules.may_administer(reader, unit):
        raise PermissionDenied
    return [
        {
            "person": link("person", one.person.key, one.person.name) if one.person else None,
            "clauses": one.clauses,
            "why": one.row.why,
            "at": one.row.at,
        }
        for one in rules.told_of(reader, rules.exemptions(reader, unit)[:20])
    ]


@router.post(_PATH, response={201: ApplicationShown})
@needs("ask")
@refuses(409)
def apply(request: Request, slug: Slug, given: ApplicationAnswers) -> dict[str, Any]:
    """Ask to be let in. `rule` names the clauses that need an answer."""
    unit, person = unit_of(request, slug), person_of(request.user)
    if not rules.may_apply(request.reader, unit) or rules.is_open(unit):
        raise PermissionDenied
    clauses, facts = unit.admission["clauses"], matching.facts_of(person.pk, person.organisation)
    form = forms.ApplicationForm(given.answers, clauses=clauses, facts=facts)
    if unknown := given.answers.keys() - {one["id"] for one in clauses}:
        raise refuse({f"answers.{name}": _("There is no such clause.") for name in sorted(unknown)})
    take(form)
    try:
        return _shown(request, actions.apply(by=person, unit=unit, answers=form.answers, version=given.version))
    except actions.RuleChanged as late:
        raise Late(_("The rule was changed while you answered. Look through what it asks now.")) from late
    except (actions.Decided, actions.NotOpen) as late:
        raise Late(_("You have applied already.")) from late


@router.post(_PATH + "/{key}/decide", response=ApplicationShown)
@needs("coordinate")
@refuses(409)
def decide_application(request: Request, slug: Slug, key: Key, given: Decision) -> dict[str, Any]:
    """Let somebody in or not, with a reason. For those who decide in the network."""
    found = _application(request, slug, key)
    if found.waits and not rules.may_decide_on(request.reader, found):
        raise PermissionDenied
    try:
        decided = actions.decide_application(by=person_of(request.user), application=found, **given.dict())
    except actions.NeedsReason as fault:
        raise refuse({"exempt": _("Say why: a clause of the rule does not hold.")}) from fault
    except actions.NotOpen as fault:
        told = _("{unit} takes no members now. Wake it first, or decline.").format(unit=found.unit.name)
        raise refuse({"admit": told}) from fault
    except NotCovered as fault:
        raise refuse({"admit": _("They work for a supplier now, and only buyers become members.")}) from fault
    except actions.Decided as late:
        raise Late(_("It was decided before you: {state}.").format(state=late.step or found)) from late
    return _shown(request, decided)


@router.post(_PATH + "/{key}/appeal", response=ApplicationShown)
@needs("ask")
@refuses(409)
def appeal(request: Request, slug: Slug, key: Key, given: Why) -> dict[str, Any]:
    """Ask that somebody else look again at what was declined; once."""
    found = _application(request, slug, key)
    if not rules.may_appeal(request.reader, found):
        raise PermissionDenied
    try:
        return _shown(request, actions.appeal(by=person_of(request.user), application=found, why=given.why))
    except actions.Decided as late:
        raise Late(_("You have applied anew meanwhile.")) from late


@router.post(_PATH + "/{key}/withdraw", response=ApplicationShown)
@needs("ask")
@refuses(409)
def withdraw_application(request: Request, slug: Slug, key: Key) -> dict[str, Any]:
    """Take your application back."""
    found = _application(request, slug, key)
    if found.person_id != request.reader.person:
        raise PermissionDenied
    try:
        return _shown(request, actions.withdraw_application(by=person_of(request.user), application=found))
    except actions.Decided as late:
        raise Late(_("It was decided before you: {state}.").format(state=late.step or found)) from late


def _application(request: Request, slug: str, key: str) -> Application:
    rows = rules.visible_applications(request.reader).select_related("unit__parent", "organisation", "rule")
    found: Application = get_object_or_404(rows, key=key, unit__slug=slug)
    return found


def _row(one: Application) -> dict[str, Any]:
    organisation = one.organisation
    return {name: getattr(one, name) for name in ("key", "name", "state", "at")} | {
        "url": link("application", one.key, one.name).url,
        "unit": link("unit", one.unit.slug, one.unit.name),
        "organisation": link("organisation", organisation.slug, organisation.name) if organisation else None,
    }


def _shown(request: Request, one: Application) -> dict[str, Any]:
    own = one.person_id == request.reader.person
    if not own:
        saw(by=request.reader.person, kind="application", key=one.key, what="API")
    return _row(one) | {
        "answers": one.answers,
        "version": one.rule.version,
        "steps": [{"state": step.state, "at": step.at, "why": step.why} for step in one.steps.all()],
        "findings": [] if own else _findings(one),
    }


def _findings(one: Application) -> list[dict[str, Any]]:
    seen = [(found.clause, found.outcome, found.reason) for found in matching.judged(one).findings]
    if not one.waits and one.found:
        seen = [(clause, outcome, reason) for clause, (outcome, reason) in one.found.items()]
    return [
        {"clause": clause, "outcome": outcome, "because": str(rules.REASONS.get(reason, reason))}
        for clause, outcome, reason in seen
    ]
