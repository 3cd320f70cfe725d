"""Somebody asks to be let in: a code proves the address, a verified domain or a person the employer."""

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from krets.db import readers
from krets.db.clock import now
from krets.mail.models import Letter
from krets.people import actions, rules
from krets.people.actions.keeping import remove_entries, remove_unproved_entries
from krets.people.models import Account, EntryRequest, Organisation, Proof
from krets.people.rules import Outcome
from krets.tests.cast import Cast, client_of, reader

PAGE, CODE, WAITS = "/account/join/", "/account/join/code/", "/account/join/waits/"
NEW = "tor@grankoping.example"
FORM_KEY = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def domain(cast: Cast) -> None:
    actions.verify_domain(by=cast.eva, organisation=cast.organisations["grankoping"], name="grankoping.example")


def ask(client: Client, email: str = NEW, **more: Any) -> Any:
    said = {
        "name": "Tor Granqvist",
        "email": email,
        "employer": "Granköping",
        "title": "Inköpare",
        "covered": "on",
    }
    return client.post(PAGE, said | more)


def code_to(email: str) -> str:
    found = re.search(r"^ *([A-Z]{4}-[A-Z]{4})$", Letter.objects.filter(to=email).latest("id").text, re.MULTILINE)
    assert found is not None
    return found[1]


def prove(client: Client, email: str = NEW) -> Any:
    ask(client, email)
    return client.post(CODE, {"code": code_to(email)})


def waiting(email: str = NEW) -> EntryRequest:
    prove(Client(), email)
    return EntryRequest.objects.get(email=email)


# It does it


def test_an_address_on_a_verified_domain_lets_in_at_once(cast: Cast, domain: None) -> None:
    client = Client()
    assert prove(client)["Location"] == "/start/"
    person = Account.objects.get(email=NEW).person
    assert person is not None
    assert (person.name, person.title, str(person.organisation)) == (
        "Tor Granqvist",
        "Inköpare",
        "Granköpings kommun",
    )
    assert readers.BUYERS in reader(person).tokens
    proof = Proof.objects.get(person=person)
    assert (proof.how, proof.domain, proof.by) == ("domain", "grankoping.example", None)
    assert client.get("/start/").status_code == 200


def test_any_other_waits_for_a_person_who_lets_in_with_a_letter(cast: Cast) -> None:
    client = Client()
    assert prove(client)["Location"] == WAITS
    told = Letter.objects.filter(to=NEW).latest("id")
    assert told.subject == "Någon tittar på var du arbetar" and "Granköping" in told.text
    assert not Account.objects.filter(email=NEW).exists()
    entry = rules.waiting().get()
    person = actions.let_in(
        by=cast.eva, entry=entry, organisation=cast.organisations["bjorkfors"], why="Jag ringde växeln."
    )
    proof = Proof.objects.get(person=person)
    assert (proof.how, proof.by, proof.why) == ("person", cast.eva, "Jag ringde växeln.")
    letter = Letter.objects.filter(to=NEW).latest("id")
    assert letter.subject == "Du är insläppt i Krets"
    assert "Björkfors kommun" in letter.text
    assert not rules.waiting().exists()


def test_a_no_is_told_with_its_reason(cast: Cast) -> None:
    entry = waiting()
    actions.refuse_entry(by=cast.eva, entry=entry, why="Vi hittar dig inte hos kommunen.")
    assert "Vi hittar dig inte hos kommunen." in Letter.objects.filter(to=NEW).latest("id").text
    assert not Account.objects.filter(email=NEW).exists()
    assert not rules.waiting().exists()


def test_one_goes_on_to_where_one_was_going_and_nowhere_else(cast: Cast, domain: None) -> None:
    client = Client()
    ask(client, next="/units/hallbart-inkop/")
    assert client.post(CODE, {"code": code_to(NEW)})["Location"] == "/units/hallbart-inkop/"
    away = Client()
    ask(away, "tage@grankoping.example", next="//elsewhere.example/")
    assert away.post(CODE, {"code": code_to("tage@grankoping.example")})["Location"] == "/start/"


def test_who_is_known_from_a_mailing_list_keeps_what_they_wrote(cast: Cast, domain: None) -> None:
    known = actions.register(by=None, name="T. Granqvist", email=NEW)
    prove(Client())
    person = Account.objects.get(email=NEW).person
    assert person == known
    assert str(known.name) == "T. Granqvist"


COVERED = Organisation(name="Kommunen", covered=True)
SUPPLIER = Organisation(name="Firman", covered=False)


@pytest.mark.parametrize(
    ("proved", "domain_of", "decided", "employer"),
    product([False, True], [None, COVERED, SUPPLIER], [None, False, True], [None, COVERED, SUPPLIER]),
)
def test_who_becomes_a_buyer(
    proved: bool, domain_of: Organisation | None, decided: bool | None, employer: Organisation | None
) -> None:
    found = rules.outcome_of(proved=proved, domain_of=domain_of, decided=decided, employer=employer)
    by_address = decided is None and domain_of is COVERED
    by_a_person = decided is True and employer is COVERED
    assert (found is Outcome.BUYER) == (proved and (by_address or by_a_person))
    assert (found is Outcome.NOTHING) == (not proved)
    assert (found is Outcome.WAITS) == (proved and decided is None and domain_of is not COVERED)


# Nobody learns who is known, and nobody comes in by guessing


def test_the_answer_is_the_same_for_addresses_that_are_in_and_that_are_not(cast: Cast, domain: None) -> None:
    client_of(cast.anna).get("/start/")  # she has signed in
    known, unknown = Client(), Client()
    answers = [ask(known, "anna@grankoping.example"), ask(unknown)]
    assert [answer["Location"] for answer in answers] == [CODE, CODE]
    pages = [FORM_KEY.sub("", client.get(CODE).content.decode()) for client in (known, unknown)]
    assert pages[0].replace("anna@grankoping.example", NEW) == pages[1]
    wrong = [client.post(CODE, {"code": "AAAA-AAAA"}) for client in (known, unknown)]
    assert {answer.status_code for answer in wrong} == {200}
    letter = Letter.objects.get(to="anna@grankoping.example")
    assert letter.subject == "Du är redan med i Krets"
    assert not EntryRequest.objects.filter(email="anna@grankoping.example").exists()


def test_after_five_wrong_codes_the_right_one_is_wrong_too(cast: Cast, domain: None) -> None:
    client = Client()
    ask(client)
    for _ in range(5):
        client.post(CODE, {"code": "AAAA-AAAA"})
    assert client.post(CODE, {"code": code_to(NEW)}).status_code == 200
    assert not Account.objects.filter(email=NEW).exists()


def test_a_code_is_good_for_the_session_that_asked_only(cast: Cast, domain: None) -> None:
    mine, theirs = Client(), Client()
    ask(theirs, name="Någon Annan")
    ask(mine)
    assert theirs.post(CODE, {"code": code_to(NEW)}).status_code == 200
    assert mine.post(CODE, {"code": code_to(NEW)}).status_code == 302
    assert EntryRequest.objects.get(email=NEW).name == "Tor Granqvist"


@pytest.mark.parametrize("email", ["tor@gmail.com", "tor@skola.grankoping.example", "tor@elsewhere.example"])
def test_no_other_domain_shows_an_employer(cast: Cast, domain: None, email: str) -> None:
    assert prove(Client(), email)["Location"] == WAITS


def test_a_suppliers_is_not_let_in_by_a_domain_nor_by_a_person(cast: Cast) -> None:
    firm = actions.register_organisation(by=None, slug="firman", name="Firman AB", covered=False)
    actions.verify_domain(by=None, organisation=firm, name="firman.example", operator="olof")
    entry = waiting("tor@firman.example")
    with pytest.raises(actions.NotCovered):
        actions.let_in(by=cast.eva, entry=entry, organisation=firm)


def test_who_does_not_fall_under_procurement_law_is_told_so(cast: Cast) -> None:
    page = ask(Client(), covered="").content.decode()
    assert "Leverantörer och konsulter kan inte vara medlemmar" in page
    assert not Letter.objects.exists()


def test_a_visitor_who_asks_again_and_again_is_told_to_wait(cast: Cast, monkeypatch: Any) -> None:
    cache.clear()
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {"letter_to_address": "3/m/key"})
    client = Client()
    assert [ask(client).status_code for _ in range(5)] == [302, 302, 302, 200, 200]
    assert Letter.objects.filter(to=NEW).count() == 3
    cache.clear()


def test_what_was_not_proved_goes_after_its_time_and_what_waits_stays(cast: Cast) -> None:
    ask(Client(), "tage@grankoping.example")
    entry = waiting()
    assert remove_unproved_entries(by=None, before=now() + timedelta(days=1), at_most=9) == 1
    assert EntryRequest.objects.get() == entry
    assert remove_entries(by=None, before=now() + timedelta(days=1), at_most=9) == 1
