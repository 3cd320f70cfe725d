"""Once a year members are asked whether the rule still holds for them; who does not answer rests."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.networks import emails
from krets.networks.actions.membership import let_out, wake
from krets.networks.actions.units import leave
from krets.networks.models import AdmissionRule, Mandate, Membership, Reconfirmation, Unit
from krets.networks.rules import current, unit_tokens
from krets.people import actions as people
from krets.people.models import Person
from krets.people.rules import may_be_member

YEAR, REMINDED, RESTS = timedelta(days=365), timedelta(days=30), timedelta(days=60)
AT_ONCE = 500  # a night
AWAKE = (Unit.State.ACTIVE, Unit.State.TENTATIVE)


@verb
def ask_yearly(*, by: None) -> int:
    """Ask those whom nobody asked for a year: since they came, since they last answered, since the rule says so.

    Nobody who never signed in, since they would not hear of it; nobody who is trusted with the unit, which would
    be left alone.
    """
    yearly = AdmissionRule.objects.filter(unit=OuterRef("unit"), yearly=True).order_by("version")
    answered = Reconfirmation.objects.filter(membership=OuterRef("pk"), answered__isnull=False)
    open_ones = Reconfirmation.objects.filter(membership=OuterRef("pk"), answered=None)
    trusted = current().filter(unit=OuterRef("unit"), person=OuterRef("person"), kind__in=Mandate.OF_MEMBERS)
    members = Membership.objects.filter(
        ~Exists(open_ones), ~Exists(trusted), ended=None, role=Membership.Role.MEMBER,
        unit__admission__yearly=True, unit__state__in=AWAKE, person__account__last_login__isnull=False,
        person__account__is_active=True,
    ).annotate(
        begun=Subquery(yearly.values("at")[:1]),
        last=Coalesce(Subquery(answered.order_by("-answered").values("answered")[:1]), F("since")),
    )  # fmt: skip
    due = members.annotate(sure=Greatest("begun", "last")).filter(sure__lte=now() - YEAR)
    rows = list(due.select_related("unit", "person__account").order_by("pk")[:AT_ONCE])
    newest = {one.unit_id: one for one in _newest({row.unit_id for row in rows})}
    for row in rows:
        asked = Reconfirmation.objects.create(membership=row, rule=newest[row.unit_id])
        emails.reconfirm(asked, to=row.person)
    return len(rows)


@verb
def remind_yearly(*, by: None) -> int:
    """Once more after a month."""
    rows = list(_unanswered(now() - REMINDED).filter(reminded=None)[:AT_ONCE])
    for row in rows:
        row.reminded = now()
        row.save(update_fields=["reminded"])
        emails.reconfirm(row, to=row.membership.person, again=True)
    return len(rows)


@verb
def rest_silent(*, by: None) -> int:
    """After two months without an answer the membership rests: ended like any other, until a click wakes it."""
    waited = now() - (RESTS - REMINDED) + timedelta(days=2)  # so that a clock that stood still harms nobody
    rows = list(_unanswered(now() - RESTS).filter(reminded__lte=waited)[:AT_ONCE])
    for row in rows:
        _rest(row.membership)
        emails.rests(row, to=row.membership.person)
    return len(rows)


@verb
def answer_reconfirmation(*, by: Person, reconfirmation: Reconfirmation, answer: str) -> bool:
    """Yes: the membership goes on, or wakes. No: it ends. Whether it did; an answer that was given stands.

    Raises `people.NotCovered` for who would wake and works for a supplier now.
    """
    found = Reconfirmation.objects.select_for_update().get(pk=reconfirmation.pk)
    membership = Membership.objects.select_related("unit", "person").get(pk=found.membership_id)
    if found.answered is not None or (membership.ended is not None and membership.resting is None):
        return False
    found.answered, found.answer = now(), Reconfirmation.Answer(answer)
    found.save(update_fields=["answered", "answer"])
    if answer == Reconfirmation.Answer.YES:
        _wake(membership, by=by)
    else:
        _resting_with(membership).update(resting=None)
        leave(by=by, unit=membership.unit, person=membership.person)
    record(verb="networks.reconfirm", kind="unit", key=membership.unit.slug, by=by, unit=membership.unit_id)
    return True


def _wake(membership: Membership, *, by: Person) -> None:
    """The same rows, as old as they were, unless they came in again by another way meanwhile."""
    if not may_be_member(membership.person):
        raise people.NotCovered
    wake(by=by, members=[(membership.unit_id, membership.person_id)])
    people.share_with_units(by=by, person=membership.person, units=unit_tokens(membership.person_id))


def _rest(membership: Membership) -> None:
    """With it those of subgroups, which follow."""
    at, unit = now(), membership.unit
    for one in (unit, *Unit.objects.filter(parent=unit, kind__in=Unit.INSIDE)):
        if let_out(by=None, unit=one, person=membership.person, at=at):
            Membership.objects.filter(unit=one, person=membership.person_id, ended=at).update(resting=at)
    record(verb="networks.rest", kind="unit", key=unit.slug, by=None, unit=unit.pk)


def _resting_with(membership: Membership) -> "QuerySet[Membership]":
    """What began to rest with it, itself too."""
    if membership.resting is None:
        return Membership.objects.none()
    return Membership.objects.filter(person=membership.person_id, resting=membership.resting)


def _unanswered(before: datetime) -> "QuerySet[Reconfirmation]":
    rows = Reconfirmation.objects.filter(
        answered=None, asked__lte=before, membership__ended=None,
        membership__unit__admission__yearly=True, membership__unit__state__in=AWAKE,
    )  # fmt: skip
    return rows.select_related("membership__unit", "membership__person__account", "rule").order_by("asked", "pk")


def _newest(units: set[int]) -> "QuerySet[AdmissionRule]":
    rows: QuerySet[AdmissionRule] = AdmissionRule.objects.filter(unit__in=units)
    return rows.order_by("unit_id", "-version").distinct("unit_id")
