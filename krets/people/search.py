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
    narrow: set[int] = set()  # whose fields are not all for everybody
    for field in ProfileField.objects.filter(person__in=people, field__in=_SEARCHED):
        if {readers.BUYERS, readers.PUBLIC} & set(field.readers):
            told.setdefault(field.person_id, {})[field.field] = field.text
            narrow |= set() if readers.PUBLIC in field.readers else {field.person_id}
    return (_document(person, told.get(person.pk, {}), person.pk in narrow) for person in people)


def _document(person: Person, told: dict[str, str], narrow: bool) -> Doc:
    """`narrow`: something in it is for buyers only, and so is then all of it, whoever may see the name."""
    organisation = person.organisation
    tokens = [readers.BUYERS if narrow and token == readers.PUBLIC else token for token in person.readers]
    lines = [person.title, organisation.name if organisation else "", *(told.get(name, "") for name in _SEARCHED)]
    return Doc(
        kind="person",
        key=person.key,
        language=person.languages[0] if person.languages else "",
        title=person.name,
        body="\n".join(line for line in lines if line),
        readers=tuple(tokens),
        at=person.created,
        facets={
            "organisation": organisation.slug if organisation else "",
            "organisation_kind": organisation.kind if organisation else "",
            "organisation_size": organisation.size if organisation else "",
            "country": organisation.country if organisation else "",
            "person": person.key,
        },
    )
