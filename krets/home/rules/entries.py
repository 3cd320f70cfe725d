"""Who decides about those who ask to be let in, and what waits for them."""

from dataclasses import dataclass, field

from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.rules import administers_root
from krets.people import rules as people
from krets.people.models import Domain, EntryRequest, Organisation

SOME = 20


def entries_waiting(reader: Reader, some: int = SOME) -> list[EntryRequest]:
    """Who asks to be let in and waits for a person, the longest waiting first; for whoever administers an
    association, or a network that belongs to none. At most four queries."""
    if not administers_root(reader):
        return []
    with reaching("home.entries"):
        return list(people.waiting()[:some])


@dataclass(frozen=True)
class Looked:
    """What there is to go by: `domain` of the address, '' where anybody can have one; `likely` employers."""

    domain: str
    likely: list[Organisation] = field(default_factory=list)


def entry_of(reader: Reader, key: str) -> EntryRequest | None:
    """One that waits, for who decides about it."""
    if not administers_root(reader):
        return None
    with reaching("home.entries"):
        return people.waiting().filter(key=key).first()


def looked_at(entry: EntryRequest) -> Looked:
    """Organisations called so, or with such addresses. At most three queries."""
    domain = people.domain_of(entry.email)
    likely = {one.pk: one for one in [people.organisation_of_address(entry.email)] if one is not None}
    called = Organisation.objects.filter(name__icontains=entry.employer.strip()[:80]).order_by("sort_key")[:5]
    likely |= {one.pk: one for one in called}
    return Looked("" if people.is_public_provider(domain) else domain, list(likely.values()))


def domains_of(organisation: Organisation) -> list[Domain]:
    """Only for pages of who administers."""
    with reaching("home.entries"):
        return list(people.domains_of(organisation))
