"""How a person appears in the index: only what every colleague may read."""

from krets.db import readers
from krets.people.models import Person, ProfileField
from krets.search.index import Doc


def document(person: Person) -> Doc:
    open_fields = [
        field.text
        for field in person.profile.all()
        if readers.BUYERS in field.readers
        and field.field in (ProfileField.Name.EXPERIENCE, ProfileField.Name.TOPICS)
    ]
    organisation = person.organisation
    return Doc(
        kind="person",
        key=person.key,
        language=person.languages[0] if person.languages else "",
        title=person.name,
        body="\n".join([person.title, organisation.name if organisation else "", *open_fields]),
        readers=tuple(person.readers),
        at=person.created,
        facets={
            "organisation": organisation.slug if organisation else "",
            "organisation_kind": organisation.kind if organisation else "",
            "organisation_size": organisation.size if organisation else "",
            "country": organisation.country if organisation else "",
        },
    )
