"""Which units are quiet, who is told, and who wakes those that sleep."""

from typing import Any

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext

from krets.db.clock import today
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.models import Mandate, Membership, Quiet, Restart, Return, Unit
from krets.networks.rules.mandates import current, may_edit
from krets.networks.rules.states import SHARING
from krets.networks.rules.units import visible
from krets.networks.rules.waiting import Act, Waiting
from krets.people.models import Person

NO_SIGNS = (  # what an administrator or the clock does
    "asks.suggest", "cases.ask_award", "cases.ask_review", "networks.appoint", "networks.change_state",
    "networks.charge", "networks.edit_unit", "networks.end_mandate", "networks.leave", "networks.relieve",
    "networks.show_contact",
)  # fmt: skip
SOON = 2  # half of the time without a sign of life: then it shows in the list
SHOWN = 20


def who_runs(unit: Unit) -> "QuerySet[Person]":
    """Its coordinators, and whoever holds a mandate to run it; else its contact person."""
    leading = Membership.objects.filter(unit=unit, ended=None, role=Membership.Role.COORDINATOR)
    running = current().filter(unit=unit, kind__in=[*Mandate.RUNS, Mandate.Kind.CONTACT])
    people: QuerySet[Person] = Person.objects.filter(
        Q(pk__in=leading.values("person")) | Q(pk__in=running.values("person"))
    )
    return people.select_related("account").order_by("sort_key", "pk")


def may_settle(reader: Reader, unit: Unit) -> bool:
    """Who lets a quiet unit sleep or says that it is alive."""
    return unit.state in SHARING and (may_edit(reader, unit) or _is_contact(reader, unit))


def may_wake(reader: Reader, unit: Unit) -> bool:
    """Who wakes a dormant unit: whoever decides in it or above it, and its contact person."""
    return unit.state == Unit.State.DORMANT and (may_edit(reader, unit) or _is_contact(reader, unit))


def quiet_under(reader: Reader, unit: Unit) -> "QuerySet[Unit]":
    """Awake units inside this one that have been quiet for half of their time or longer, the quietest first."""
    inside = Q(parent=unit) | Q(parent__parent=unit)
    return _going_quiet(visible(reader).filter(inside)).order_by("last_sign", "sort_key", "pk")


def sleeping_under(reader: Reader, unit: Unit) -> "QuerySet[Unit]":
    """Units inside this one that sleep, by the alphabet."""
    inside = Q(parent=unit) | Q(parent__parent=unit)
    return visible(reader).filter(inside, state=Unit.State.DORMANT).order_by("sort_key", "pk")


def units_waiting(reader: Reader) -> list[Waiting]:
    """Quiet units that the reader runs or oversees, the quietest first. Three queries."""
    if reader.person is None:
        return []
    led = Membership.objects.filter(person_id=reader.person, ended=None, role=Membership.Role.COORDINATOR)
    mine = {*led.values_list("unit", flat=True)}
    held = current().filter(person_id=reader.person, kind__in=Mandate.DECIDES)
    mine |= {*held.values_list("unit", flat=True)}
    offered = Q(pk__in=Quiet.objects.filter(reply="", unit__in=mine).values("unit"))
    going = _going_quiet(Unit.objects.filter(Q(parent__in=mine) | offered)).order_by("last_sign", "pk")
    return [
        Waiting(
            gettext("{unit} has been quiet. Is it alive?").format(unit=unit.name),
            reverse("sleep", kwargs={"slug": unit.slug}),
            unit.last_sign,
            unit,
            Act(
                gettext("It is alive"),
                reverse("sleep", kwargs={"slug": unit.slug}),
                (("reply", Quiet.Reply.ALIVE),),
            ),
        )
        for unit in going[:SHOWN]
    ]


def have_been_quiet() -> "QuerySet[Unit]":
    """Awake units without a sign of life for all the time that they have, and not asked about it yet."""
    awake = Unit.objects.filter(state__in=SHARING, quiet_days__gt=0, last_sign__lt=_days_ago(F("quiet_days")))
    return awake.exclude(pk__in=Quiet.objects.filter(reply="").values("unit"))


def offer(unit: Unit) -> Quiet | None:
    """The offer to sleep that nobody has answered yet."""
    return Quiet.objects.filter(unit=unit, reply="").first()


def restart_of(unit: Unit) -> Restart | None:
    """How far somebody has come with waking it."""
    return Restart.objects.filter(unit=unit, sent=None).first()


def returning(unit: Unit) -> dict[str, int]:
    """Of the last restart: how many members said what; "" for those who have not said anything."""
    last = Restart.objects.filter(unit=unit, sent__isnull=False).order_by("-sent").first()
    if last is None:
        return {}
    with reaching("networks.returning"):
        replies = list(Return.objects.filter(restart=last).values_list("reply", flat=True))
    return {reply: replies.count(reply) for reply in ("in", "out", "")}


def _going_quiet(units: "QuerySet[Unit]") -> "QuerySet[Unit]":
    awake = units.filter(state__in=SHARING, quiet_days__gt=0)
    return awake.filter(last_sign__lt=_days_ago(F("quiet_days") / SOON))


def _days_ago(days: Any) -> Any:
    return ExpressionWrapper(Value(today(), DateField()) - days, output_field=DateField())


def _is_contact(reader: Reader, unit: Unit) -> bool:
    return current().filter(person_id=reader.person or 0, unit=unit, kind=Mandate.Kind.CONTACT).exists()
