"""What a person tells about themselves, and how much may be asked of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from krets.activity.actions import record
from krets.db import readers
from krets.db.identity import verb
from krets.people import search
from krets.people.models import Account, Audience, Availability, Person, ProfileField
from krets.search import index


@verb
def update_profile(
    *,
    by: Person,
    person: Person,
    name: str,
    title: str = "",
    languages: Iterable[str] = (),
    audience: str = Audience.BUYERS,
    fields: Mapping[str, tuple[str, str]] | None = None,
    units: Iterable[str] = (),
) -> Person:
    """Change a profile.

    audience: who sees name, title and organisation: all buyers, or everybody; fields: name of the field to
    its text and its own audience, an empty text removes it; units: the person's unit tokens, which
    "members of my networks" stands for.
    """
    person.name, person.title, person.languages = name, title, list(languages)
    person.readers = _readers(audience, person, units)
    person.save()
    for field, (text, own_audience) in (fields or {}).items():
        _tell(person, ProfileField.Name(field), text.strip(), Audience(own_audience), units)
    index.put(search.document(person))
    record(verb="people.update_profile", kind="person", key=person.key, by=by)
    return person


@verb
def tell(*, by: Person, fields: Mapping[str, tuple[str, str]], units: Iterable[str] = ()) -> None:
    """Tell some things about oneself and leave the rest as it is; `fields` and `units` as in `update_profile`."""
    for field, (text, audience) in fields.items():
        _tell(by, ProfileField.Name(field), text.strip(), Audience(audience), units)
    index.put(search.document(by))
    record(verb="people.tell", kind="person", key=by.key, by=by)


@verb
def set_availability(
    *, by: Person, person: Person, monthly_requests: int, not_before: date | None = None
) -> Availability:
    """Say how many requests a month are welcome, and not before which day."""
    availability, _new = Availability.objects.update_or_create(
        person=person, defaults={"monthly_requests": monthly_requests, "not_before": not_before}
    )
    record(verb="people.set_availability", kind="person", key=person.key, by=by)
    return availability


@verb
def share_with_units(*, by: Person | None, person: Person, units: Iterable[str]) -> None:
    """Let what is shared with "members of my networks" follow the memberships. `units` is unit tokens."""
    ProfileField.objects.filter(person=person, audience=Audience.UNITS).update(
        readers=_readers(Audience.UNITS, person, units)
    )


@verb
def choose_language(*, by: Person | None, account: Account, language: str) -> None:
    """Speak this language to the account, on pages and in letters."""
    account.language = language
    account.save(update_fields=["language"])


def _tell(person: Person, field: str, text: str, audience: Audience, units: Iterable[str]) -> None:
    if not text:
        ProfileField.objects.filter(person=person, field=field).delete()
        return
    told = {"text": text, "audience": audience, "readers": _readers(audience, person, units)}
    ProfileField.objects.update_or_create(person=person, field=field, defaults=told)


def _readers(audience: str, person: Person, units: Iterable[str]) -> list[str]:
    """One's own token always stands in it: a person without an organisation is no buyer, yet reads herself."""
    others = {
        Audience.ME: [],
        Audience.UNITS: list(units),
        Audience.BUYERS: [readers.BUYERS],
        Audience.PUBLIC: [readers.PUBLIC],
    }[Audience(audience)]
    return [*readers.clean(others), readers.person(person.pk)]
