"""Whose staff is in a unit, region by region: organisations, never people."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from django.db.models import QuerySet

from krets.codes.models import Outline
from krets.codes.places import Place, place, places
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.models import Membership, Unit
from krets.networks.rules.mandates import may_administer
from krets.networks.rules.units import is_member
from krets.people.models import Organisation, Person

EDGE = 70  # kilometres around the outermost
LEAST, MORE = 26.0, 8.0  # radius of a circle: for one organisation, and how it grows


@dataclass(frozen=True)
class Circle:
    place: Place
    organisations: int

    @property
    def radius(self) -> int:
        return round(LEAST + MORE * sqrt(self.organisations - 1))


@dataclass(frozen=True)
class Drawn:
    """frame: x, y, width and height, in kilometres. land: SVG paths. dots: regions without anybody from there,
    drawn where there is no land. elsewhere: organisations whose region is not known."""

    frame: tuple[int, int, int, int]
    land: list[str]
    dots: list[Place]
    circles: list[Circle]
    elsewhere: int


def may_see_map(reader: Reader, unit: Unit) -> bool:
    """Members, whoever sees members by office, and all who may know of it where it says so."""
    if unit.map_for == Unit.MapFor.KNOWING or is_member(reader, unit):
        return True
    return reader.person is not None and may_administer(reader, unit)


def member_organisations(unit: Unit) -> "QuerySet[Organisation]":
    """By the alphabet, of members who hide their name too: so it is read as a named part of the system."""
    members = Membership.objects.filter(unit=unit, ended=None).values("person")
    employers = Person.objects.filter(pk__in=members, organisation__isnull=False).values("organisation")
    return Organisation.objects.filter(pk__in=employers).order_by("name", "pk")


def drawn(unit: Unit) -> Drawn:
    """The map of a unit. Two queries."""
    with reaching("networks.member_organisations"):
        found = list(member_organisations(unit).order_by().values_list("country", "nuts"))
    counted = Counter(nuts for _, nuts in found)
    circles = [Circle(there, n) for code, n in counted.items() if (there := place(code)) is not None]
    circles.sort(key=lambda circle: -circle.organisations)
    countries = {circle.place.code[:2] for circle in circles}
    around = places(countries)
    land = list(Outline.objects.filter(code__in=[one.code for one in around]).values_list("path", flat=True))
    taken = {circle.place.code for circle in circles}
    dots = [] if land else [one for one in around if one.code not in taken]
    known = sum(circle.organisations for circle in circles)
    return Drawn(_frame(around), land, dots, circles, len(found) - known)


def _frame(around: list[Place]) -> tuple[int, int, int, int]:
    if not around:
        return (0, 0, 0, 0)
    left, top = min(one.x for one in around) - EDGE, min(one.y for one in around) - EDGE
    right, bottom = max(one.x for one in around) + EDGE, max(one.y for one in around) + EDGE
    return (left, top, right - left, bottom - top)
