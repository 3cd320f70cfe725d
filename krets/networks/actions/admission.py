"""Who may join is set down, people apply, and somebody decides."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from krets.activity.actions import record
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import verb
from krets.engines.admission import faults_of
from krets.networks import emails, matching, rules, search
from krets.networks.actions.units import join
from krets.networks.models import AdmissionRule, Application, ApplicationStep, Exemption, Membership, Unit
from krets.networks.rules.admission import deciders, second_deciders
from krets.networks.rules.criteria import clauses_of
from krets.people.models import Person
from krets.search import index

State = Application.State
Way = AdmissionRule.Way


class NotOpen(Exception):
    """One can't join this unit in that way."""


class Decided(Exception):
    """It no longer waits for that: somebody was first. `step` is what they did, None for a draft."""

    def __init__(self, step: ApplicationStep | None) -> None:
        super().__init__(str(step))
        self.step = step


class NotTheirs(Exception):
    """Nobody decides about themselves."""


class RuleChanged(Exception):
    """The rule is another than the one whose questions were answered."""


class NeedsReason(Exception):
    """A clause fails: whoever lets somebody in all the same says why, and the members read it."""


@verb
def set_rule(
    *,
    by: Person | None,
    unit: Unit,
    way: str = Way.APPLY,
    clauses: Sequence[Mapping[str, Any]] = (),
    yearly: bool = False,
) -> AdmissionRule:
    """A new version of who may join; applications keep the one that they were made under.

    clauses: `engines.admission.Clause` as JSON. Raises InputError for clauses that say nothing.
    """
    faults_of(clauses_of(clauses)).stop()
    last = AdmissionRule.objects.select_for_update().filter(unit=unit).first()
    rule = AdmissionRule.objects.create(
        unit=unit, version=last.version + 1 if last else 1, way=way, clauses=[*clauses], yearly=yearly, by=by
    )
    unit.admission = {"version": rule.version, "way": way, "clauses": [*clauses], "yearly": yearly}
    unit.save(update_fields=["admission"])
    index.put(search.document(unit))
    record(verb="networks.set_rule", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return rule


@verb
def draft_application(*, by: Person, unit: Unit, answers: Mapping[str, str]) -> Application:
    """Keep what was typed, until it is sent. Raises NotOpen, Decided when one has been sent already."""
    application, rule = _draft(by, unit)
    application.rule, application.answers, application.at = rule, dict(answers), now()
    application.save()
    record(verb="networks.draft_application", kind="application", key=application.key, by=by, unit=unit.pk)
    return application


@verb
def apply(*, by: Person, unit: Unit, answers: Mapping[str, str], version: int | None = None) -> Application:
    """Ask to be let in, by the rule as it stands now. version: of the rule whose questions were answered.

    Raises NotOpen, Decided, RuleChanged.
    """
    application, rule = _draft(by, unit)
    if version is not None and version != rule.version:
        raise RuleChanged
    application.rule, application.answers = rule, dict(answers)
    application.name, application.organisation = by.name, by.organisation
    _step(application, State.SENT, by=by)
    record(verb="networks.apply", kind="application", key=application.key, by=by, unit=unit.pk)
    for person in _people(deciders(unit) - {by.pk}):
        emails.applied(application, to=person)
    return application


@verb
def join_open(*, by: Person, unit: Unit) -> Membership:
    """Join a unit that any buyer may join by a click. Raises NotOpen, `people.NotCovered` for a supplier's."""
    if not rules.is_open(unit) or not rules.takes_members(unit):
        raise NotOpen
    return join(by=by, unit=unit, person=by)


@verb
def decide_application(
    *, by: Person, application: Application, admit: bool, why: str, exempt: str = ""
) -> Application:
    """Let the applicant in or not. They read `why`; the members `exempt`, why although a clause fails.

    Raises Decided, NotTheirs, NeedsReason; NotOpen to let somebody into a unit that sleeps or is closed;
    `people.NotCovered` for a supplier's.
    """
    found = _waiting(application, State.SENT, State.APPEALED)
    if found.person_id == by.pk:
        raise NotTheirs
    if admit and not rules.MEANS[found.unit.state].joined:
        raise NotOpen
    verdict = matching.judged(found)
    if admit and verdict.failing and not exempt.strip():
        raise NeedsReason
    found.found = {one.clause: [one.outcome, one.reason] for one in verdict.findings}
    _step(found, State.ADMITTED if admit else State.DECLINED, by=by, why=why)
    if admit:
        if not Membership.objects.filter(unit=found.unit, person=found.person, ended=None).exists():
            join(by=by, unit=found.unit, person=found.person)
        if verdict.failing:
            Exemption.objects.create(
                unit=found.unit, person=found.person, rule=found.rule, clauses=[*verdict.failing],
                why=exempt.strip(), by=by, readers=[readers.unit(found.unit_id)],
            )  # fmt: skip
    record(verb="networks.decide_application", kind="application", key=found.key, by=by, unit=found.unit_id)
    emails.decided(found, to=found.person, admitted=admit, why=why.strip(), may_appeal=not _was_appealed(found))
    return found


@verb
def appeal(*, by: Person, application: Application, why: str) -> Application:
    """The applicant asks that somebody else look again, once. Raises Decided, NotTheirs."""
    found = _waiting(application, State.DECLINED)
    if found.person_id != by.pk:
        raise NotTheirs
    if _was_appealed(found) or _has_open(found):
        raise Decided(found.steps.last())
    _step(found, State.APPEALED, by=by, why=why)
    record(verb="networks.appeal", kind="application", key=found.key, by=by, unit=found.unit_id)
    # Where there is nobody else, who declined hears of it, and that somebody else must look.
    for person in _people((second_deciders(found) or deciders(found.unit)) - {by.pk}):
        emails.applied(found, to=person)
    return found


@verb
def withdraw_application(*, by: Person, application: Application) -> Application:
    """The applicant takes it back; what was never sent is forgotten. Raises Decided, NotTheirs."""
    found = _waiting(application, *Application.OPEN)
    if found.person_id != by.pk:
        raise NotTheirs
    if found.state == State.DRAFT:
        found.delete()
    else:
        _step(found, State.WITHDRAWN, by=by)
    record(verb="networks.withdraw_application", kind="application", key=found.key, by=by, unit=found.unit_id)
    return found


def _draft(by: Person, unit: Unit) -> tuple[Application, AdmissionRule]:
    """What this person writes to this unit, and the newest rule. One at a time: the unit is held."""
    Unit.objects.select_for_update().order_by().filter(pk=unit.pk).first()
    rule = AdmissionRule.objects.filter(unit=unit).first()
    member = Membership.objects.filter(unit=unit, person=by, ended=None).exists()
    if rule is None or rule.way != Way.APPLY or member:
        raise NotOpen
    application = Application.objects.filter(unit=unit, person=by, state__in=Application.OPEN).first()
    if application is None:
        application = Application(unit=unit, person=by, rule=rule, name=by.name, organisation=by.organisation)
    elif application.state != State.DRAFT:
        raise Decided(application.steps.last())
    return application, rule


def _waiting(application: Application, *states: str) -> Application:
    """The row, held until we are done; whoever comes second sees what the first did."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("unit", "rule", "person__account")
    found = rows.filter(pk=application.pk).first()
    if found is None:
        raise Decided(None)
    if found.state not in states:
        raise Decided(found.steps.last())
    return found


def _step(application: Application, state: str, *, by: Person, why: str = "") -> None:
    application.state, application.at = state, now()
    application.save()
    ApplicationStep.objects.create(application=application, state=state, by=by, why=why.strip(), at=application.at)


def _was_appealed(application: Application) -> bool:
    return application.steps.filter(state=State.APPEALED).exists()


def _has_open(application: Application) -> bool:
    """They applied anew meanwhile."""
    others = Application.objects.filter(unit=application.unit_id, person=application.person_id)
    return others.filter(state__in=Application.OPEN).exclude(pk=application.pk).exists()


def _people(numbers: Iterable[int]) -> Iterable[Person]:
    return Person.objects.filter(pk__in=[*numbers]).select_related("account").order_by("pk")
