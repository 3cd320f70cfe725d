"""Whom to ask about a unit, what it has been, and what is told of it."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from krets.activity.models import Entry
from krets.db import readers
from krets.db.clock import today
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.models import ContactLine, Mandate, Membership, StateChange, Unit
from krets.networks.rules.mandates import current
from krets.people import rules as people
from krets.people.models import Person

NEWEST = 50  # members to choose hosts among
LATEST = 5


def card(unit: Unit) -> list[ContactLine]:
    """The lines of its card that the reader of `rules.one` may read, in the order of a card."""
    lines = {line["name"]: line["text"] for line in unit.card}  # type: ignore[attr-defined] # annotated by `one`
    return [ContactLine(unit=unit, name=name, text=lines[name]) for name in ContactLine.Name if name in lines]


def card_to_edit(unit: Unit) -> dict[str, str]:
    """The whole card as the form takes it, for whoever runs the unit."""
    with reaching("networks.card"):
        lines = list(ContactLine.objects.filter(unit=unit))
    told: dict[str, str] = {}
    for line in lines:
        wide = [token for token in (readers.PUBLIC, readers.BUYERS) if token in line.readers]
        told |= {line.name: line.text, f"{line.name}_to": wide[0] if wide else Unit.KnownTo.MEMBERS.value}
    return told


def next_meeting(unit: Unit) -> bool:
    """Whether it has an open meeting that is not over."""
    return bool(unit.meeting) and (unit.meeting_on is None or unit.meeting_on >= today())


def changes(unit: Unit) -> "QuerySet[StateChange]":
    """What states it has been in, the present one first."""
    return StateChange.objects.filter(unit=unit).select_related("by").order_by("-at", "-pk")


def name_whom_to_ask(reader: Reader, units: Iterable[Unit]) -> None:
    """Give each unit its `whom`: coordinators and contact persons whom the reader may know. Three queries."""
    rows = list(units)
    pks = [unit.pk for unit in rows]
    leading = Membership.objects.filter(unit__in=pks, ended=None, role=Membership.Role.COORDINATOR)
    pairs = list(leading.values_list("unit", "person"))
    pairs += current().filter(unit__in=pks, kind=Mandate.Kind.CONTACT).values_list("unit", "person")
    known = {one.pk: one for one in people.visible(reader).filter(pk__in={person for _, person in pairs})}
    for unit in rows:
        asked = dict.fromkeys(person for pk, person in pairs if pk == unit.pk and person in known)
        unit.whom = [known[person] for person in asked]  # type: ignore[attr-defined]


def counted(unit: Unit) -> int:
    """How many members it has now. One query."""
    return Membership.objects.filter(unit=unit, ended=None).count()


def last_active(unit: Unit) -> dict[int, int]:
    """Members of a unit by number, the latest active first, with the year; 0 for whoever never was.

    Told to whoever may wake it. What somebody did without a name does not count.
    """
    with reaching("networks.last_active"):
        acts = Entry.objects.filter(unit=unit, by__isnull=False).order_by().values_list("by")
        seen = dict(acts.annotate(last=Max("at")))
        members = list(Membership.objects.filter(unit=unit, ended=None).values_list("person", "role"))
    leads = {person for person, role in members if role == Membership.Role.COORDINATOR}
    rows = [
        (person not in leads, -seen[person].timestamp() if person in seen else 0.0, person)
        for person, _ in members
    ]
    return {person: seen[person].year if person in seen else 0 for _, _, person in sorted(rows)[:NEWEST]}


def who_hosted(unit: Unit) -> list[str]:
    """The keys of its coordinators: who is proposed to take it on."""
    lead = Q(memberships__unit=unit, memberships__ended=None, memberships__role=Membership.Role.COORDINATOR)
    return list(Person.objects.filter(lead).values_list("key", flat=True))


def last_of(unit: Unit) -> list[StateChange]:
    """What it has been through lately, to begin from."""
    return list(changes(unit)[:LATEST])
