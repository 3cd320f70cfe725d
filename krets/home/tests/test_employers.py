"""Where people work over time: a new employer, two at once, leaving; and what of an organisation makes a buyer."""

import re

import pytest
from django.test import Client

from krets.db import readers
from krets.home import actions
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.networks.models import Membership
from krets.people import actions as people
from krets.people.models import Belonging, ProfileField
from krets.people.rules import formal_names
from krets.tests.cast import Cast, client_of, reader

PAGE = "/profile/employers/"
NEW = "anna@sjohamn.example"


@pytest.fixture
def domain(cast: Cast) -> None:
    people.verify_domain(by=cast.eva, organisation=cast.organisations["sjohamn"], name="sjohamn.example")


def begin_at_sjohamn(cast: Cast, leaves_former: bool) -> Client:
    client = client_of(cast.anna)
    said = {"email": NEW, "employer": "Sjöhamn", "title": "Inköpschef", "covered": "on"}
    client.post(f"{PAGE}new/", said | ({"leaves_former": "on"} if leaves_former else {}))
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", Letter.objects.get(to=NEW).text)
    assert code is not None
    assert client.post("/account/join/code/", {"code": code[0]})["Location"] == PAGE
    cast.anna.refresh_from_db()
    return client


def test_who_moves_writes_for_the_new_one_and_the_old_belonging_ends(cast: Cast, domain: None) -> None:
    page = begin_at_sjohamn(cast, leaves_former=True).get(PAGE).content.decode()
    assert (str(cast.anna.organisation), cast.anna.title) == ("Sjöhamns stad", "Inköpschef")
    assert [str(one) for one in Belonging.objects.filter(person=cast.anna, ended=None)] == ["Sjöhamns stad"]
    assert "Visat av en adress hos sjohamn.example" in page
    assert "Granköpings kommun" in page


def test_who_works_at_two_chooses_which_one_to_write_for(cast: Cast, domain: None) -> None:
    client = begin_at_sjohamn(cast, leaves_former=False)
    assert str(cast.anna.organisation) == "Granköpings kommun"
    client.post(f"{PAGE}sjohamn/write-for/")
    cast.anna.refresh_from_db()
    assert str(cast.anna.organisation) == "Sjöhamns stad"
    assert client_of(cast.bo).post(f"{PAGE}sjohamn/write-for/").status_code == 404


def test_who_leaves_the_last_is_no_buyer_and_no_member(cast: Cast) -> None:
    client = client_of(cast.anna)
    assert "lämnar du dina nätverk" in client.get(f"{PAGE}grankoping/leave/").content.decode()
    client.post(f"{PAGE}grankoping/leave/")
    assert reader(cast.anna).tokens == (readers.PUBLIC, readers.person(cast.anna.pk))
    assert not Membership.objects.filter(person=cast.anna, ended=None).exists()


def test_who_leaves_one_of_two_goes_on_with_the_other(cast: Cast, domain: None) -> None:
    client = begin_at_sjohamn(cast, leaves_former=False)
    client.post(f"{PAGE}grankoping/leave/")
    cast.anna.refresh_from_db()
    assert str(cast.anna.organisation) == "Sjöhamns stad"
    assert Membership.objects.filter(person=cast.anna, ended=None).exists()


def test_colleagues_are_told_the_present_employer_and_not_what_was_before(cast: Cast, domain: None) -> None:
    begin_at_sjohamn(cast, leaves_former=True)
    page = client_of(cast.bo).get(f"/people/{cast.anna.key}/").content.decode()
    assert "Sjöhamns stad" in page
    assert "Granköpings kommun" not in page


def test_of_an_organisation_that_no_longer_falls_under_the_law_nobody_is_a_buyer(cast: Cast) -> None:
    place = cast.organisations["bjorkfors"]
    assert readers.BUYERS in reader(cast.bo).tokens
    actions.change_organisation(by=cast.eva, organisation=place, covered=False)
    assert readers.BUYERS not in reader(cast.bo).tokens
    assert not Membership.objects.filter(person=cast.bo, ended=None).exists()
    cast.bo.refresh_from_db()
    with pytest.raises(people.NotCovered):
        networks.join(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.bo)


def test_a_formal_name_is_told_to_oneself_alone_unless_one_says_otherwise(cast: Cast) -> None:
    ProfileField.objects.create(
        person=cast.bo, field="formal_name", text="Bo-Göran Björk", audience="me", readers=[f"person:{cast.bo.pk}"]
    )
    address = f"/people/{cast.bo.key}/"
    assert "Bo-Göran" in client_of(cast.bo).get("/profile/").content.decode()
    assert "Bo-Göran" not in client_of(cast.anna).get(address).content.decode()
    assert formal_names([cast.bo]) == {cast.bo.pk: "Bo-Göran Björk"}
