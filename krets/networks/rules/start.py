"""Who prepares a unit's first meeting, who says which day suits, and who answers about its money."""

from dataclasses import dataclass

from django.db.models import QuerySet

from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.models import DatePoll, Guarantee, Mandate, PollAnswer, PollDate, Unit
from krets.networks.rules.mandates import holds, may_oversee, may_run
from krets.networks.rules.units import is_member, reader_of_person


@dataclass(frozen=True)
class DayOf:
    """One day of a poll: who said what, what the reader said, and how many can or may."""

    date: PollDate
    can: int
    maybe: int
    cannot: int
    mine: str


def sees_start(reader: Reader, unit: Unit) -> bool:
    """Members of a unit and whoever oversees it see what it starts with."""
    return is_member(reader, unit) or may_oversee(reader, unit)


def may_prepare(reader: Reader, unit: Unit) -> bool:
    """Who runs a unit, and its contact person, prepare its meetings, ask for days and make its budget."""
    return may_run(reader, unit) or holds(reader, [unit.pk], [Mandate.Kind.CONTACT])


def may_answer_guarantee(reader: Reader, guarantee: Guarantee) -> bool:
    """Whoever decides in what the unit belongs to says yes or no, once."""
    return not guarantee.outcome and may_oversee(reader, guarantee.unit)


def date_polls(reader: Reader) -> "QuerySet[DatePoll]":
    """Polls about days in units that the reader is a member of."""
    units = [int(token.removeprefix("unit:")) for token in reader.tokens if token.startswith("unit:")]
    return DatePoll.objects.filter(unit__in=units).select_related("unit")


def sealed_poll(key: str, seal: str) -> tuple[DatePoll | None, Reader | None]:
    """A poll by the link in somebody's letter, and who that is as long as they are a member of the unit."""
    with reaching("networks.date_poll"):
        found = DatePoll.objects.select_related("unit").filter(key=key).first()
        number = found.sealed_for(seal) if found is not None else None
        reader = reader_of_person(number) if number else None
    if found is None or reader is None or not is_member(reader, found.unit):
        return None, None
    return found, reader


def days_of(poll: DatePoll, person: int | None) -> list[DayOf]:
    """The days of a poll with what was said of each. Two queries."""
    says = PollAnswer.Says
    rows = list(PollAnswer.objects.filter(date__poll=poll).values_list("date", "person", "says"))
    days = []
    for date in poll.dates.order_by("day"):
        here = {who: said for of, who, said in rows if of == date.pk}
        said = list(here.values())
        mine = here.get(person or 0, "")
        days.append(DayOf(date, said.count(says.CAN), said.count(says.MAYBE), said.count(says.NOT), mine))
    return days
