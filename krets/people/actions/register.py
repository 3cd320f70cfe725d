"""How organisations and people come in."""

from collections.abc import Iterable
from typing import Any

from krets.activity.actions import record
from krets.db import readers
from krets.db.identity import verb
from krets.people import search
from krets.people.actions import employers
from krets.people.models import Account, Availability, Organisation, Person
from krets.search import index


@verb
def register_organisation(
    *,
    by: Person | None,
    slug: str,
    name: str,
    kind: str = Organisation.Kind.OTHER,
    country: str = "SE",
    nuts: str = "",
    inhabitants: int | None = None,
    **more: Any,
) -> Organisation:
    """Add an organisation, or return the one that already has this slug. `by` is None for an operator.

    more: regions, website, covered.
    """
    facts = {"name": name, "kind": kind, "country": country, "nuts": nuts, "inhabitants": inhabitants} | more
    organisation, new = Organisation.objects.get_or_create(slug=slug, defaults=facts)
    if new:
        record(verb="people.register_organisation", kind="organisation", key=slug, by=by)
    return organisation


@verb
def register(
    *,
    by: Person | None,
    name: str,
    email: str,
    organisation: Organisation | None = None,
    title: str = "",
    languages: Iterable[str] = (),
    language: str = "",
    password: str | None = None,
    readable_by: Iterable[str] = (readers.BUYERS,),
) -> Person:
    """Add a person with an account to sign in to. An address that is known gives its person back.

    Without a password the account is claimed with a code sent to its address; until then it is never
    written to. `readable_by` is reader tokens: who may see the person's name, besides the person.
    """
    known = Account.objects.filter(email=email.strip().casefold()).select_related("person").first()
    if known is not None and known.person is not None:
        return known.person
    person = Person.objects.create(name=name, title=title, organisation=organisation, languages=list(languages))
    person.readers = [*readers.clean(readable_by), readers.person(person.pk)]
    person.save(update_fields=["readers"])
    if known is None:
        Account.objects.create_user(email, password, person=person, language=language)
    else:
        known.person = person
        known.save(update_fields=["person"])
    if organisation is not None:
        employers.begin(person=person, organisation=organisation, by=by, title=title)
    Availability.objects.create(person=person)
    index.put(search.document(person))
    record(verb="people.register", kind="person", key=person.key, by=by)
    return person
