"""A case while it is written: `draft`, `save` and `discard`. Nobody but its writer reads it, so nobody is told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from krets.cases import rules
from krets.cases.models import EFFECT_FIELDS, FIELDS, Case, Effect, Typed, groups_of
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import acting_as, verb
from krets.db.readers import STRANGER
from krets.networks.rules import reader_of_person
from krets.people.models import Person
from krets.search import index


@verb
def draft(*, by: Person, **fields: Any) -> Case:
    """Begin a case of `by`'s. Any field of `save` may be given.

    Type, size, region and language are filled in from the profile.
    """
    organisation = by.organisation
    case = Case.objects.create(
        writer=by,
        organisation=organisation,
        authority_type=organisation.kind if organisation else "",
        authority_size=organisation.size if organisation else "",
        region=organisation.nuts if organisation else "",
        language=by.languages[0] if by.languages else "",
        readers=[readers.person(by.pk)],
    )
    save(by=by, case=case, **fields)
    return case


@verb
def save(
    *, by: Person, case: Case, effects: Iterable[Mapping[str, Any]] | None = None, **fields: Any
) -> list[str]:
    """Keep what the writer typed. A draft takes what is valid; the rest is kept beside it as it was typed.

    fields: names of `FIELDS`, and `builds_on` (cases, or their addresses as text); values as text or as the
    field's own type. effects: all rows, each with names of `EFFECT_FIELDS`; rows that are empty are dropped.
    Of a published case nothing that readers see changes: everything waits until it is published again.
    Returns names of what a draft could not take.
    """
    case.published = Case.objects.select_for_update().values_list("published", flat=True).get(pk=case.pk)
    unknown = set(fields) - {*FIELDS, "builds_on"}
    if unknown:
        raise TypeError(f"A case has no {', '.join(sorted(unknown))}")
    given = {name: _plain(value) for name, value in fields.items()}
    if effects is not None:
        given["effects"] = [row for row in map(_effect_row, effects) if any(row.values())]
    typed = Typed.objects.filter(case=case).first() or Typed(case=case)
    typed.values = {**typed.values, **given}
    if case.is_draft:
        tried = set(typed.values)
        typed.values = take(by=by, case=case, values=typed.values)
        case.edited = now()
        # Only what was typed now: another part of it may be open in another window.
        taken = (tried - set(typed.values)) & set(FIELDS)
        case.save(update_fields=[*taken, "edited", "cpv_groups", "with_evidence"])
    typed.at = now()
    _keep(typed)
    return sorted(typed.values) if case.is_draft else []


@verb
def discard(*, by: Person, case: Case) -> None:
    """Throw away a draft that nobody ever read, or the changes to a published case."""
    if case.published is not None:
        Typed.objects.filter(case=case).delete()
    elif not case.withdrawals.exists():
        index.remove("case", case.key)
        case.delete()


def take(*, by: Person | None, case: Case, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set what is valid on the case and its effects (the case itself is not saved); return the rest, as typed."""
    left = {}
    for name, value in values.items():
        if name == "effects":
            taken = _take_effects(case, value)
        elif name == "builds_on":
            taken = _take_builds_on(case, value, by)
        else:
            taken = _take_field(case, name, value)
        if not taken:
            left[name] = value
    return left


def _plain(value: Any) -> Any:
    """As JSON keeps it: dates as text, cases as their keys, no characters that PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\x00", "").replace("\r\n", "\n").encode("utf-8", "replace").decode().strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Case):
        return value.key
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    return value


def _effect_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(row.get(name) or "") for name in EFFECT_FIELDS}


def _take_field(case: Case, name: str, value: Any) -> bool:
    field = Case._meta.get_field(name)
    assert isinstance(field, models.Field)
    if name == "cpv":
        value = _codes(value)
    elif name in ("region", "currency") and isinstance(value, str):
        value = value.upper()
    elif field.null and value == "":
        value = None
    elif value is None and not field.null:
        value = field.get_default()
    try:
        setattr(case, name, field.clean(value, case))
    except ValidationError:
        return False
    if name == "cpv":
        case.cpv_groups = groups_of(case.cpv)
    return True


def _codes(value: Any) -> list[str]:
    """Codes out of '90910000-9, 79620000' or a list; a code's check digit is not kept."""
    parts = value.replace(",", " ").replace(";", " ").split() if isinstance(value, str) else list(value or ())
    return list(dict.fromkeys(str(part).split("-")[0] for part in parts))


def _take_effects(case: Case, rows: list[dict[str, Any]]) -> bool:
    effects = [Effect(case=case, **row) for row in rows]
    try:
        for effect in effects:
            effect.clean_fields(exclude=["case"])
    except ValidationError:
        return False
    case.effects.all().delete()
    Effect.objects.bulk_create(effects)
    case.with_evidence = any(effect.is_evidence for effect in effects)
    return True


def _take_builds_on(case: Case, value: Any, by: Person | None) -> bool:
    """Keys, or lines that end with a case's address; all must be cases that the writer may read."""
    lines = value.split() if isinstance(value, str) else list(value or ())
    keys = {str(line).rstrip("/").rsplit("/", 1)[-1] for line in lines}
    with acting_as(reader_of_person(by.pk) if by else STRANGER) as reader:
        found = list(rules.published(reader).filter(key__in=keys).exclude(pk=case.pk))
    if len(found) < len(keys):
        return False
    case.builds_on.set(found)
    return True


def _keep(typed: Typed) -> None:
    if typed.values:
        typed.save()
    elif typed.pk:
        typed.delete()
