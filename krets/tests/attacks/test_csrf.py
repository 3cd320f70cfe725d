"""A page elsewhere sends forms with the visitor's cookie."""

from django.test import Client

from krets.api.tests.calling import ROOT
from krets.asks.models import Ask
from krets.tests.doors import DOORS
from krets.tests.world import World

# Changes no more than the language; RFC 8058, where the signed link is the proof.
OPEN = {"language", "unsubscribe"}


def test_no_door_takes_a_form_without_its_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.anna.account)
    taken = [
        f"{name} {door.path(world)}"
        for name, doors in DOORS.items()
        for door in doors
        if name not in OPEN and client.post(door.path(world), {"title": "x", "body": "x"}).status_code != 403
    ]
    assert taken == []


def test_the_api_takes_no_cookie(world: World) -> None:
    client = Client()
    client.force_login(world.cast.anna.account)
    before = Ask.objects.count()
    sent = client.post(f"{ROOT}/asks", {"title": "x", "body": "x"}, content_type="application/json")
    assert sent.status_code == 401
    assert client.get(f"{ROOT}/me").status_code == 401
    assert Ask.objects.count() == before


def test_the_cookie_is_not_sent_along_from_elsewhere(world: World) -> None:
    client = Client()
    client.force_login(world.cast.anna.account)
    client.get("/start/")
    assert client.cookies["krets"]["samesite"] == "Lax"
    assert client.cookies["krets"]["httponly"]
