"""People who are known from their letters and have not signed in."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from krets.activity.actions import record
from krets.db import readers
from krets.db.identity import verb
from krets.db.keys import sort_key
from krets.people import search
from krets.people.models import Account, Availability, Person
from krets.search import index


@verb
def register_senders(*, by: Person | None, senders: Mapping[str, str], readable_by: str) -> dict[str, Person]:
    """The people behind these addresses, each with its account; who is not known is added, unsigned-in.

    senders: address to name; one name with two addresses is two people. readable_by: the reader token that
    may see the names of those who have not signed in; what others chose to show stays as it is.
    """
    addresses = {address.casefold(): name for address, name in senders.items()}
    accounts = Account.objects.filter(email__in=addresses).select_related("person__organisation")
    known = {account.email: account for account in accounts}
    changed = [_shown(account, readable_by) for account in known.values()]
    new = {
        address: Person(name=name or address.partition("@")[0][:120], readers=[readable_by])
        for address, name in addresses.items()
        if address not in known or known[address].person is None
    }
    for person in new.values():
        person.sort_key = sort_key(person.name)
    Person.objects.bulk_create(new.values())
    for person in new.values():
        person.readers = [readable_by, readers.person(person.pk)]
    widened = [person for person in changed if person is not None]
    Person.objects.bulk_update([*new.values(), *widened], ["readers"], batch_size=500)
    Account.objects.bulk_create(
        Account(email=address, person=person, password=make_password(None))
        for address, person in new.items()
        if address not in known
    )
    for address in new.keys() & known.keys():
        Account.objects.filter(email=address).update(person=new[address])
    Availability.objects.bulk_create(Availability(person=person) for person in new.values())
    index.put_many(search.documents([*new.values(), *widened]))
    if new:
        record(verb="people.register_senders", kind="person", key="", by=by)
    return {address: account.person for address, account in known.items() if account.person} | new


def _shown(account: Account, token: str) -> Person | None:
    """The person, when the token had to be added."""
    person = account.person
    if person is None or account.has_signed_in:
        return None
    if {token, readers.BUYERS, readers.PUBLIC} & set(person.readers):
        return None
    person.readers = [token, *person.readers]
    return person
