"""What somebody new is shown of who is who, and how far they have come."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from krets.db.readers import Reader
from krets.engines.text.snippet import overlap
from krets.networks import rules as networks
from krets.networks.models import Mandate, Membership, Unit
from krets.people import rules as people
from krets.people.models import FirstHourStep, Person

UNITS = 8  # of one's own whose people are told
EACH = 8  # people of one unit
NEARBY = 5
LOOKED_AT = 200
NEAR = 4  # letters of a NUTS code: a part of the country


@dataclass(frozen=True)
class Step:
    """`taken` is None while it waits; `next` is the first that does."""

    name: str
    label: Any
    taken: FirstHourStep | None
    next: bool


@dataclass(frozen=True)
class Known:
    """Somebody worth knowing, and as what."""

    person: Person
    what: str


def steps(reader: Reader) -> list[Step]:
    """The five in their order. One query."""
    taken = {one.step: one for one in FirstHourStep.objects.filter(person_id=reader.person or 0)}
    waiting = next((one for one in FirstHourStep.TAKEN if one not in taken), None)
    return [Step(one.value, one.label, taken.get(one.value), one == waiting) for one in FirstHourStep.TAKEN]


def who_is_who(reader: Reader) -> list[tuple[Unit, list[Known]]]:
    """Of each of the reader's units: who runs it and who is trusted with what, as far as the reader may know them.

    Three queries.
    """
    units = networks.own_units(reader)[:UNITS]
    pks = [unit.pk for unit in units]
    known = people.visible(reader)
    trusted = networks.current().filter(unit__in=pks, person__in=known).select_related("person__organisation")
    running = Membership.objects.filter(
        unit__in=pks, ended=None, role=Membership.Role.COORDINATOR, person__in=known
    )
    found: dict[int, dict[int, Known]] = {pk: {} for pk in pks}
    for one in trusted.order_by("since", "pk"):
        had = found[one.unit_id].get(one.person_id)
        what = Mandate.Kind(one.kind).label
        found[one.unit_id][one.person_id] = Known(one.person, f"{had.what}, {what}" if had else str(what))
    for member in running.select_related("person__organisation").order_by("person__sort_key"):
        found[member.unit_id].setdefault(member.person_id, Known(member.person, str(member.get_role_display())))
    return [(unit, list(found[unit.pk].values())[:EACH]) for unit in units if found[unit.pk]]


def nearby(reader: Reader, me: Person) -> list[Known]:
    """Colleagues with the same kind of job, those in the same part of the country first. One query."""
    place = me.organisation
    if place is None:
        return []
    near = Q(organisation__country=place.country, organisation__nuts__startswith=place.nuts[:NEAR])
    telling = [word for word in me.title.split() if len(word) > 4]
    same = Q()
    for word in telling:
        same |= Q(title__icontains=word)
    others = people.visible(reader).filter(near | same if telling else near).exclude(pk=me.pk).exclude(title="")
    found = []
    for one in others.exclude(organisation=None).select_related("organisation")[:LOOKED_AT]:
        job = bool(me.title) and bool(overlap(one.title, me.title))
        is_near = bool(place.nuts) and _place(one) == (place.country, place.nuts[:NEAR])
        if job or (is_near and one.organisation_id != place.pk):
            found.append((not job, not is_near, one.sort_key, one, _why(job=job, near=is_near)))
    return [Known(one, why) for *_order, one, why in sorted(found, key=lambda row: row[:3])[:NEARBY]]


def _place(person: Person) -> tuple[str, str]:
    organisation = person.organisation
    return ("", "") if organisation is None else (organisation.country, organisation.nuts[:NEAR])


def _why(*, job: bool, near: bool) -> str:
    if job and near:
        return _("the same kind of job, in your part of the country")
    return _("the same kind of job") if job else _("in your part of the country")
