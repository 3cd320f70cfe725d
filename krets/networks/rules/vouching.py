"""Who vouches in a unit, and may therefore be told who wrote an unnamed item."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from krets.db.readers import Reader
from krets.networks.models import Membership, Unit, Vouching
from krets.networks.rules.reading import units_in
from krets.networks.rules.units import in_unit, is_member, leads
from krets.people import rules as people
from krets.people.models import Person


def vouching(reader: Reader, unit: Unit) -> "QuerySet[Vouching]":
    """Who vouches in a unit now: told to its members."""
    if not is_member(reader, unit):
        return Vouching.objects.none()
    return _current().filter(unit=unit).select_related("person__organisation").order_by("person__sort_key", "pk")


def may_charge(reader: Reader, unit: Unit) -> bool:
    """Its coordinators give a member the charge of vouching and take it back."""
    return leads(reader, unit)


def member_called(reader: Reader, unit: Unit, words: str) -> Person | None:
    """The one member of this unit with this name or address; None if there are none or several."""
    members = in_unit(people.visible(reader), unit)
    found = list(members.filter(Q(name__iexact=words) | Q(account__email__iexact=words))[:2])
    return found[0] if len(found) == 1 else None


def vouches_somewhere(reader: Reader) -> bool:
    """Whether the reader vouches in some unit."""
    return reader.person is not None and _current().filter(person_id=reader.person).exists()


def may_look_behind(reader: Reader, shared: Iterable[str]) -> bool:
    """Who vouches in a unit that the item is shared in. Of what is shared wider, whoever vouches anywhere may ask,
    and learns the name only in a unit that the writer was in (`vouches_for`): else that one may ask would tell it.
    """
    mine = _current().filter(person_id=reader.person or 0)
    units = units_in(shared)
    return mine.filter(unit_id__in=units).exists() if units else mine.exists()


def vouches_for(vouching: Person, writer: Person, shared: Iterable[str], when: date) -> bool:
    """Whether this person may be given this writer's name: they vouch in a unit that the item is shared in, or, of
    what is shared wider, in one that the writer was in when it was written.
    """
    mine = _current().filter(person=vouching)
    if units := units_in(shared):
        return mine.filter(unit_id__in=units).exists()
    last = when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time.max))
    first = when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time.min))
    were = Membership.objects.filter(person=writer, since__lte=last)
    there = were.filter(Q(ended=None) | Q(ended__gte=first))
    return mine.filter(unit_id__in=there.values("unit_id")).exists()


def _current() -> "QuerySet[Vouching]":
    """The charge ends with the membership."""
    member = Membership.objects.filter(unit=OuterRef("unit"), person=OuterRef("person"), ended=None)
    charges: QuerySet[Vouching] = Vouching.objects.filter(Exists(member), ended=None)
    return charges
