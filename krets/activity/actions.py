"""What happened, and who hears of it."""

from collections.abc import Iterable
from typing import Any

from krets.activity import rules
from krets.activity.models import Entry, Hearing, Notice
from krets.db.identity import verb
from krets.records import actions as records


@verb
def record(
    *, verb: str, kind: str, key: str, by: Any | None, tell: Iterable[int] = (), unit: int | None = None
) -> Entry:
    """Write down one fact in the present transaction, a trace of it, and a notice for each person in `tell`.

    verb: "asks.answer" …; kind and key: what it happened to; by: the acting Person or None; tell: numbers
    of people, each told once however often named and never about their own act; unit: the unit's number,
    whose own choice of letters or digests then counts.

    Whoever hears each thing by a letter of its own (`rules.hears_each`) counts as told: the room writes it.
    """
    entry = Entry.objects.create(verb=verb, kind=kind, key=key, by=by, unit_id=unit)
    records.changed(by=by, kind=kind, key=key, verb=verb)
    people = set(tell) - {by.pk if by is not None else None}
    if people:
        choices = rules.choices_of(people, unit)
        Notice.objects.bulk_create(
            Notice(
                entry=entry,
                person_id=person,
                how=choices[person],
                told=entry.at if choices[person] == Hearing.How.EACH else None,
            )
            for person in sorted(people)
        )
    return entry


@verb
def choose(*, by: Any, person: Any, unit: int | None = None, how: str) -> Hearing:
    """Choose how a person hears: of one unit, or in general. What still waits follows the new choice.

    `how` is one of `Hearing.How`, or '' for a unit to follow the general choice again.
    """
    if how == "" and unit is not None:
        Hearing.objects.filter(person=person, unit=unit).delete()
        hearing = Hearing(person=person, unit_id=unit, how=rules.choices(person)[None])
    else:
        hearing, _new = Hearing.objects.update_or_create(
            person=person,
            unit_id=unit,  # type: ignore[misc]  # None is "in general", which the stubs don't foresee
            defaults={"how": Hearing.How(how)},
        )
    _move_waiting(person)
    return hearing


def _move_waiting(person: Any) -> None:
    chosen = rules.choices(person)
    waiting = Notice.objects.filter(person=person, told=None).select_related("entry")
    for notice in waiting:
        how = chosen.get(notice.entry.unit_id, chosen[None])
        # What waited for a digest had no letter of its own, so it goes in the next one.
        how = Hearing.How.DAILY if how == Hearing.How.EACH else how
        if how != notice.how:
            notice.how = how
            notice.save(update_fields=["how"])
