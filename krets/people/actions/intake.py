"""People and organisations that come in by a list: many at a time, each once, and nobody is written to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast, Concat

from krets.db import readers
from krets.db.identity import verb
from krets.db.keys import sort_key
from krets.engines.notices.buyers import slug_of
from krets.people import search
from krets.people.models import (
    Account,
    Audience,
    Availability,
    Belonging,
    Domain,
    Organisation,
    Person,
    ProfileField,
    Proof,
)
from krets.people.rules import domain_of
from krets.search import index

BATCH = 500  # rows of a statement


@dataclass(frozen=True)
class Newcomer:
    """Somebody in a list: where they work by number, and a telephone number that members of their units read."""

    email: str
    name: str
    title: str = ""
    phone: str = ""
    organisations: tuple[int, ...] = ()


@verb
def register_many(
    *, by: Person | None, newcomers: Sequence[Newcomer], language: str, unit: str
) -> dict[str, tuple[Person, bool]]:
    """The people behind these addresses, each with whether they are new; accounts wait to be claimed.

    Who is known here stays as they are, but that buyers may see who has not signed in. unit: the token of those
    who read a telephone number until its owner says otherwise. The same number of queries for any 500.
    """
    done: dict[str, tuple[Person, bool]] = {}
    for start in range(0, len(newcomers), BATCH):
        done |= _register(newcomers[start : start + BATCH], language, unit)
    return done


@verb
def retitle(*, by: Person | None, titles: Mapping[int, str]) -> None:
    """Give people who have not signed in other titles, by number."""
    rows = list(
        Person.objects.filter(pk__within=[*titles], account__last_login=None).select_related("organisation")
    )
    for person in rows:
        person.title = titles[person.pk]
    Person.objects.bulk_update(rows, ["title"], batch_size=BATCH)
    index.put_many(search.documents(rows))


@verb
def settle_many(*, by: Person | None, employers: Mapping[int, Sequence[int]], why: str) -> None:
    """Say where people work: organisations by the person's number. They go on writing for the one they have.

    An address on a verified domain proves it; else `by` said so, and why is kept.
    """
    rows = list(Person.objects.filter(pk__within=[*employers]).select_related("account"))
    _begin_many(rows, employers, by=by, why=why)
    places = Organisation.objects.in_bulk({one for some in employers.values() for one in some})
    for person in rows:
        first = next(iter(employers[person.pk]), None)
        if person.organisation_id is None and first is not None:
            person.organisation = places[first]
    Person.objects.bulk_update(rows, ["organisation"], batch_size=BATCH)
    index.put_many(search.documents(_with_places(rows)))


@verb
def share_many_with_units(*, by: Person | None, units: Mapping[int, Iterable[str]]) -> None:
    """Let what people share with "members of my networks" follow their memberships: unit tokens by number."""
    fields = list(ProfileField.objects.filter(person_id__within=[*units], audience=Audience.UNITS))
    for told in fields:
        told.readers = [*readers.clean(units[told.person_id]), readers.person(told.person_id)]
    ProfileField.objects.bulk_update(fields, ["readers"], batch_size=BATCH)


@verb
def register_organisations(*, by: Person | None, rows: Sequence[Mapping[str, Any]]) -> list[Organisation]:
    """Add organisations that are not known by name, each with a slug of its own."""
    slugs = [slug_of(row["name"]) for row in rows]
    taken = set(Organisation.objects.filter(slug__within=slugs).values_list("slug", flat=True))
    new = []
    for row, slug in zip(rows, slugs, strict=True):
        free, number = slug, 2
        while free in taken:
            free, number = f"{slug[:70]}-{number}", number + 1
        taken.add(free)
        new.append(Organisation(slug=free, sort_key=sort_key(row["name"]), **row))
    return Organisation.objects.bulk_create(new, batch_size=BATCH)


@verb
def complete_organisations(*, by: Person | None, facts: Mapping[int, Mapping[str, Any]]) -> None:
    """Say more of organisations that are known: facts by number."""
    rows = list(Organisation.objects.filter(pk__within=[*facts]))
    for row in rows:
        for name, value in facts[row.pk].items():
            setattr(row, name, value)
    Organisation.objects.bulk_update(rows, ["kind", "country", "nuts", "inhabitants", "website"], batch_size=BATCH)


def _begin_many(
    rows: Sequence[Person], employers: Mapping[int, Sequence[int]], *, by: Person | None, why: str
) -> None:
    known = Belonging.objects.filter(person_id__within=[*employers], ended=None)
    here = set(known.values_list("person_id", "organisation_id"))
    new = [
        Belonging(person=person, organisation_id=one, title=person.title)
        for person in rows
        for one in dict.fromkeys(employers[person.pk])
        if (person.pk, one) not in here
    ]
    Belonging.objects.bulk_create(new, batch_size=BATCH)
    hosts = {person.pk: domain_of(person.account.email) for person in rows if hasattr(person, "account")}
    domains = Domain.objects.filter(name__within=sorted(set(hosts.values())), ended=None)
    owners = dict(domains.values_list("name", "organisation_id"))
    proofs = []
    for one in new:
        host = hosts.get(one.person_id, "")
        proved = owners.get(host) == one.organisation_id
        how = Proof.How.DOMAIN if proved else Proof.How.PERSON if by else Proof.How.BEFORE
        domain, said = (host, "") if proved else ("", why)
        proofs.append(Proof(belonging=one, person_id=one.person_id, how=how, domain=domain, by=by, why=said))
    Proof.objects.bulk_create(proofs, batch_size=BATCH)


def _register(newcomers: Sequence[Newcomer], language: str, unit: str) -> dict[str, tuple[Person, bool]]:
    emails = [one.email for one in newcomers]
    known = {row.email: row for row in Account.objects.filter(email__within=emails).select_related("person")}
    widened = [row.person for row in known.values() if row.person is not None and _is_hidden(row)]
    for person in widened:
        person.readers = [readers.BUYERS, readers.person(person.pk)]
    places = Organisation.objects.in_bulk({one for some in newcomers for one in some.organisations[:1]})
    new = {one.email: (_person(one, places), one) for one in newcomers if _is_missing(known.get(one.email))}
    Person.objects.bulk_create([person for person, _ in new.values()])
    made = [person for person, _ in new.values()]
    for person in made:
        person.readers = [readers.BUYERS, readers.person(person.pk)]
    own = Concat(Value("person:"), Cast("pk", TextField()))
    seen = Func(Value(readers.BUYERS), own, function="ARRAY", template="%(function)s[%(expressions)s]::varchar[]")
    Person.objects.filter(pk__within=[one.pk for one in [*widened, *made]]).update(readers=seen)
    Account.objects.bulk_create(
        Account(email=email, person=person, language=language, password=make_password(None))
        for email, (person, _) in new.items()
        if email not in known
    )
    bare = [known[email] for email in new if email in known]  # an account whose person is gone, or never was
    for account in bare:
        account.person = new[account.email][0]
    Account.objects.bulk_update(bare, ["person"])
    Availability.objects.bulk_create(Availability(person=person) for person, _ in new.values())
    ProfileField.objects.bulk_create(
        ProfileField(
            person=person, field=ProfileField.Name.PHONE, text=one.phone, audience=Audience.UNITS,
            readers=[unit, readers.person(person.pk)],
        )
        for person, one in new.values()
        if one.phone
    )  # fmt: skip
    index.put_many(search.documents(_with_places([*widened, *(person for person, _ in new.values())])))
    there = {email: (row.person, False) for email, row in known.items() if row.person is not None}
    return there | {email: (person, True) for email, (person, _) in new.items()}


def _person(one: Newcomer, places: Mapping[int, Organisation]) -> Person:
    organisation = places.get(one.organisations[0]) if one.organisations else None
    return Person(name=one.name, title=one.title, organisation=organisation, sort_key=sort_key(one.name))


def _is_missing(account: Account | None) -> bool:
    return account is None or account.person_id is None


def _is_hidden(account: Account) -> bool:
    person = account.person
    return (
        person is not None
        and not account.has_signed_in
        and not {readers.BUYERS, readers.PUBLIC} & set(person.readers)
    )


def _with_places(people: Sequence[Person]) -> Sequence[Person]:
    """Their organisations read in one query, for the index."""
    wanted = {person.organisation_id for person in people if person.organisation_id is not None}
    places = Organisation.objects.in_bulk(wanted)
    for person in people:
        if person.organisation_id is not None:
            person.organisation = places[person.organisation_id]
    return people
