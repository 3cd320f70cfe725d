"""A dormant unit is woken in three steps, and its members say whether they come along."""

import re

import pytest
from django.test import Client

from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Membership, Restart, Return, Unit
from krets.tests.cast import Cast, client_of

PATH = "/units/transporter/restart/"


@pytest.fixture
def asleep(cast: Cast) -> Unit:
    for person in (cast.cilla, cast.eva, cast.bo):
        person.account.last_login = now()
        person.account.save()
    unit = cast.units["transporter"]
    actions.join(by=None, unit=unit, person=cast.bo)
    actions.change_state(by=cast.eva, unit=unit, state=Unit.State.DORMANT, why="Ingen hann.")
    return unit


def woken(cast: Cast) -> Restart:
    eva = client_of(cast.eva)
    eva.post(f"{PATH}who/", {"hosts": [cast.cilla.key]})
    eva.post(
        f"{PATH}what/",
        {"purpose": "Laddning i depå.", "place": "Sjöhamn", "days": "24 september eller 22 oktober"},
    )
    eva.post(f"{PATH}letter/", {"letter": "Nu tar vi nya tag.", "state": "tentative"})
    return Restart.objects.get()


def link(cast: Cast, name: str, choice: str) -> str:
    text = Letter.objects.get(person=cast.people[name], subject="Transporter vaknar: är du med?").text
    found = re.search(rf"https?://[^/]+(/restarts/\S+choice={choice})", text)
    assert found
    return found[1]


def test_three_steps_wake_it_and_write_to_the_members(cast: Cast, asleep: Unit) -> None:
    restart = woken(cast)
    asleep.refresh_from_db()
    assert (asleep.state, asleep.purpose) == (Unit.State.TENTATIVE, "Laddning i depå.")
    assert restart.sent_by == cast.eva
    assert Membership.objects.get(unit=asleep, person=cast.cilla, ended=None).role == "coordinator"
    letter = Letter.objects.get(person=cast.bo, subject="Transporter vaknar: är du med?")
    assert "Nu tar vi nya tag." in letter.text and "24 september" in letter.text
    assert rules.returning(asleep) == {"in": 1, "out": 0, "": 2}


def test_it_can_be_left_and_gone_on_with(cast: Cast, asleep: Unit) -> None:
    eva = client_of(cast.eva)
    assert eva.get(PATH).headers["Location"] == f"{PATH}who/"
    eva.post(f"{PATH}who/", {"hosts": [cast.cilla.key]})
    assert eva.get(PATH).headers["Location"] == f"{PATH}what/"
    eva.post(f"{PATH}what/", {"purpose": "Laddning.", "place": "Sjöhamn", "later": "1"})
    assert eva.get(PATH).headers["Location"] == f"{PATH}letter/"
    assert 'value="Sjöhamn"' in eva.get(f"{PATH}what/").content.decode()
    asleep.refresh_from_db()
    assert asleep.state == Unit.State.DORMANT
    assert not Letter.objects.filter(subject__contains="vaknar").exists()


def test_nobody_wakes_it_without_hosts(cast: Cast, asleep: Unit) -> None:
    answer = client_of(cast.eva).post(f"{PATH}letter/", {"letter": "Nu.", "state": "active"})
    assert answer.headers["Location"] == f"{PATH}who/"
    asleep.refresh_from_db()
    assert asleep.state == Unit.State.DORMANT


def test_one_click_without_signing_in_and_nothing_by_opening_a_link(cast: Cast, asleep: Unit) -> None:
    woken(cast)
    stranger, path = Client(), link(cast, "bo", "in")
    assert "Jag är med" in stranger.get(path).content.decode()
    assert rules.returning(asleep)["in"] == 1
    assert stranger.post(path).status_code == 200
    assert rules.returning(asleep)["in"] == 2


def test_no_longer_for_me_leaves(cast: Cast, asleep: Unit) -> None:
    woken(cast)
    path = link(cast, "bo", "out")
    assert Client().post(path).status_code == 200
    assert not Membership.objects.filter(unit=asleep, person=cast.bo, ended=None).exists()
    assert client_of(None).get(path).status_code == 302  # the link is used up: who left holds nothing
    assert Return.objects.get(person=cast.bo).reply == "out"


def test_a_link_without_its_seal_is_only_its_owners(cast: Cast, asleep: Unit) -> None:
    woken(cast)
    bare = link(cast, "bo", "in").split("?")[0]
    assert client_of(cast.bo).get(bare).status_code == 200
    assert client_of(cast.anna).get(bare).status_code == 404
    assert client_of(cast.anna).get(f"{bare}?seal=aaaa").status_code == 404


def test_only_whoever_decides_or_is_its_contact_wakes_it(cast: Cast) -> None:
    path = "/units/krets-norr/restart/who/"
    assert client_of(cast.cilla).get(path).status_code == 200  # its contact person
    assert client_of(cast.eva).get(path).status_code == 200
    assert client_of(cast.anna).get(path).status_code == 403
    assert client_of(cast.eva).get("/units/krets-mitt/restart/who/").status_code == 403  # it is awake
