"""Who holds which mandate, as far as a reader may know: in a unit, beneath it, oneself; and what ends soon."""

from datetime import date, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from krets.db.clock import now, today
from krets.db.readers import Reader
from krets.networks.models import Handover, Mandate, Membership, Unit
from krets.networks.rules.mandates import FROM_ABOVE, appointable_in, current, kinds_by, may_administer
from krets.networks.rules.units import is_member, visible
from krets.networks.rules.waiting import Act, Waiting
from krets.people import rules as people
from krets.people.models import Person

AHEAD = timedelta(days=60)  # before its last day it is told that a mandate ends
LEFT_LATELY = timedelta(days=365)  # how long what somebody ran who left can be handed over
SOME = 20
_ORDER = Case(
    *(When(kind=kind, then=Value(n)) for n, kind in enumerate(Mandate.Kind)), output_field=IntegerField()
)


def mandates_of(reader: Reader, unit: Unit) -> "QuerySet[Mandate]":
    """Who holds what in a unit, and who will, told to whoever may know of both the unit and the person."""
    return _shown(reader, _not_over()).filter(unit=unit).order_by(_ORDER, "person__sort_key", "pk")


def past_mandates(reader: Reader, unit: Unit) -> "QuerySet[Mandate]":
    """Who held what in a unit before, newest first: told to its members and to whoever administers it."""
    if not is_member(reader, unit) and not may_administer(reader, unit):
        return Mandate.objects.none()
    over = Mandate.objects.filter(unit=unit).exclude(pk__in=_not_over().values("pk"))
    over = over.annotate(open=Q(_as_they_left(), followed_by=None))
    return _shown(reader, over).order_by("-ended", "-until", "-pk")


def mandates_under(reader: Reader, unit: Unit, *, soon: bool = False) -> "QuerySet[Mandate]":
    """Who holds what in a unit and all beneath it, as far as the reader may know of them; soon: what ends soon."""
    under = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit)
    under |= Q(unit__parent__parent__parent=unit)
    found = _shown(reader, _not_over()).filter(under, unit__in=visible(reader)).select_related("unit")
    if soon:
        return found.filter(until__lte=today() + AHEAD).order_by("until", "pk")
    return found.order_by("unit__sort_key", "unit_id", _ORDER, "person__sort_key", "pk")


def may_see_under(reader: Reader, unit: Unit) -> bool:
    """The overview of a unit and all beneath it is for its members, and for whoever administers it."""
    return is_member(reader, unit) or may_administer(reader, unit)


def own_mandates(reader: Reader) -> "QuerySet[Mandate]":
    """What the reader holds and held, what holds first."""
    mine = Mandate.objects.filter(person_id=reader.person or 0).select_related("unit", "appointed_by")
    running = Case(When(ended=None, then=0), default=1, output_field=IntegerField())
    return mine.order_by(running, "-since", "-pk")


def to_hand_over(reader: Reader, unit: Unit, predecessor: Person) -> list[Mandate]:
    """What somebody runs in a unit and beneath it, or ran until they left, that the reader appoints to.

    A few queries, however many there are.
    """
    under = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit)
    rows = (
        hand_on(predecessor).filter(under).select_related("unit__parent").order_by("unit__sort_key", _ORDER, "pk")
    )
    known = set(visible(reader).filter(pk__in=[row.unit_id for row in rows]).values_list("pk", flat=True))
    by_unit = appointable_in(reader, [row.unit for row in rows if row.unit_id in known])
    given = [row for row in rows if row.kind in by_unit.get(row.unit_id, ())]
    return sorted(given, key=lambda row: row.unit_id != unit.pk)  # what is beneath comes after


def hand_on(predecessor: Person) -> "QuerySet[Mandate]":
    """What somebody can hand over: what they hold, and what ended as they left and nobody took up since."""
    still = Q(ended=None) & (Q(until=None) | Q(until__gte=today()))
    gone = Q(_as_they_left(), followed_by=None)
    rows: QuerySet[Mandate] = Mandate.objects.filter(still | gone, person=predecessor)
    return rows


def handovers(reader: Reader) -> "QuerySet[Handover]":
    """Handovers to or from the reader, or in a unit where the reader decides or that belongs to one."""
    deciding = current().filter(person_id=reader.person or 0, kind__in=FROM_ABOVE).values("unit")
    mine = Q(predecessor_id=reader.person or 0) | Q(successor_id=reader.person or 0)
    found: QuerySet[Handover] = Handover.objects.filter(
        mine | Q(unit__in=deciding) | Q(unit__parent__in=deciding), unit__in=visible(reader)
    )
    return found.select_related("unit", "predecessor", "successor", "by")


def may_undo(reader: Reader, handover: Handover) -> bool:
    """Within a day, whoever did it may undo a handover."""
    fresh = handover.undone is None and handover.at > now() - timedelta(days=1)
    return fresh and reader.person is not None and reader.person == handover.by_id


def somebody_called(reader: Reader, words: str) -> Person | None:
    """The one person with this name or address whom the reader may know; None if there are none or several."""
    named = Q(name__iexact=words) | Q(account__email__iexact=words)
    found = list(people.visible(reader).filter(named, account__is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def mandates_waiting(reader: Reader) -> list[Waiting]:
    """Mandates that end within sixty days, the reader's own and those the reader appoints to; and what was handed
    over to the reader in the last two weeks. At most twenty; three queries."""
    if reader.person is None:
        return []
    mine = set(current().filter(person_id=reader.person).values_list("unit_id", "kind"))
    units = {unit for unit, _kind in mine}
    near = current().filter(until__lte=today() + AHEAD).filter(
        Q(person_id=reader.person) | Q(unit__in=units) | Q(unit__parent__in=units)
    )  # fmt: skip
    rows = near.select_related("unit", "person").order_by("until", "pk")[: SOME * 5]
    ends = [
        _ends(row, reader, row.kind in kinds_by(mine, row.unit))
        for row in rows
        if row.person_id == reader.person or row.kind in kinds_by(mine, row.unit)
    ]
    lately = Handover.objects.filter(successor_id=reader.person, undone=None, at__gte=now() - timedelta(days=14))
    given = [
        Waiting(
            gettext("You have taken over in {unit}. Read the note.").format(unit=row.unit.name),
            reverse("handover", args=(row.unit.slug, row.key)), row.at, row.unit,
            Act(gettext("Read it"), reverse("handover", args=(row.unit.slug, row.key)), page=True),
        )
        for row in lately.select_related("unit").order_by("-at")[:SOME]
    ]  # fmt: skip
    return [*given, *ends][:SOME]


def _as_they_left() -> Exists:
    """Whether a mandate ended at the moment its holder left the unit, and that is not too long ago."""
    lately = Membership.objects.filter(ended__gte=now() - LEFT_LATELY)
    return Exists(lately.filter(unit=OuterRef("unit"), person=OuterRef("person"), ended=OuterRef("ended")))


def _shown(reader: Reader, mandates: "QuerySet[Mandate]") -> "QuerySet[Mandate]":
    known = mandates.filter(person__in=people.visible(reader))
    return known.select_related("person__organisation", "appointed_by")


def _not_over() -> "QuerySet[Mandate]":
    rows: QuerySet[Mandate] = Mandate.objects.filter(Q(until=None) | Q(until__gte=today()), ended=None)
    return rows


def _ends(mandate: Mandate, reader: Reader, may_renew: bool) -> Waiting:
    """Who appoints to it lets it last another year; its holder hands it over."""
    assert mandate.until is not None
    own = mandate.person_id == reader.person
    name = gettext("You") if own else mandate.person.name if reader.reads(mandate.person) else gettext("A member")
    text = gettext("{who}: {mandate} in {unit} ends on {day}.").format(
        who=name, mandate=mandate, unit=mandate.unit.name, day=date_format(mandate.until)
    )
    slug, page = mandate.unit.slug, reverse("mandates", args=[mandate.unit.slug])
    if may_renew:
        url, longer = reverse("renew_mandate", args=[slug, mandate.key]), _a_year_on(mandate.until)
        act = Act(gettext("Another year"), url, (("until", longer.isoformat()),))
    else:
        act = Act(gettext("Hand over"), reverse("hand_over", args=[slug, mandate.person.key]), page=True)
    return Waiting(text, page, mandate.until - AHEAD, mandate.unit, act)


def _a_year_on(day: date) -> date:
    """The same day next year; of a leap day, the last of February."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
