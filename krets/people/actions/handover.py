"""People and organisations, taken along to another installation."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from krets.activity.models import Hearing
from krets.db import readers
from krets.db.identity import verb
from krets.db.keys import sort_key
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.mail.models import Silence
from krets.people import search
from krets.people.actions.employers import begin
from krets.people.models import (
    Account,
    Availability,
    Belonging,
    Domain,
    FirstHourStep,
    Organisation,
    Person,
    ProfileField,
    Proof,
)
from krets.search import index

NAMED = ("sort_key", "readers")  # said in other words


def export_organisations(*, by: Person | None) -> Iterator[Row]:
    for organisation in Organisation.objects.prefetch_related("domains").order_by("slug").iterator(chunk_size=500):
        row = values(organisation, without=NAMED)
        domains = [values(domain, without=("operator",)) for domain in organisation.domains.all()]
        yield row | ({"domains": domains} if domains else {})


@verb
def restore_organisations(*, by: Person | None, rows: Iterable[Row]) -> Tally:
    """Add those whose slug is not there; the others stay as they are."""
    tally = Tally()
    known = set(Organisation.objects.values_list("slug", flat=True))
    for row in rows:
        if row.get("slug") in known:
            tally.count("unchanged")
            continue
        try:
            _add_organisation(row)
        except (ValidationError, TypeError, ValueError) as fault:
            tally.skip(f"organisation {row.get('slug')}: {_why(fault)}")
        else:
            known.add(row["slug"])
            tally.count("new")
    return tally


def export_people(*, by: Person | None, named: Mapping[str, str]) -> Iterator[Row]:
    """No passwords, no keys to the API, nothing that makes one an operator.

    named: what each unit's token is called elsewhere.
    """
    people = Person.objects.select_related("account", "availability", "organisation").order_by("key")
    people = people.prefetch_related(
        "profile", "hearings", "first_hour", "belongings__organisation", "belongings__proof"
    )
    silences: dict[str, list[Row]] = {}
    for silence in Silence.objects.order_by("kind"):
        silences.setdefault(silence.email.casefold(), []).append(values(silence, without=("email",)))
    for person in people.iterator(chunk_size=500):
        row = values(person, without=NAMED)
        row["readers"] = _named(person.readers, person, named)
        row["organisation"] = person.organisation.slug if person.organisation else None
        row["employers"] = [_employer(belonging) for belonging in person.belongings.all()]
        if account := getattr(person, "account", None):
            row["account"] = {name: getattr(account, name) for name in ("email", "language", "is_active")}
            row["silences"] = silences.get(account.email.casefold(), [])
        if availability := getattr(person, "availability", None):
            row["availability"] = values(availability)
        row["first_hour"] = [values(step) for step in person.first_hour.all()]
        told = [values(field, without=NAMED) for field in person.profile.all()]
        row["hears"] = {
            named.get(readers.unit(hearing.unit_id), "") if hearing.unit_id else "": hearing.how
            for hearing in person.hearings.all()
        }
        row["profile"] = sorted(told, key=lambda field: str(field["field"]))
        yield row


@verb
def restore_people(*, by: Person | None, rows: Iterable[Row], named: Callable[[str], str | None]) -> Tally:
    """Add people whose key is not there, with an account to be claimed by a code; nobody is written to.

    Whose address is known here already stays as they are, under their own key. named: the token that a
    unit's name stands for, None for one that is not here.
    """
    tally = Tally()
    known = set(Person.objects.values_list("key", flat=True))
    taken = set(Account.objects.values_list("email", flat=True))
    organisations = {slug: pk for slug, pk in Organisation.objects.values_list("slug", "pk")}
    new: list[Person] = []
    for row in rows:
        email = str((row.get("account") or {}).get("email", "")).casefold()
        if row.get("key") in known:
            tally.count("unchanged")
        elif email in taken:
            tally.skip("somebody here has the same address")
        else:
            try:
                person = _add(row, email, organisations, named)
            except (ValidationError, TypeError, ValueError, KeyError) as fault:
                tally.skip(f"person {row.get('key')}: {_why(fault)}")
                continue
            known.add(person.key)
            taken |= {email} - {""}
            new.append(person)
            tally.count("new")
    index.put_many(search.documents(new))
    return tally


def _add(row: Row, email: str, organisations: dict[str, int], named: Callable[[str], str | None]) -> Person:
    person = Person(**fields(Person, row, without=NAMED), organisation_id=organisations.get(row["organisation"]))
    person.sort_key = sort_key(person.name)
    with transaction.atomic():
        person.save()
        person.readers = _tokens(row["readers"], person, named)
        person.save(update_fields=["readers"])
        if email:
            account = {name: row["account"][name] for name in ("language", "is_active")}
            Account.objects.create(email=email, person=person, password=make_password(None), **account)
            Silence.objects.bulk_create(
                (Silence(email=email, **fields(Silence, silence)) for silence in row.get("silences", [])),
                ignore_conflicts=True,
            )
        _add_employers(person, row.get("employers", []), organisations)
        if "availability" in row:
            Availability.objects.create(person=person, **fields(Availability, row["availability"]))
        for told in row.get("profile", []):
            tokens = _tokens(told.get("readers", ["me"]), person, named)
            ProfileField.objects.create(person=person, readers=tokens, **fields(ProfileField, told, without=NAMED))
        for step in row.get("first_hour", []):
            FirstHourStep.objects.create(person=person, **fields(FirstHourStep, step))
        for unit, how in row.get("hears", {}).items():
            token = named(unit) if unit else ""
            if token is not None:
                Hearing.objects.create(person=person, unit_id=token.removeprefix("unit:") or None, how=how)
    return person


def _add_organisation(row: Row) -> None:
    with transaction.atomic():
        organisation = Organisation.objects.create(**fields(Organisation, row, without=NAMED))
        taken = Domain.objects.filter(ended=None).values_list("name", flat=True)
        for domain in row.get("domains", []):
            if domain.get("ended") or domain.get("name") not in taken:
                Domain.objects.create(organisation=organisation, operator="import", **fields(Domain, domain))


def _employer(belonging: Belonging) -> Row:
    proof = values(belonging.proof, without=("operator",)) if hasattr(belonging, "proof") else {}
    return values(belonging) | {"organisation": belonging.organisation.slug, "proof": proof}


def _add_employers(person: Person, rows: Iterable[Row], organisations: dict[str, int]) -> None:
    """An export from before there were belongings knows the present employer alone."""
    for row in rows:
        if row.get("organisation") in organisations:
            known = fields(Belonging, row)
            belonging = Belonging.objects.create(
                person=person, organisation_id=organisations[row["organisation"]], **known
            )
            Proof.objects.create(belonging=belonging, person=person, **fields(Proof, row.get("proof", {})))
    if person.organisation is not None:
        begin(person=person, organisation=person.organisation, by=None, title=person.title)


def _named(tokens: list[str], person: Person, named: Mapping[str, str]) -> list[str]:
    own = readers.person(person.pk)
    return sorted("me" if token == own else named.get(token, token) for token in tokens)


def _tokens(names: list[str], person: Person, named: Callable[[str], str | None]) -> list[str]:
    tokens = [readers.person(person.pk) if name == "me" else named(name) for name in names]
    return [token for token in tokens if token]


def _why(fault: Exception) -> str:
    return "; ".join(fault.messages) if isinstance(fault, ValidationError) else f"{type(fault).__name__} {fault}"
