"""What a list says becomes members and organisations, many at a time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from krets.db import readers
from krets.db.clock import now
from krets.engines.tables import Line, Verdict, judging
from krets.networks.actions.membership import wake
from krets.networks.models import Import, ImportRow, Membership, Unit
from krets.people import actions as people
from krets.people.models import Account, Person
from krets.people.rules import may_be_member

BATCH = 500
Judged = tuple[ImportRow, Line, Verdict]


def lock(*, by: Person | None, row: Import) -> None:
    """One list of a unit at a time; and nobody of it signs in, or is erased, between looking and writing."""
    Unit.objects.select_for_update(no_key=True).order_by().filter(pk=row.unit_id).values_list("pk").first()
    emails = list(row.rows.exclude(email="").values_list("email", flat=True))
    list(Account.objects.select_for_update().filter(email__within=emails).order_by("pk").values_list("pk"))
    ids = list(row.rows.exclude(person=None).values_list("person_id", flat=True))
    list(Person.objects.select_for_update(no_key=True).filter(pk__within=ids).order_by("pk").values_list("pk"))


def take_members(*, by: Person | None, row: Import, judged: Sequence[Judged], far: Callable[[int], None]) -> None:
    taken = [one for one in judged if _is_taken(one)]
    found = _people(row, taken, by)
    far(len(judged) // 2)
    wanted: dict[tuple[int, int], datetime] = {}
    for one, line, verdict in taken:
        person, is_new = found[one.pk]
        one.person = person
        if not may_be_member(person):  # somebody whom the administrator may not know
            continue
        # A day in the past is believed of who is new here alone: who was where tells who may be named
        # (`rules.vouches_for`).
        since = _moment(line.values.get("since", "")) if is_new else now()
        wanted.setdefault((verdict.unit or row.unit_id, person.pk), since)
    joined = _join(wanted, by)
    for one, _line, verdict in taken:
        one.is_new = (verdict.unit or row.unit_id, one.person_id) in joined
    ImportRow.objects.filter(pk__within=[one.pk for one, _, _ in taken if one.is_new]).update(is_new=True)
    for start in range(0, len(taken), BATCH):
        ImportRow.objects.bulk_update([one for one, _, _ in taken[start : start + BATCH]], ["person"])
        far((len(judged) + start) // 2)


def take_organisations(*, by: Person | None, row: Import, judged: Sequence[Judged]) -> None:
    new, changed = [], {}
    for _one, line, verdict in judged:
        facts: dict[str, Any] = judging.facts_of(line, row.unit.language, [])
        facts["inhabitants"] = int(facts["inhabitants"]) if facts["inhabitants"] else None
        if verdict.fate == judging.NEW:
            new.append({"name": line.values["name"], **facts})
        elif verdict.fate == judging.CHANGE and verdict.place is not None:
            changed[verdict.place] = {name: facts[name] for name in verdict.before}
    if new:
        people.register_organisations(by=by, rows=new)
    if changed:
        people.complete_organisations(by=by, facts=changed)


def _is_taken(judged: Judged) -> bool:
    one, _line, verdict = judged
    if verdict.fate == judging.UNSURE:
        return one.choice in (judging.KNOWN, judging.OTHER, judging.BACK)
    return verdict.fate in (judging.NEW, judging.CHANGE)


def _people(row: Import, taken: Sequence[Judged], by: Person | None) -> dict[int, tuple[Person, bool]]:
    """The people of these rows, by the row's number, each with whether they are new; where they work is said."""
    coming: dict[str, people.Newcomer] = {}
    known: dict[int, int] = {}  # row to person
    employers: dict[int, list[int]] = {}
    titles: dict[int, str] = {}
    for one, line, verdict in taken:
        if verdict.person is None or one.choice == judging.OTHER:
            before = coming.get(verdict.email)
            places = (*(before.organisations if before else ()), *([verdict.place] if verdict.place else []))
            coming[verdict.email] = people.Newcomer(
                verdict.email, line.values["name"], line.values.get("title", ""), line.values.get("phone", ""),
                tuple(dict.fromkeys(places)),
            )  # fmt: skip
            continue
        known[one.pk] = verdict.person
        if verdict.place is not None and ("organisation" in verdict.before or verdict.fate == judging.UNSURE):
            employers.setdefault(verdict.person, []).append(verdict.place)
        if "title" in verdict.before:
            titles[verdict.person] = verdict.before["title"][1]
    token = readers.unit(row.unit_id)
    came = people.register_many(by=by, newcomers=[*coming.values()], language=row.unit.language, unit=token)
    for email, (person, _new) in came.items():
        if coming[email].organisations and may_be_member(person):
            employers.setdefault(person.pk, []).extend(coming[email].organisations)
    if employers:
        people.settle_many(by=by, employers=employers, why=f"list: {row.name}")
    if titles:
        people.retitle(by=by, titles=titles)
    there = Person.objects.in_bulk(set(known.values()))
    found = {pk: (there[person], False) for pk, person in known.items()}
    return found | {one.pk: came[verdict.email] for one, _, verdict in taken if one.pk not in found}


def _join(wanted: dict[tuple[int, int], datetime], by: Person | None) -> set[tuple[int, int]]:
    """Memberships that were not there: unit and person."""
    persons = list({person for _, person in wanted})
    rows = Membership.objects.filter(person_id__within=persons, ended=None)
    here: dict[int, set[int]] = {}
    for person, unit in rows.values_list("person_id", "unit_id"):
        here.setdefault(person, set()).add(unit)
    new = {one: since for one, since in wanted.items() if one[0] not in here.get(one[1], ())}
    woken = wake(by=by, members=[*new])  # who rests is back, a member since the same day
    for unit, person in woken:
        here.setdefault(person, set()).add(unit)
    Membership.objects.bulk_create(
        (
            Membership(unit_id=unit, person_id=person, since=since, added_by=by)
            for (unit, person), since in new.items()
            if (unit, person) not in woken
        ),
        batch_size=BATCH,
    )
    tokens: dict[int, list[str]] = {}
    for unit, person in new:
        here.setdefault(person, set()).add(unit)
    for _unit, person in {*new, *woken}:
        tokens[person] = [readers.unit(pk) for pk in sorted(here[person])]
    if tokens:
        people.share_many_with_units(by=by, units=tokens)
    return set(new)


def _moment(day: str) -> datetime:
    if not day:
        return now()
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(12)))
