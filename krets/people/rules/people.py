"""Who may see a person and what they tell about themselves."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.module_loading import import_string

from krets.db.clock import now
from krets.db.prepared import prepared
from krets.db.readers import Reader
from krets.engines.text import named
from krets.people.models import (
    TOKEN_PREFIX,
    Account,
    Availability,
    Organisation,
    Person,
    ProfileField,
    Purchase,
    Session,
    Token,
)


def visible(reader: Reader) -> "QuerySet[Person]":
    """People whose name the reader may see: as a rule all colleagues, for strangers nobody."""
    people: QuerySet[Person] = Person.objects.readable(reader)
    return people


def visible_fields(reader: Reader, person: Person) -> "QuerySet[ProfileField]":
    """What this person tells this reader; each field has an audience of its own."""
    fields: QuerySet[ProfileField] = ProfileField.objects.readable(reader).filter(person=person)
    return fields


def speaking_of(people: "QuerySet[Person]", words: str, reader: Reader) -> "QuerySet[Person]":
    """Those of these people for whom every word stands in name, title, organisation, or something that
    they tell this reader."""
    for word in words.split()[:8]:
        told = ProfileField.objects.readable(reader).filter(person=OuterRef("pk"), text__icontains=word)
        people = people.filter(
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(organisation__name__icontains=word)
            | Exists(told)
        )
    return people


def with_topics(people: "QuerySet[Person]", reader: Reader) -> "QuerySet[Person]":
    """Bring along, as `shown_topics`, the topics that each of them tells this reader. One query a page."""
    topics = ProfileField.objects.readable(reader).filter(field=ProfileField.Name.TOPICS)
    return people.select_related("organisation").prefetch_related(
        Prefetch("profile", queryset=topics, to_attr="shown_topics")
    )


def visible_organisations(reader: Reader) -> "QuerySet[Organisation]":
    """Organisations are public facts: anybody may see them."""
    return Organisation.objects.all()


ENOUGH = 5  # organisations that an outline fits, so that it names none of them


def outline_of(organisation: Organisation | None, *, lately: bool = False) -> dict[str, Any]:
    """What is shown instead of the name: kind of organisation, size and country.

    It is as wide as it takes for five organisations to be shown in the same way: bands are joined, then size is
    left out, then kind, last the country. All that a wide one fits are shown so, not only whoever needs it: else
    the wide one would tell who does. Made as {"kind", "sizes" (bands that lie side by side), "country"}, never
    empty: that it is filled says that the item is unnamed.
    `lately`: by the organisations of a minute ago at most, for a page that only says how it would look.
    """
    if organisation is None:
        return {"kind": "", "sizes": [], "country": ""}
    kind, country = organisation.kind, organisation.country
    counts: dict[str, dict[str, int]] = {kind: {}}
    for other, size, count in _sizes_lately(country) if lately else _sizes_in(country):
        counts.setdefault(other, {})[size] = count
    groups, rest = _alike(counts[kind])
    for sizes in groups:
        if organisation.size in sizes:
            return {"kind": kind, "sizes": sizes, "country": country}
    if rest >= ENOUGH:
        return {"kind": kind, "sizes": [], "country": country}
    few = [rest for _groups, rest in map(_alike, counts.values()) if rest < ENOUGH]
    fits = sum(few) >= ENOUGH
    return {"kind": "", "sizes": [], "country": country if fits else ""}


def may_be_guessed(organisation: Organisation | None, cpv: Iterable[str], on: date) -> bool:
    """Whether region, topic and date together tell who shares unnamed: fewer than five organisations of the region
    (NUTS 2) have public notices of the same CPV group within a year of the date. Without a CPV code nobody knows.
    """
    groups = {code[:3] for code in cpv if len(code) >= 3}
    if organisation is None or not groups:
        return False
    year = timedelta(days=365)
    near = Purchase.objects.filter(
        organisation__country=organisation.country,
        organisation__nuts__startswith=organisation.nuts[:4],
        published__range=(on - year, on + year),
    )
    buyers: set[int] = set()
    for buyer, codes in near.order_by().values_list("organisation", "cpv").iterator():
        if groups & {code[:3] for code in codes}:
            buyers.add(buyer)
        if len(buyers) == ENOUGH:
            return False
    return True


def _alike(count: dict[str, int]) -> tuple[list[list[str]], int]:
    """Bands as they are shown, each with at least five organisations; and how many are in none of them.

    count: organisations of one kind and country by band, "" for those of no known size.
    """
    groups: list[list[str]] = []
    some: list[str] = []
    for band in Organisation.Size.values:
        some.append(band)
        if sum(count.get(one, 0) for one in some) >= ENOUGH:
            groups.append(some)
            some = []
    if not groups:
        return [], sum(count.values())
    groups[-1] += some
    # A band that takes in all of them says nothing that leaving it out would not.
    return ([], sum(count.values())) if len(groups) == 1 and not count.get("") else (groups, count.get("", 0))


def _sizes_lately(country: str) -> list[tuple[str, str, int]]:
    at, sizes = _counted.get(country, (0.0, []))
    if not sizes or at < monotonic() - LATELY:
        sizes = _sizes_in(country)
        _counted[country] = monotonic(), sizes
    return sizes


LATELY = 60.0  # seconds
_counted: dict[str, tuple[float, list[tuple[str, str, int]]]] = {}  # by country, and when


def forget_sizes() -> None:
    """Count organisations anew from now on."""
    _counted.clear()


@prepared
def _sizes_in(country: str) -> "QuerySet[Organisation, tuple[str, str, int]]":
    bands = [When(inhabitants__lt=end, then=Value(band)) for band, (_, end) in Organisation.BOUNDS.items() if end]
    size = Case(When(inhabitants=None, then=Value("")), *bands, default=Value("over_100"))
    found = Organisation.objects.filter(country=country).order_by().values("kind", band=size)
    return found.annotate(count=Count("pk")).values_list("kind", "band", "count")


def named_in(text: str, person: Person) -> list[str]:
    """Words of what this person writes without a name that name them all the same. At most two queries."""
    fields = (ProfileField.Name.PHONE, ProfileField.Name.EMAIL, ProfileField.Name.FORMAL_NAME)
    told = dict(ProfileField.objects.filter(person=person, field__in=fields).values_list("field", "text"))
    account, organisation = getattr(person, "account", None), person.organisation
    emails = (account.email if account else "", told.get(ProfileField.Name.EMAIL, ""))
    phone = told.get(ProfileField.Name.PHONE, "")
    names = f"{person.name} {told.get(ProfileField.Name.FORMAL_NAME, '')}"
    return named.named_in(text, named.Identity(names, emails, (phone,), organisation.name if organisation else ""))


def visible_purchases(reader: Reader, organisation: Organisation) -> "QuerySet[Purchase]":
    """What an organisation has bought according to public notices: anybody may see it."""
    return Purchase.objects.filter(organisation=organisation)


def may_edit(reader: Reader, person: Person) -> bool:
    """A profile is changed by its own person only."""
    return reader.person == person.pk


def own_tokens(account: Account | AnonymousUser) -> "QuerySet[Token]":
    """The account's keys to the API. Nobody sees anybody else's."""
    return Token.objects.filter(account=account) if isinstance(account, Account) else Token.objects.none()


def account_of_token(raw: str) -> tuple[Account, Token] | None:
    """Whose key this is, while it is valid and its account open. One query, the same for any wrong key."""
    if not raw.startswith(TOKEN_PREFIX):
        return None
    token = (
        Token.objects.filter(digest=digest_of_token(raw), expires__gt=now(), account__is_active=True)
        .select_related("account")
        .first()
    )
    return None if token is None else (token.account, token)


def digest_of_token(raw: str) -> str:
    """A key holds 256 random bits, so a plain hash can't be searched backwards."""
    return hashlib.sha256(raw.encode()).hexdigest()


def own_sessions(account: Account | AnonymousUser) -> "QuerySet[Session]":
    """Where the account is signed in now. Nobody sees anybody else's."""
    if not isinstance(account, Account):
        return Session.objects.none()
    return Session.objects.filter(account=account, expire_date__gt=timezone.now())


def digest_of_session(key: str) -> str:
    """What a session is called in addresses: whoever had its own name could use it."""
    return hashlib.sha256(f"krets.session:{key}".encode()).hexdigest()[:24]


def signed_in_once(people: Iterable[int]) -> set[int]:
    """Those of these people who have come in themselves: only they are written to."""
    return set(
        Account.objects.filter(person_id__in=people, last_login__isnull=False, is_active=True).values_list(
            "person_id", flat=True
        )
    )


def is_operator(account: Account | AnonymousUser) -> bool:
    """Whoever runs the installation. It gives commands, not insight."""
    return isinstance(account, Account) and account.is_active and account.is_operator


SECOND_STEP_FOR = ("none", "operators", "coordinators", "everybody")


def must_have_second_step(account: Account) -> bool:
    """Those of whom the host asks it: operators, coordinators and operators, everybody, or nobody."""
    whom = settings.SECOND_STEP_FOR
    if whom == "everybody" or (whom in ("operators", "coordinators") and account.is_operator):
        return True
    return whom == "coordinators" and bool(import_string(settings.KRETS_COORDINATES)(account))


def person_of(account: Account | AnonymousUser) -> Person:
    """The person who signs in with this account: `by=` of every verb on a page. 403 without one."""
    if not isinstance(account, Account) or account.person is None:
        raise PermissionDenied
    return account.person


def own_availability(reader: Reader) -> Availability | None:
    """How much may be asked of the reader: shown to nobody else."""
    return next(iter(_availability(reader)), None) if reader.person else None


@prepared
def _availability(reader: Reader) -> "QuerySet[Availability]":
    return Availability.objects.filter(person_id=reader.person or 0)


def account_of(account: Account | AnonymousUser) -> Account:
    """The account that is signed in. 403 for a stranger."""
    if not isinstance(account, Account):
        raise PermissionDenied
    return account
