"""An invitation, or a request, was forwarded to somebody it was not for."""

import re

from django.test import Client

from krets.mail.models import Letter
from krets.networks import actions
from krets.tests.cast import Cast
from krets.tests.world import World

NEW = "tor@grankoping.example"


def test_an_invitation_holds_nothing_that_opens(cast: Cast) -> None:
    actions.invite(by=cast.eva, unit=cast.units["hallbart-inkop"], email=NEW, name="Tor Granqvist")
    letter = Letter.objects.get(to=NEW)
    thief = Client()
    links = re.findall(r"https?://[^/\s]+(/[^\s>]*)", letter.text)
    assert links
    for link in links:
        thief.get(link)
    assert thief.get("/start/").status_code == 302


def test_the_code_goes_to_the_address_that_was_invited_and_no_other(cast: Cast) -> None:
    actions.invite(by=cast.eva, unit=cast.units["hallbart-inkop"], email=NEW, name="Tor Granqvist")
    thief = Client()
    for address in (
        "thief@elsewhere.example",
        f"{NEW},thief@elsewhere.example",
        f"{NEW}\nthief@elsewhere.example",
    ):
        thief.post("/account/code/", {"email": address})
    assert set(Letter.objects.values_list("to", flat=True)) == {NEW}
    assert Letter.objects.count() == 1


def test_a_forwarded_request_shows_its_title_and_no_more(world: World) -> None:
    page = Client().get(f"/asks/suggestions/{world.suggestion.key}/?seal={world.suggestion.seal}").content.decode()
    assert "Zinkask" in page
    assert "vad fungerade hos er" not in page and "Titansvar" not in page
    other = world.suggestion.seal[:-1] + ("a" if world.suggestion.seal[-1] != "a" else "b")
    assert Client().get(f"/asks/suggestions/{world.suggestion.key}/?seal={other}").status_code in (302, 404)
