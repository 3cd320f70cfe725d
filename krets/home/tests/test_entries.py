"""Whoever administers an association decides about those who ask to be let in, and keeps organisations."""

from datetime import timedelta

import pytest

from krets.db.clock import now, shifted
from krets.home.actions import tell_entries
from krets.home.rules import entries_waiting
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.people import actions as people
from krets.people.models import Account, Domain, EntryRequest, Organisation
from krets.records.models import Trace
from krets.tests.cast import Cast, client_of, reader

EMAIL = "tage@askebro.example"


@pytest.fixture
def entry(cast: Cast) -> EntryRequest:
    return EntryRequest.objects.create(
        name="Tage Ask", email=EMAIL, employer="Björkfors kommun", proved="2026-03-01T12:00Z", language="sv"
    )


def test_it_waits_for_who_administers_a_root_and_for_nobody_else(cast: Cast, entry: EntryRequest) -> None:
    association = cast.units["kretsens-inkopare"]
    networks.appoint(by=None, unit=association, person=cast.carl, kind="secretariat")
    networks.appoint(by=None, unit=cast.units["krets-mitt"], person=cast.david, kind="chair")
    waits = {name for name, one in cast.people.items() if entries_waiting(reader(one)) == [entry]}
    assert waits == {"eva", "nora", "viveka", "carl"}


def test_who_decides_hears_once_a_day_that_somebody_waits_and_never_who(cast: Cast, entry: EntryRequest) -> None:
    EntryRequest.objects.update(proved=now())
    Account.objects.filter(person__in=[cast.eva, cast.anna, cast.nora]).update(last_login=now())
    for _run in range(2):
        tell_entries()
    letters = Letter.objects.all()
    assert {letter.person for letter in letters} == {cast.eva, cast.nora} and len(letters) == 2
    told = "".join(f"{letter.subject} {letter.text} {letter.html}" for letter in letters)
    assert "väntar på att få komma in" in told and "/entries/" in told
    assert not any(word in told for word in ("Tage", EMAIL, "Björkfors"))
    with shifted(timedelta(days=2)):  # nobody has come since
        tell_entries()
    assert Letter.objects.count() == 2


def test_letting_in_keeps_who_and_why_and_may_open_the_door_for_others(cast: Cast, entry: EntryRequest) -> None:
    client = client_of(cast.eva)
    assert "Björkfors kommun" in client.get(f"/entries/{entry.key}/").content.decode()
    answer = {"answer": "yes", "organisation": "björkfors kommun", "why": "Jag ringde.", "verify": "on"}
    assert client.post(f"/entries/{entry.key}/", answer)["Location"] == "/entries/"
    person = Account.objects.get(email=EMAIL).person
    assert person is not None
    assert person.organisation == cast.organisations["bjorkfors"]
    entry.refresh_from_db()
    assert (entry.let_in, entry.by, entry.why) == (True, cast.eva, "Jag ringde.")
    assert Domain.objects.get().name == "askebro.example"
    assert Trace.objects.filter(kind="entry", key=entry.key, act="saw", by=cast.eva).exists()


def test_no_goes_with_a_reason_and_never_without(cast: Cast, entry: EntryRequest) -> None:
    client = client_of(cast.eva)
    assert client.post(f"/entries/{entry.key}/", {"answer": "no", "why": ""}).status_code == 200
    client.post(f"/entries/{entry.key}/", {"answer": "no", "why": "Ingen där känner dig."})
    assert "Ingen där känner dig." in Letter.objects.get(to=EMAIL).text
    assert client.get(f"/entries/{entry.key}/").status_code == 404


def test_a_supplier_and_an_unknown_employer_are_refused_at_the_field(cast: Cast, entry: EntryRequest) -> None:
    people.register_organisation(by=None, slug="firman", name="Firman AB", covered=False)
    for name, told in (("Firman AB", "leverantörer kan inte vara medlemmar"), ("Ingenstans", "inte till")):
        answer = {"answer": "yes", "organisation": name, "why": "Nja."}
        assert told in client_of(cast.eva).post(f"/entries/{entry.key}/", answer).content.decode()
    assert not Account.objects.filter(email=EMAIL).exists()


def test_an_organisation_is_registered_and_its_domains_with_it(cast: Cast) -> None:
    client = client_of(cast.eva)
    facts = {"name": "Ny kommun", "kind": "municipality", "country": "SE", "regions": "Mittland, Dalarna"}
    assert client.post("/organisations/new/", facts | {"covered": "on"})["Location"].endswith("/ny-kommun/change/")
    place = Organisation.objects.get(slug="ny-kommun")
    assert (place.regions, place.covered) == (["Mittland", "Dalarna"], True)
    client.post("/organisations/ny-kommun/domains/", {"domain": "Info@Ny-Kommun.example"})
    client.post("/organisations/ny-kommun/domains/", {"domain": "nykommun.example"})
    assert sorted(map(str, Domain.objects.filter(ended=None))) == ["ny-kommun.example", "nykommun.example"]
    client.post("/organisations/ny-kommun/domains/nykommun.example/end/")
    assert [str(one) for one in Domain.objects.filter(ended=None)] == ["ny-kommun.example"]


@pytest.mark.parametrize(
    ("domain", "told"),
    [
        ("gmail.com", "Vem som helst"),
        ("bjorkfors.example", "en annan organisations"),
        ("ny kommun", "utan det som"),
    ],
)
def test_a_domain_that_can_not_be_its_own_is_refused(cast: Cast, domain: str, told: str) -> None:
    people.verify_domain(by=None, organisation=cast.organisations["bjorkfors"], name="bjorkfors.example")
    page = client_of(cast.eva).post("/organisations/grankoping/domains/", {"domain": domain}).content.decode()
    assert told in page
    assert Domain.objects.count() == 1


def test_others_may_not(cast: Cast) -> None:
    assert client_of(cast.anna).post("/organisations/new/", {"name": "X"}).status_code == 403
    assert (
        client_of(cast.anna).post("/organisations/bjorkfors/domains/", {"domain": "x.example"}).status_code == 403
    )
    assert "bjorkfors.example" not in client_of(cast.anna).get("/organisations/bjorkfors/").content.decode()
