"""How a person appears in the index: only what every colleague may read."""

from krets.db import readers
from krets.people.models import Person, ProfileField
from krets.search.index import Doc

_SEARCHED = (ProfileField.Name.TOPICS, ProfileField.Name.EXPERIENCE)


def document(person: Person) -> Doc:
    told = {
        field.field: field.text
        for field in ProfileField.objects.filter(person=person)
        if {readers.BUYERS, readers.PUBLIC} & set(field.readers)
    }
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
