"""Who hears of things, and how."""

from collections.abc import Iterable
from typing import Any

from krets.activity.models import Hearing


def choices_of(people: Iterable[int], unit: int | None) -> dict[int, str]:
    """How each person hears of something in this unit: the unit's choice, else the general, else each."""
    wanted = set(people)
    chosen = dict.fromkeys(wanted, str(Hearing.How.EACH))
    rows = Hearing.objects.filter(person_id__in=wanted).values_list("person_id", "unit_id", "how")
    for person, place, how in sorted(rows, key=lambda row: row[1] is not None):  # the unit's own comes last
        if place is None or place == unit:
            chosen[person] = how
    return chosen


def hears_each(people: Iterable[int], unit: int | None = None) -> set[int]:
    """Those of these people whom a room shall write a letter of its own to."""
    return {person for person, how in choices_of(people, unit).items() if how == Hearing.How.EACH}


def choices(person: Any) -> dict[int | None, str]:
    """What a person has chosen: unit's number → how; `None` is the general choice and always there."""
    rows = Hearing.objects.filter(person=person).values_list("unit_id", "how")
    return {None: str(Hearing.How.EACH)} | dict(rows)
