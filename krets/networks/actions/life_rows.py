"""How a unit lives, taken along to another installation: welcomes, offers of sleep, restarts, handovers."""

from collections.abc import Mapping, Sequence
from typing import Any

from krets.db.identity import verb
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks.models import Handover, Mandate, Quiet, Restart, Return, Unit, Welcome
from krets.people.models import Person

PLACES = ("joined", "charged")  # of a handover: numbers of units, which are others elsewhere


def life_rows(*, by: Person | None, unit: Unit, slugs: Mapping[int, str]) -> Row:
    """What a unit's row in an export says of it; nothing where there is nothing. slugs: of units, by number."""
    welcomes = unit.welcomes.select_related("person", "by").order_by("at", "person__key")
    offers = unit.quiet.select_related("by").order_by("at", "pk")
    restarts = unit.restarts.select_related("begun_by", "sent_by").order_by("begun", "pk")
    given = unit.handovers.select_related("predecessor", "successor", "by").order_by("at", "key")
    found = {
        "welcomes": [values(one) | _named(one, "person", "by") for one in welcomes],
        "quiet": [_since(one) | _named(one, "by") for one in offers],
        "restarts": [_restart(one) for one in restarts],
        "handovers": [_handover(one, slugs) for one in given],
    }
    return {name: rows for name, rows in found.items() if rows}


@verb
def restore_life(
    *, by: Person | None, rows: Sequence[Row], units: Mapping[str, Unit], people: Mapping[str, int], tally: Tally
) -> None:
    """Add what is not there, once units, people and mandates are."""
    for row in rows:
        unit = units.get(row["slug"])
        if unit is None:
            continue
        for given in row.get("welcomes", []):
            if given["person"] in people and not unit.welcomes.filter(person=people[given["person"]]).exists():
                Welcome.objects.create(
                    unit=unit, **_numbers(given, people, "person", "by"), **fields(Welcome, given)
                )
        if not unit.quiet.exists():
            for given in row.get("quiet", []):
                Quiet.objects.create(unit=unit, **_numbers(given, people, "by"), **fields(Quiet, given))
        if not unit.restarts.exists():
            for given in row.get("restarts", []):
                _restore_restart(unit, given, people)
        for given in row.get("handovers", []):
            new = not Handover.objects.filter(key=given["key"]).exists()
            tally.count("new" if new else "unchanged")
            if new:
                _restore_handover(unit, given, people, units)


def _since(offer: Quiet) -> Row:
    return values(offer) | {"since": offer.since.isoformat()}


def _restart(restart: Restart) -> Row:
    hosts = sorted(host.key for host in restart.hosts.all())
    back = restart.returns.select_related("person").order_by("key")
    returns = [values(one) | _named(one, "person") for one in back]
    return values(restart) | _named(restart, "begun_by", "sent_by") | {"hosts": hosts, "returns": returns}


def _handover(one: Handover, slugs: Mapping[int, str]) -> Row:
    places = {name: sorted(slugs[pk] for pk in getattr(one, name) if pk in slugs) for name in PLACES}
    mandates = sorted(one.mandates.values_list("key", flat=True))
    who = _named(one, "predecessor", "successor", "by", "undone_by")
    return values(one, without=PLACES) | who | places | {"mandates": mandates}


def _restore_restart(unit: Unit, given: Row, people: Mapping[str, int]) -> None:
    who = _numbers(given, people, "begun_by", "sent_by")
    restart = Restart.objects.create(unit=unit, **who, **fields(Restart, given))
    restart.hosts.set(people[key] for key in given["hosts"] if key in people)
    for back in given["returns"]:
        if back["person"] in people:
            Return.objects.create(restart=restart, **_numbers(back, people, "person"), **fields(Return, back))


def _restore_handover(unit: Unit, given: Row, people: Mapping[str, int], units: Mapping[str, Unit]) -> None:
    who = _numbers(given, people, "predecessor", "successor", "by", "undone_by")
    places = {name: [units[slug].pk for slug in given[name] if slug in units] for name in PLACES}
    done = Handover.objects.create(unit=unit, **who, **places, **fields(Handover, given, without=PLACES))
    Mandate.objects.filter(key__in=given["mandates"], handover=None).update(handover=done)


def _numbers(given: Row, people: Mapping[str, int], *names: str) -> dict[str, Any]:
    return {f"{name}_id": people.get(given[name] or "") for name in names}


def _named(one: Any, *names: str) -> Row:
    people = {name: getattr(one, name) for name in names}
    return {name: person.key if person is not None else None for name, person in people.items()}
