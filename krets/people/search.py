"""How a person appears in the index: only what every colleague may read."""

from collections.abc import Iterable, Iterator

from krets.db import readers
from krets.people.models import Person, ProfileField
from krets.search.index import Doc

_SEARCHED = (ProfileField.Name.TOPICS, ProfileField.Name.EXPERIENCE)


def document(person: Person) -> Doc:
    return next(documents([person]))


def documents(people: Iterable[Person]) -> Iterator[Doc]:
    """One query for what they all tell; their organisations stand with them already."""
    people = list(people)
    told: dict[int, dict[str, str]] = {}
    for field in ProfileField.objects.filter(person__in=people):
        if {readers.BUYERS, readers.PUBLIC} & set(field.readers):
            told.setdefault(field.person_id, {})[field.field] = field.text
    return (_document(person, told.get(person.pk, {})) for person in people)


def _document(person: Person, told: dict[str, str]) -> Doc:
    organisation = person.organisation
    lines = [person.title, organisation.name if organisation else "", *(told.get(name, "") for name in _SEARCHED)]
    return Doc(
        kind="person",
        key=person.key,
        language=person.languages[0] if person.languages else "",
        title=person.name,
        body="\n".join(line for line in lines if line),
        readers=tuple(person.readers),
        at=person.created,
        facets={
            "organisation": organisation.slug if organisation else "",
            "organisation_kind": organisation.kind if organisation else "",
            "organisation_size": organisation.size if organisation else "",
            "country": organisation.country if organisation else "",
            "person": person.key,
        },
    )
