"""Who may see a person and what they tell about themselves."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from krets.db.readers import Reader
from krets.people.models import Account, Organisation, Person, ProfileField, Purchase


def visible(reader: Reader) -> "QuerySet[Person]":
    """People whose name the reader may see: as a rule all colleagues, for strangers nobody."""
    people: QuerySet[Person] = Person.objects.readable(reader)
    return people


def visible_fields(reader: Reader, person: Person) -> "QuerySet[ProfileField]":
    """What this person tells this reader; each field has an audience of its own."""
    fields: QuerySet[ProfileField] = ProfileField.objects.readable(reader).filter(person=person)
    return fields


def visible_organisations(reader: Reader) -> "QuerySet[Organisation]":
    """Organisations are public facts: anybody may see them."""
    return Organisation.objects.all()


def visible_purchases(reader: Reader, organisation: Organisation) -> "QuerySet[Purchase]":
    """What an organisation has bought according to public notices: anybody may see it."""
    return Purchase.objects.filter(organisation=organisation)


def may_edit(reader: Reader, person: Person) -> bool:
    """A profile is changed by its own person only."""
    return reader.person == person.pk


def person_of(account: Account | AnonymousUser) -> Person:
    """The person who signs in with this account: `by=` of every verb on a page. 403 without one."""
    if not isinstance(account, Account) or account.person is None:
        raise PermissionDenied
    return account.person
