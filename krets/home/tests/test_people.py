"""Colleagues, as far as each may know of them."""

import pytest
from django.test import Client

from krets.people import actions
from krets.people.models import Organisation, Person, ProfileField
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting


def test_strangers_and_people_without_organisation_see_nobody(cast: Cast) -> None:
    assert Client().get("/people/").status_code == 302
    page = client_of(cast.lea).get("/people/").content.decode()
    assert "Anna Granlund" not in page
    assert client_of(cast.lea).get(f"/people/{cast.anna.key}/").status_code == 404


def test_by_name_organisation_and_what_they_tell(cast: Cast) -> None:
    told = {"topics": ("skolmat", "buyers"), "experience": ("Vinterväghållning", "me")}
    actions.update_profile(by=cast.bo, person=cast.bo, name="Bo Björk", fields=told)
    client = client_of(cast.anna)

    def found(words: str) -> bool:
        return "Bo Björk" in client.get("/people/", {"q": words}).content.decode()

    assert found("björk") and found("björkfors skolmat")
    assert not found("skolmat sjöhamn")
    assert not found("vinterväghållning")


def test_by_a_network_of_ones_own(cast: Cast) -> None:
    client = client_of(cast.anna)
    members = client.get("/people/?unit=uppfoljning").content.decode()
    assert "Bo Björk" in members
    assert "Nora North" not in members


def test_another_network_does_not_give_its_members_away(cast: Cast) -> None:
    everybody = client_of(cast.anna).get("/people/?unit=security-of-supply").content.decode()
    assert "Bo Björk" in everybody  # as if nothing had been chosen


def test_by_organisation(cast: Cast) -> None:
    page = client_of(cast.anna).get("/people/?organisation=bjorkfors").content.decode()
    assert "Bo Björk" in page
    assert "Cilla Sjöberg" not in page


@pytest.mark.parametrize("more", [1, 3, 10_000])
def test_it_takes_as_many_queries_whatever_there_is(cast: Cast, more: int) -> None:
    place = Organisation.objects.create(slug="stor", name="Storstad")
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", sort_key=f"a {n:05}", organisation=place, readers=["buyers"])
        for n in range(more)
    )
    ProfileField.objects.bulk_create(
        ProfileField(person=person, field="topics", text="skolmat", readers=["buyers"]) for person in people
    )
    client = client_of(cast.anna)
    client.get("/help/")  # the session's first page keeps a form token
    for path in ("/people/", "/people/?q=skolmat", "/people/?unit=uppfoljning"):
        with counting() as queries:
            page = client.get(path)
        assert len(queries) == 6, path
        assert len(page.content) < 40_000
    with counting() as queries:
        client.get("/organisations/stor/")
    assert len(queries) <= 10
