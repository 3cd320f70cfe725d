"""Who sees what somebody applied for, who decides, and what waits for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from krets.db import readers
from krets.db.readers import Reader
from krets.engines.admission import Verdict
from krets.networks.models import (
    Application,
    ApplicationStep,
    Exemption,
    Mandate,
    Membership,
    Reconfirmation,
    Unit,
)
from krets.networks.rules.criteria import OUTCOMES, REASONS, answered, in_words, takes_members
from krets.networks.rules.mandates import current, may_administer, may_decide, may_oversee
from krets.networks.rules.units import is_member, visible
from krets.networks.rules.waiting import Act, Waiting
from krets.people import rules as people
from krets.people.models import Person

SOME = 20
State = Application.State


@dataclass(frozen=True)
class Side:
    """A clause and the answer to it. `outcome` and `reason` are those of `engines.admission`, or ''."""

    words: str
    answer: str
    outcome: str
    reason: str
    group: str

    @property
    def outcome_in_words(self) -> Any:
        return OUTCOMES.get(self.outcome, "")

    @property
    def because(self) -> Any:
        return REASONS.get(self.reason, "")


@dataclass(frozen=True)
class Exempted:
    """Somebody who was let in although clauses failed, in words; people whom the reader may not know are None."""

    row: Exemption
    person: Person | None
    by: Person | None
    clauses: list[str]


def visible_applications(reader: Reader) -> "QuerySet[Application]":
    """One's own, and those to units that the reader may administer; what is not sent yet, one's own alone."""
    if reader.system:
        return Application.objects.all()
    mine = Q(person_id=reader.person or 0)
    return Application.objects.filter(mine | ~Q(state=State.DRAFT) & Q(unit__in=_administered(reader)))


def own_applications(reader: Reader) -> "QuerySet[Application]":
    """What the reader has applied for, newest first."""
    return Application.objects.filter(person_id=reader.person or 0).select_related("unit", "rule")


def applications_to(reader: Reader, unit: Unit) -> "QuerySet[Application]":
    """Those to this unit that the reader may read, newest first."""
    return visible_applications(reader).filter(unit=unit).select_related("organisation", "rule", "unit")


def own_application(reader: Reader, unit: Unit) -> Application | None:
    """The reader's newest to this unit, or None."""
    return own_applications(reader).filter(unit=unit).first()


def may_apply(reader: Reader, unit: Unit) -> bool:
    """Buyers who are not in yet, to a unit that takes applications and is not closed."""
    return reader.is_buyer and not is_member(reader, unit) and takes_members(unit)


def may_set_rule(reader: Reader, unit: Unit) -> bool:
    """Whoever decides in a unit, or above it."""
    return may_decide(reader, unit) or may_oversee(reader, unit)


def may_decide_on(reader: Reader, application: Application) -> bool:
    """Whoever decides in the unit or above it, never about themselves; what was declined once, somebody else."""
    if not application.waits or application.person_id == reader.person:
        return False
    if not (may_decide(reader, application.unit) or may_oversee(reader, application.unit)):
        return False
    return reader.person not in _decided_before(application)


def may_appeal(reader: Reader, application: Application) -> bool:
    """Once, by the applicant."""
    if application.person_id != reader.person or application.state != State.DECLINED:
        return False
    return not application.steps.filter(state=State.APPEALED).exists()


def may_withdraw(reader: Reader, application: Application) -> bool:
    """Who applied takes the application back, until it is decided."""
    return application.person_id == reader.person and application.is_open


def exemptions(reader: Reader, unit: Unit) -> "QuerySet[Exemption]":
    """Who is in although a clause failed: told to the members, and to whoever may administer the unit."""
    if not is_member(reader, unit) and not may_administer(reader, unit):
        return Exemption.objects.none()
    found: QuerySet[Exemption] = Exemption.objects.filter(unit=unit).select_related("rule")
    return found


def told_of(reader: Reader, rows: Iterable[Exemption]) -> list[Exempted]:
    """Each with the name of who it is and who decided, as far as the reader may know of them. One query."""
    some = list(rows)
    wanted = {pk for one in some for pk in (one.person_id, one.by_id) if pk is not None}
    known = {one.pk: one for one in people.visible(reader).filter(pk__in=wanted).select_related("organisation")}
    return [
        Exempted(
            one,
            known.get(one.person_id),
            known.get(one.by_id or 0),
            [in_words(row) for row in one.rule.clauses if row["id"] in one.clauses],
        )
        for one in some
    ]


def resting(reader: Reader, unit: Unit) -> "QuerySet[Membership]":
    """Whose membership rests, as far as the reader may know of them: told to whoever may administer the unit."""
    if not may_administer(reader, unit):
        return Membership.objects.none()
    rows = resting_in(unit).filter(person__in=people.visible(reader))
    return rows.select_related("person__organisation").order_by("-resting", "pk")


def resting_in(unit: Unit) -> "QuerySet[Membership]":
    """Who rests: not those who came in again by another way."""
    again = Membership.objects.filter(unit=unit, ended=None).values("person")
    return Membership.objects.filter(unit=unit, resting__isnull=False).exclude(person__in=again)


def deciders(unit: Unit) -> set[int]:
    """Numbers of those who decide in a unit; if nobody does, of those who decide above it. For letters."""
    return _deciders(unit.pk) or (_deciders(unit.parent_id) if unit.parent_id else set())


def second_deciders(application: Application) -> set[int]:
    """Who looks at it again: whoever decides above the unit, or else in it; not who decided first."""
    unit, first = application.unit, _decided_before(application)
    above = _deciders(unit.parent_id) - first if unit.parent_id else set()
    return above or _deciders(unit.pk) - first


def applications_waiting(reader: Reader) -> list[Waiting]:
    """Applications that the reader may decide on, oldest first."""
    if reader.person is None:
        return []
    rows = Application.objects.filter(state__in=Application.WAITING, unit__in=_decided(reader))
    rows = rows.exclude(person_id=reader.person)
    mine = ApplicationStep.objects.filter(by_id=reader.person, state=State.DECLINED).values("application")
    rows = rows.exclude(pk__in=mine).select_related("unit").order_by("at", "pk")
    return [
        Waiting(
            gettext("{name} wants to join {unit}").format(name=one.name, unit=one.unit.name),
            reverse("application", args=[one.key]),
            one.at,
            one.unit,
            Act(gettext("Look and decide"), reverse("application", args=[one.key]), page=True),
        )
        for one in rows[:SOME]
    ]


def reconfirmations_waiting(reader: Reader) -> list[Waiting]:
    """What the reader is asked anew about a membership of theirs."""
    if reader.person is None:
        return []
    rows = Reconfirmation.objects.filter(membership__person_id=reader.person, answered=None)
    rows = rows.filter(Q(membership__ended=None) | Q(membership__resting__isnull=False))
    rows = rows.select_related("membership__unit").order_by("asked", "pk")
    return [
        Waiting(
            gettext("Does it still hold? Your membership of {unit}").format(unit=one.membership.unit.name),
            reverse("reconfirm", args=[one.key]),
            one.asked,
            one.membership.unit,
            Act(gettext("Yes, it holds"), reverse("reconfirm", args=[one.key]), (("answer", "yes"),)),
        )
        for one in rows[:SOME]
    ]


def side_by_side(application: Application, verdict: Verdict | None) -> list[Side]:
    """The clauses of the rule it was made under, with answers; with a verdict, what holds, and why.

    What was decided is shown as it was seen then.
    """
    seen = {one.clause: (one.outcome, one.reason) for one in verdict.findings} if verdict else {}
    if verdict and not application.waits and application.found:
        seen = {clause: (outcome, reason) for clause, (outcome, reason) in application.found.items()}
    sides = []
    for row in application.rule.clauses:
        outcome, reason = seen.get(row["id"], ("", ""))
        answer = answered(row, str(application.answers.get(row["id"], "")))
        if row["kind"] == "employer" and application.organisation is not None:
            answer = application.organisation.get_kind_display()  # known, not asked
        sides.append(Side(in_words(row), answer, outcome, reason, str(row.get("group", "")).upper()))
    return sides


def applicant(reader: Reader, application: Application) -> Person | None:
    """Who applied, if the reader may know more of them than the application tells."""
    return people.visible(reader).filter(pk=application.person_id).select_related("organisation").first()


def units_of_alumni(reader: Reader, unit: Unit) -> "QuerySet[Unit]":
    """Units whose former members may be let in: those that whoever knows this unit may know of too."""
    public = Q(readers__contains=[readers.PUBLIC])
    known = public if readers.PUBLIC in unit.readers else public | Q(readers__contains=[readers.BUYERS])
    return visible(reader).filter(known).exclude(pk=unit.pk)


def _administered(reader: Reader) -> "QuerySet[Unit]":
    return _trusted(reader, (*Mandate.DECIDES, *Mandate.SERVES))


def _decided(reader: Reader) -> "QuerySet[Unit]":
    return _trusted(reader, Mandate.DECIDES)


def _trusted(reader: Reader, kinds: tuple[str, ...]) -> "QuerySet[Unit]":
    """Where the reader coordinates, or holds a mandate of these kinds, there or in what it belongs to."""
    lead = Membership.Role.COORDINATOR
    led = Membership.objects.filter(person_id=reader.person or 0, ended=None, role=lead).values("unit")
    held = current().filter(person_id=reader.person or 0, kind__in=kinds).values("unit")
    there = Q(pk__in=led) | Q(pk__in=held) | Q(parent__in=led) | Q(parent__in=held)
    return visible(reader).filter(there).order_by()


def _deciders(unit: int) -> set[int]:
    lead = Membership.Role.COORDINATOR
    led = Membership.objects.filter(unit_id=unit, ended=None, role=lead).values_list("person_id", flat=True)
    held = current().filter(unit_id=unit, kind__in=Mandate.DECIDES)
    return {*led, *held.values_list("person_id", flat=True)}


def _decided_before(application: Application) -> set[Any]:
    steps = application.steps.filter(state=State.DECLINED, by__isnull=False)
    return set(steps.values_list("by_id", flat=True))
