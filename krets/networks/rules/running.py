"""What somebody runs, and who there is new or can't be reached by mail."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.mail.models import Letter
from krets.networks.models import Mandate, Membership, Unit, Welcome
from krets.networks.rules.mandates import current
from krets.networks.rules.units import is_member
from krets.people import rules as people
from krets.people.models import Person

MOST = 200  # units of one person
NEW = timedelta(days=30)  # for so long somebody is a newcomer
TRUSTED = (*Mandate.RUNS, *Mandate.DECIDES, *Mandate.SERVES)


def running(reader: Reader) -> list[Unit]:
    """Units that the reader runs, decides in or works for, each with whether what is shared there is theirs to
    read (`inside`). One query."""
    if reader.person is None:
        return []
    lead = Membership.objects.filter(
        unit=OuterRef("pk"), person_id=reader.person, ended=None, role=Membership.Role.COORDINATOR
    )
    held = current().filter(unit=OuterRef("pk"), person_id=reader.person, kind__in=TRUSTED)
    units = list(Unit.objects.filter(Exists(lead) | Exists(held)).order_by("sort_key", "pk")[:MOST])
    for unit in units:
        unit.inside = is_member(reader, unit)  # type: ignore[attr-defined]
    return units


def newcomers(reader: Reader, units: Iterable[int], since: datetime, some: int) -> list[Membership]:
    """Who came into these units since then and was not welcomed by anybody, of people whom the reader may know."""
    welcomed = Welcome.objects.filter(unit=OuterRef("unit"), person=OuterRef("person"))
    rows: QuerySet[Membership] = Membership.objects.filter(unit__in=list(units), ended=None, since__gte=since)
    rows = rows.exclude(person_id=reader.person or 0).exclude(role=Membership.Role.COORDINATOR)
    rows = rows.filter(~Exists(welcomed), person__in=people.visible(reader))
    return list(rows.select_related("unit", "person__organisation").order_by("-since", "-pk")[:some])


def unreachable(reader: Reader, units: Iterable[int], since: datetime, some: int) -> list[Membership]:
    """Members of these units whose mail came back, each with when (`bounced`): told to who administers them.

    Only that it did, never what stood in it.
    """
    numbers = list(units)
    with reaching("networks.unreachable"):
        came_back = Letter.objects.filter(person__memberships__unit__in=numbers, bounced__gte=since)
        of = came_back.filter(person__memberships__ended=None).order_by().values("person")
        last = dict(of.annotate(last=Max("bounced")).order_by("-last").values_list("person", "last")[:some])
    rows = Membership.objects.filter(unit__in=numbers, ended=None, person__in=list(last))
    rows = rows.filter(person__in=people.visible(reader)).select_related("unit", "person__organisation")
    found: dict[int, Membership] = {}
    for row in rows.order_by("unit__sort_key")[: some * 5]:
        row.bounced = last[row.person_id]  # type: ignore[attr-defined]
        found.setdefault(row.person_id, row)
    return list(found.values())


def member_to_welcome(reader: Reader, unit: Unit, key: str) -> Person | None:
    """A member of the unit by their public name, if the reader may know them."""
    members = Membership.objects.filter(unit=unit, ended=None, person__in=people.visible(reader).filter(key=key))
    row = members.select_related("person").first()
    return row.person if row is not None else None
