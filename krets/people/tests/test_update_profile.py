"""Each thing one tells has readers of its own, and nobody else meets it anywhere."""

import pytest
from django.test import Client

from krets.db import readers
from krets.networks import actions as networks
from krets.networks.rules import unit_tokens
from krets.people import actions, rules
from krets.people.models import Audience, Person, ProfileField
from krets.search.models import Document
from krets.tests.cast import STRANGER, Cast, client_of, reader

SECRET = "Zirkoniumupphandlingen"


def tell(person: Person, field: str, audience: str, name_audience: str = Audience.BUYERS) -> None:
    actions.update_profile(
        by=person,
        person=person,
        name=person.name,
        audience=name_audience,
        fields={field: (SECRET, audience)},
        units=unit_tokens(person.pk),
    )


def everything_seen(client: Client, person: Person) -> str:
    pages = [f"/people/{person.key}/", "/people/", f"/people/?q={SECRET}", "/organisations/grankoping/"]
    texts = [client.get(page).content.decode() for page in pages]
    # What was typed into the search box is the reader's own.
    return "".join(texts).replace(f'value="{SECRET}"', "")


# It does it


def test_name_title_and_languages_are_changed(cast: Cast) -> None:
    actions.update_profile(by=cast.anna, person=cast.anna, name="Anna Ek", title="Chef", languages=["fi"])
    anna = Person.objects.get(pk=cast.anna.pk)
    assert (anna.name, anna.title, anna.languages, anna.sort_key) == ("Anna Ek", "Chef", ["fi"], "anna ek")


def test_an_empty_text_is_no_longer_told(cast: Cast) -> None:
    tell(cast.anna, "phone", Audience.BUYERS)
    actions.update_profile(by=cast.anna, person=cast.anna, name="Anna", fields={"phone": ("", Audience.BUYERS)})
    assert not ProfileField.objects.filter(person=cast.anna).exists()


# Who reads it: bo is in Anna's networks, nora is a buyer elsewhere, lea belongs to no organisation.
READ_BY = {
    Audience.ME: {"anna"},
    Audience.UNITS: {"anna", "bo"},
    Audience.BUYERS: {"anna", "bo", "nora"},
    Audience.PUBLIC: {"anna", "bo", "nora", "lea", "stranger"},
}


@pytest.mark.parametrize("audience", READ_BY)
@pytest.mark.parametrize("field", ["experience", "topics", "phone"])
def test_no_page_tells_more_than_its_audience(cast: Cast, field: str, audience: Audience) -> None:
    tell(cast.anna, field, audience, name_audience=Audience.PUBLIC)
    for member in ("anna", "bo", "nora", "lea", "stranger"):
        client = client_of(None if member == "stranger" else cast.people[member])
        assert (SECRET in everything_seen(client, cast.anna)) == (member in READ_BY[audience]), member


@pytest.mark.parametrize("audience", READ_BY)
def test_the_index_knows_only_what_all_buyers_read(cast: Cast, audience: Audience) -> None:
    tell(cast.anna, "experience", audience)
    body = Document.objects.get(kind="person", key=cast.anna.key).body
    assert (SECRET in body) == (audience in (Audience.BUYERS, Audience.PUBLIC))


def test_contact_is_never_in_the_index(cast: Cast) -> None:
    tell(cast.anna, "phone", Audience.BUYERS)
    assert SECRET not in Document.objects.get(kind="person", key=cast.anna.key).body


def test_a_name_for_buyers_is_no_page_for_strangers(cast: Cast) -> None:
    tell(cast.anna, "experience", Audience.PUBLIC)
    assert Client().get(f"/people/{cast.anna.key}/").status_code == 404
    assert not rules.visible(STRANGER).exists()


def test_my_networks_follow_the_memberships(cast: Cast) -> None:
    def juha_reads_it() -> bool:
        return rules.visible_fields(reader(cast.juha), cast.anna).exists()

    tell(cast.anna, "phone", Audience.UNITS)
    assert not juha_reads_it()
    networks.join(by=None, unit=cast.units["hyvinvointialueet"], person=cast.anna)
    assert juha_reads_it()
    networks.leave(by=cast.anna, unit=cast.units["hyvinvointialueet"], person=cast.anna)
    assert not juha_reads_it()


def test_a_person_without_organisation_reads_herself(cast: Cast) -> None:
    tell(cast.lea, "experience", Audience.BUYERS)
    page = client_of(cast.lea).get(f"/people/{cast.lea.key}/")
    assert SECRET in page.content.decode()
    assert readers.person(cast.lea.pk) in Person.objects.get(pk=cast.lea.pk).readers


# The page

FORM = {
    "name": "Anna Granlund",
    "title": "Inköpsstrateg",
    "audience": "buyers",
    "languages": ["sv", "en"],
    "experience": "Tolv år med **livsmedel**.",
    "experience_audience": "buyers",
    "topics": "skolmat, uppföljning",
    "topics_audience": "units",
    "phone": "+46 70 123 45 67",
    "formal_name_audience": "me",
    "phone_audience": "me",
    "email_audience": "units",
    "monthly_requests": "2",
    "not_before": "2027-01-07",
}


def test_the_page_saves_and_shows_it_again(cast: Cast) -> None:
    client = client_of(cast.anna)
    assert client.post("/profile/", FORM)["Location"] == "/profile/"
    page = client.get("/profile/").content.decode()
    assert "Tolv år med **livsmedel**." in page
    assert 'value="2027-01-07"' in page
    shown = client_of(cast.bo).get(f"/people/{cast.anna.key}/").content.decode()
    assert "<strong>livsmedel</strong>" in shown
    assert "anna@grankoping.example" in shown
    assert "123 45 67" not in shown


def test_what_everybody_may_read_needs_a_name_that_everybody_may_see(cast: Cast) -> None:
    page = client_of(cast.anna).post("/profile/", {**FORM, "topics_audience": "public"})
    assert page.status_code == 200
    assert "bara om alla också får se ditt namn" in page.content.decode()
    assert not ProfileField.objects.filter(person=cast.anna).exists()


def test_an_address_is_never_for_everybody(cast: Cast) -> None:
    page = client_of(cast.anna).post("/profile/", {**FORM, "audience": "public", "email_audience": "public"})
    assert page.status_code == 200
    assert not ProfileField.objects.filter(field="email").exists()


# Who may not


def test_only_ones_own_profile_is_changed(cast: Cast) -> None:
    client_of(cast.bo).post("/profile/", {**FORM, "name": "Bo Björk", "person": cast.anna.pk})
    assert Person.objects.get(pk=cast.anna.pk).name == "Anna Granlund"
    assert not rules.may_edit(reader(cast.bo), cast.anna)
    assert Client().post("/profile/", FORM)["Location"].startswith("/account/login/")
