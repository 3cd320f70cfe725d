"""A coordinator brings a colleague in by mail."""

import re

import pytest
from django.test import Client

from krets.db import readers
from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.people.models import Account, Organisation, Person
from krets.tests.cast import Cast, client_of, reader

NEW = "tor@grankoping.example"
FORM = {"name": "Tor Granqvist", "email": NEW, "organisation": ""}
PAGE = "/units/hallbart-inkop/invite/"


def invite(cast: Cast, email: str = NEW) -> None:
    actions.invite(by=cast.eva, unit=cast.units["hallbart-inkop"], email=email, name="Tor Granqvist")


def test_they_are_a_member_with_an_account_and_a_letter(cast: Cast) -> None:
    invite(cast)
    person = Account.objects.get(email=NEW).person
    assert person is not None
    assert rules.is_member(reader(person), cast.units["hallbart-inkop"])
    letter = Letter.objects.get(to=NEW)
    assert letter.subject == "Välkommen till Hållbart inköp"
    assert "Eva Kretz har gjort dig till medlem i Hållbart inköp" in letter.text
    assert NEW in letter.text
    assert "/account/code/" in letter.text


def test_the_letter_leads_in(cast: Cast) -> None:
    invite(cast)
    client = Client()
    client.post("/account/code/", {"email": NEW})
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", Letter.objects.filter(to=NEW).latest("id").subject)
    assert code is not None
    client.post("/account/code/confirm/", {"code": code[0]})
    assert "Hållbart inköp" in client.get("/start/").content.decode()


def test_somebody_known_is_only_told(cast: Cast) -> None:
    ida = cast.ida
    Account.objects.filter(person=ida).update(last_login=now())
    invite(cast, "Ida@Inkop-Mittland.example")
    assert rules.is_member(reader(ida), cast.units["hallbart-inkop"])
    letter = Letter.objects.get(to="ida@inkop-mittland.example")
    assert "/units/hallbart-inkop/" in letter.text
    assert "/account/code/" not in letter.text


def test_a_member_is_not_written_to_again(cast: Cast) -> None:
    invite(cast)
    invite(cast)
    invite(cast, "anna@grankoping.example")
    assert Letter.objects.count() == 1


def test_somebody_known_without_a_place_of_work_gets_one(cast: Cast) -> None:
    unit, grankoping = cast.units["hallbart-inkop"], cast.organisations["grankoping"]
    actions.invite(by=cast.eva, unit=unit, email="lea@utanfor.example", name="Lea", organisation=grankoping)
    assert readers.BUYERS in reader(cast.lea).tokens
    # Where somebody works already is not the coordinator's to say.
    actions.invite(by=cast.eva, unit=unit, email="bo@bjorkfors.example", name="Bo", organisation=grankoping)
    assert Person.objects.get(pk=cast.bo.pk).organisation == cast.organisations["bjorkfors"]


# The page


def test_the_organisation_is_known_from_colleagues_addresses(cast: Cast) -> None:
    assert client_of(cast.eva).post(PAGE, FORM).status_code == 302
    person = Account.objects.get(email=NEW).person
    assert person is not None
    assert person.organisation == Organisation.objects.get(slug="grankoping")


def test_an_organisation_that_is_named_must_be_known(cast: Cast) -> None:
    page = client_of(cast.eva).post(PAGE, {**FORM, "organisation": "Glömda kommun"})
    assert "Vi känner inte till den organisationen" in page.content.decode()
    assert not Account.objects.filter(email=NEW).exists()
    client_of(cast.eva).post(PAGE, {**FORM, "organisation": "björkfors kommun"})
    person = Account.objects.get(email=NEW).person
    assert person is not None and person.organisation == cast.organisations["bjorkfors"]


# Who may not


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("anna", PAGE, 403),  # a member, not a coordinator
        ("ida", PAGE, 403),  # coordinates another network
        ("eva", "/units/security-of-supply/invite/", 404),  # may not know that it exists
    ],
)
def test_only_its_coordinators(cast: Cast, who: str, path: str, status: int) -> None:
    client = client_of(cast.people[who])
    assert client.get(path).status_code == status
    assert client.post(path, FORM).status_code == status
    assert not Account.objects.filter(email=NEW).exists()
