"""What a unit starts with, taken along to another installation."""

from collections.abc import Mapping, Sequence
from typing import Any

from krets.db.identity import verb
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks.models import Budget, DatePoll, FirstMeeting, Guarantee, PollAnswer, PollDate, Unit
from krets.people.models import Person

ONE: dict[str, Any] = {"first_meeting": FirstMeeting, "budget": Budget}  # of each unit
Numbers = Mapping[str, int]


def start_rows(*, by: Person | None, unit: Unit) -> Row:
    """What a unit's row in an export says of it; nothing where there is nothing."""
    row: Row = {}
    for name, model in ONE.items():
        for one in model.objects.filter(unit=unit).select_related("changed_by"):
            row[name] = values(one) | {"changed_by": _key(one.changed_by)}
    polls = unit.date_polls.select_related("by", "closed_by").order_by("at", "key")
    if polls:
        row["date_polls"] = [_poll(poll) for poll in polls]
    asked = unit.guarantees.select_related("by", "decided_by").order_by("at", "key")
    if asked:
        row["guarantees"] = [
            values(one) | {"by": _key(one.by), "decided_by": _key(one.decided_by)} for one in asked
        ]
    return row


@verb
def restore_start(
    *, by: Person | None, rows: Sequence[Row], units: Mapping[str, Unit], people: Numbers, tally: Tally
) -> None:
    """Add what is not there, once units and people are."""
    for row in rows:
        unit = units.get(row["slug"])
        if unit is None:
            continue
        for name, model in ONE.items():
            if name in row and not model.objects.filter(unit=unit).exists():
                who = _numbers(row[name], people, "changed_by")
                model.objects.create(unit=unit, **who, **fields(model, row[name]))
        for given in row.get("date_polls", []):
            if _is_new(DatePoll, given, tally):
                _restore_poll(unit, given, people)
        for given in row.get("guarantees", []):
            if _is_new(Guarantee, given, tally):
                who = _numbers(given, people, "by", "decided_by")
                Guarantee.objects.create(unit=unit, **who, **fields(Guarantee, given))


def _restore_poll(unit: Unit, given: Row, people: Numbers) -> None:
    who = _numbers(given, people, "by", "closed_by")
    poll = DatePoll.objects.create(unit=unit, **who, **fields(DatePoll, given))
    for day in given["dates"]:
        date = PollDate.objects.create(poll=poll, **fields(PollDate, day))
        for person, says in day["says"].items():
            if person in people:
                PollAnswer.objects.create(date=date, person_id=people[person], says=says)


def _poll(poll: DatePoll) -> Row:
    dates = poll.dates.prefetch_related("answers__person").order_by("day")
    days = [values(date) | {"says": {one.person.key: one.says for one in date.answers.all()}} for date in dates]
    return values(poll) | {"by": _key(poll.by), "closed_by": _key(poll.closed_by), "dates": days}


def _numbers(given: Row, people: Numbers, *names: str) -> dict[str, Any]:
    return {f"{name}_id": people.get(given[name] or "") for name in names}


def _is_new(model: Any, given: Row, tally: Tally) -> bool:
    new = not model.objects.filter(key=given["key"]).exists()
    tally.count("new" if new else "unchanged")
    return new


def _key(person: Person | None) -> str | None:
    return person.key if person is not None else None
