"""What a unit is, who may know of it and whom to ask: said by whoever decides in it."""

from datetime import timedelta

import pytest
from django.test import Client

from krets.api.tests.calling import Caller
from krets.db.clock import today
from krets.networks import actions
from krets.networks.models import ContactLine, Unit
from krets.tests.cast import Cast, client_of

FORM = {"name": "Transporter", "language": "sv", "map_for": "members", "quiet_days": "90", "known_to": "public"}


def test_it_is_said_on_the_page_and_read_by_whoever_may_know_of_it(cast: Cast) -> None:
    eva = client_of(cast.eva)
    assert (
        eva.post("/units/transporter/edit/", FORM | {"area": "Dalarna, Gästrikland\nDalarna"}).status_code == 302
    )
    assert Unit.objects.get(slug="transporter").area == ["Dalarna", "Gästrikland"]
    assert "Gästrikland" in Client().get("/units/transporter/").content.decode()
    eva.post("/units/transporter/edit/", FORM | {"known_to": "parent"})
    assert Client().get("/units/transporter/").status_code == 404
    assert client_of(cast.bo).get("/units/transporter/").status_code == 200  # a member of what it belongs to
    assert client_of(cast.ida).get("/units/transporter/").status_code == 404


@pytest.mark.parametrize(("days", "shown"), [(0, True), (3, True), (-1, False)])
def test_the_next_open_meeting_vanishes_when_its_day_is_over(cast: Cast, days: int, shown: bool) -> None:
    on = today() + timedelta(days=days)
    actions.edit_unit(by=cast.eva, unit=cast.units["transporter"], meeting="Öppet hus i depån", meeting_on=on)
    assert ("Öppet hus i depån" in Client().get("/units/transporter/").content.decode()) == shown
    assert (Caller(cast.bo).get("/units/transporter")["meeting"] is not None) == shown


def test_each_line_of_the_card_is_told_as_chosen(cast: Cast) -> None:
    lines = {"phone": "0900-77 88 99", "phone_to": "public", "email": "t@krets.example", "email_to": "buyers",
             "hours": "torsdagar", "hours_to": "members"}  # fmt: skip
    assert client_of(cast.eva).post("/units/transporter/contact/", lines).status_code == 302
    pages = {
        who: client_of(person).get("/units/transporter/").content.decode()
        for who, person in (("stranger", None), ("ida", cast.ida), ("cilla", cast.cilla))
    }
    told = {
        who: [text in page for text in ("0900-77", "t@krets.example", "torsdagar")] for who, page in pages.items()
    }
    assert told == {"stranger": [True, False, False], "ida": [True, True, False], "cilla": [True, True, True]}
    client_of(cast.eva).post("/units/transporter/contact/", lines | {"phone": ""})
    assert sorted(ContactLine.objects.filter(unit__slug="transporter").values_list("name", flat=True)) == [
        "email",
        "hours",
    ]


def test_strangers_see_no_address_that_a_machine_would_collect(cast: Cast) -> None:
    page = Client().get("/units/kretsens-inkopare/").content.decode()
    assert "10–12 vardagar" in page and "kansli (" in page
    assert "kansli@" not in page


def test_a_unit_is_founded_inside_another_by_whoever_decides_there(cast: Cast) -> None:
    given = {
        "name": "Laddning i depå",
        "kind": "subgroup",
        "language": "sv",
        "state": "active",
        "known_to": "public",
    }
    assert (
        client_of(cast.eva).post("/units/hallbart-inkop/found/", given).headers["Location"]
        == "/units/laddning-i-depa/mandates/appoint/"
    )
    assert client_of(cast.anna).post("/units/hallbart-inkop/found/", given).status_code == 403
    made = Caller(cast.eva).post(
        "/units", {"parent": "hallbart-inkop", "name": "Laddning i depå", "kind": "subgroup"}, 201
    )
    assert (made["key"], made["parent"]["key"], made["state"]) == ("laddning-i-depa-2", "hallbart-inkop", "active")


def test_the_api_says_what_changes_and_keeps_the_rest(cast: Cast) -> None:
    eva = Caller(cast.eva)
    before = eva.get("/units/krets-mitt")
    after = eva("patch", "/units/krets-mitt", {"purpose": "Nytt."}).json()
    assert after == before | {"purpose": "Nytt."}
    assert Caller(cast.anna)("patch", "/units/krets-mitt", {"purpose": "Mitt."}).status_code == 403


def test_the_secretariat_is_led_to_applications_and_lists_and_no_further(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.appoint(by=None, unit=unit, person=cast.ida, kind="secretariat")
    page = client_of(cast.ida).get("/units/hallbart-inkop/").content.decode()
    for part, led in (("applications", True), ("imports", True), ("edit", False), ("found", False)):
        assert (f'href="/units/hallbart-inkop/{part}/"' in page) is led, part
    assert client_of(cast.ida).get("/units/hallbart-inkop/imports/").status_code == 200
