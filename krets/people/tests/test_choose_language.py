"""The language of pages and letters: on the account, or in a stranger's session."""

from django.test import Client

from krets.people import actions
from krets.people.models import Account
from krets.tests.cast import Cast, client_of


def test_it_is_kept_on_the_account(cast: Cast) -> None:
    client = client_of(cast.anna)
    back = client.post("/language/", {"language": "fi"}, headers={"referer": "http://testserver/people/"})
    assert back["Location"] == "http://testserver/people/"
    assert Account.objects.get(person=cast.anna).language == "fi"
    assert '<html lang="fi"' in client_of(cast.anna).get("/start/").content.decode()


def test_a_stranger_keeps_it_in_the_session(cast: Cast) -> None:
    client = Client()
    client.post("/language/", {"language": "en"})
    assert '<html lang="en"' in client.get("/").content.decode()
    assert list(client.cookies) == ["krets"]


def test_it_needs_no_token_since_strangers_have_no_session(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/language/", {"language": "fi"}).status_code == 302


def test_a_language_we_do_not_speak_changes_nothing(cast: Cast) -> None:
    client = Client()
    client.post("/language/", {"language": "xx"})
    assert not client.cookies


def test_it_never_leads_away(cast: Cast) -> None:
    response = Client().post("/language/", {"language": "fi"}, headers={"referer": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def test_the_browsers_wish_counts_until_one_chooses(cast: Cast) -> None:
    client = Client(headers={"accept-language": "fi;q=0.9,sv;q=0.5"})
    assert '<html lang="fi"' in client.get("/").content.decode()
    assert not client.cookies


def test_the_verb(cast: Cast) -> None:
    actions.choose_language(by=cast.anna, account=cast.anna.account, language="en")
    assert Account.objects.get(person=cast.anna).language == "en"
