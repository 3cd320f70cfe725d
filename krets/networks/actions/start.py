"""A new unit plans its first meeting, finds a day for it, reckons what it costs, and asks for a guarantee."""

from collections.abc import Iterable, Mapping
from datetime import date

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.actions.foundings import NotNow
from krets.networks.models import (
    Budget,
    DatePoll,
    FirstMeeting,
    Guarantee,
    Membership,
    PollAnswer,
    PollDate,
    Unit,
)
from krets.people.models import Person


@verb
def plan_meeting(*, by: Person, unit: Unit, place: str, agenda: str, brings: str) -> FirstMeeting:
    """Write what happens at the meeting and who brings what."""
    meeting, _new = FirstMeeting.objects.update_or_create(
        unit=unit,
        defaults={
            "place": place.strip(), "agenda": agenda.strip(), "brings": brings.strip(), "changed": now(),
            "changed_by": by,
        },
    )  # fmt: skip
    record(verb="networks.plan_meeting", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return meeting


@verb
def propose_dates(*, by: Person, unit: Unit, what: str, days: Iterable[date]) -> DatePoll:
    """Ask the members which of these days suits. Each gets a letter where they can say it without signing in."""
    poll = DatePoll.objects.create(unit=unit, what=what.strip(), by=by)
    PollDate.objects.bulk_create(PollDate(poll=poll, day=day) for day in sorted(set(days)))
    members = Membership.objects.filter(unit=unit, ended=None).select_related("person__account")
    for member in members:
        emails.date_poll(poll, to=member.person)
    record(verb="networks.propose_dates", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return poll


@verb
def answer_dates(*, by: Person, poll: DatePoll, says: Mapping[int, str]) -> None:
    """Say of each day, by its number, whether one can; again, and it is changed. Raises NotNow when closed."""
    locked = DatePoll.objects.select_for_update().order_by().get(pk=poll.pk)
    if locked.closed is not None:
        raise NotNow
    for day in locked.dates.filter(pk__in=says):
        PollAnswer.objects.update_or_create(date=day, person=by, defaults={"says": says[day.pk]})
    record(verb="networks.answer_dates", kind="unit", key=locked.unit.slug, by=by, unit=locked.unit_id)


@verb
def close_dates(*, by: Person, poll: DatePoll, day: PollDate) -> None:
    """It will be this day. Members hear of it. Raises NotNow."""
    locked = DatePoll.objects.select_for_update().select_related("unit").order_by().get(pk=poll.pk)
    if locked.closed is not None:
        raise NotNow
    locked.closed, locked.closed_by = now(), by
    locked.save(update_fields=["closed", "closed_by"])
    locked.dates.filter(pk=day.pk).update(chosen=True)
    members = Membership.objects.filter(unit=locked.unit_id, ended=None).select_related("person__account")
    for member in members:
        emails.date_chosen(locked, day.day, to=member.person)
    record(verb="networks.close_dates", kind="unit", key=locked.unit.slug, by=by, unit=locked.unit_id)


@verb
def reckon(*, by: Person, unit: Unit, **sums: int) -> Budget:
    """Write down what it costs. sums: the fields of a Budget."""
    budget, _new = Budget.objects.update_or_create(
        unit=unit, defaults={**sums, "changed": now(), "changed_by": by}
    )
    record(verb="networks.reckon", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return budget


@verb
def ask_guarantee(*, by: Person, unit: Unit, amount: int, why: str) -> Guarantee:
    """Ask who decides above the unit to bear a loss. One request waits at a time: a second is the first."""
    Unit.objects.select_for_update().order_by().get(pk=unit.pk)
    waiting = Guarantee.objects.filter(unit=unit, outcome="").first()
    if waiting is not None:
        return waiting
    asked = Guarantee.objects.create(unit=unit, amount=amount, why=why.strip(), by=by)
    above = rules.knowers(unit.parent) if unit.parent is not None else set()
    for person in Person.objects.filter(pk__in=above).select_related("account"):
        emails.guarantee_asked(asked, to=person)
    record(verb="networks.ask_guarantee", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return asked


@verb
def answer_guarantee(*, by: Person, guarantee: Guarantee, outcome: str, reason: str) -> None:
    """Yes or no, and why. Raises NotNow for what was answered."""
    answered = Guarantee.objects.filter(pk=guarantee.pk, outcome="").update(
        outcome=outcome, reason=reason.strip(), decided=now(), decided_by=by
    )
    if not answered:
        raise NotNow
    guarantee.refresh_from_db()
    if guarantee.by is not None:
        emails.guarantee_answered(guarantee, to=guarantee.by)
    unit = guarantee.unit
    record(verb="networks.answer_guarantee", kind="unit", key=unit.slug, by=by, unit=unit.pk)
