"""Where one is signed in, and out again from elsewhere."""

import re

from django.test import Client

from krets.people.adapter.sessions import SessionStore
from krets.people.models import Session
from krets.people.tests.test_sign_in import sign_in
from krets.tests.cast import PASSWORD, Cast, client_of

PAGE = "/profile/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def browser(agent: str, **more: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent, **more)
    assert sign_in(client)["Location"] == "/start/"
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/start/").status_code == 200)


def test_each_is_listed_with_its_kind_of_browser_and_never_from_where(cast: Cast) -> None:
    here = browser(FIREFOX, REMOTE_ADDR="203.0.113.7")
    browser(PHONE, REMOTE_ADDR="203.0.113.8")
    page = here.get(PAGE).content.decode()
    assert "Firefox, Windows" in page and "Safari, iPhone" in page
    assert page.count("här och nu") == 1
    kept = "".join(
        str(SessionStore().decode(session.session_data)) + session.browser for session in Session.objects.all()
    )
    assert "203.0.113" not in page + str(kept)


def test_one_is_ended_and_the_others_are_not(cast: Cast) -> None:
    here, phone, third = browser(FIREFOX), browser(PHONE), browser(FIREFOX)
    key = Session.objects.get(browser="Safari, iPhone").key
    assert here.post(f"{PAGE}{key}/end/")["Location"] == PAGE
    assert (is_in(here), is_in(phone), is_in(third)) == (True, False, True)


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    here, phone, bo = browser(FIREFOX), browser(PHONE), client_of(cast.bo)
    here.post(f"{PAGE}end/")
    assert (is_in(here), is_in(phone), is_in(bo)) == (True, False, True)


def test_a_new_password_ends_all_others(cast: Cast) -> None:
    mine, other = Client(), Client()
    sign_in(mine)
    sign_in(other)
    mine.post("/account/password/", {"oldpassword": PASSWORD, "password1": "helt andra ord nu 9"})
    assert is_in(mine) and not is_in(other)


def test_nobody_ends_somebody_elses(cast: Cast) -> None:
    here, bo = browser(FIREFOX), client_of(cast.bo)
    theirs = Session.objects.get(account=cast.anna.account)
    assert bo.post(f"{PAGE}{theirs.key}/end/").status_code == 404
    assert is_in(here)
    assert "Firefox" not in bo.get(PAGE).content.decode()


def test_the_page_does_not_tell_what_opens_a_session(cast: Cast) -> None:
    here = browser(FIREFOX)
    page = here.get(PAGE).content.decode()
    assert not re.search(here.session.session_key or "none", page)
    thief = Client()
    thief.cookies["krets"] = Session.objects.get(account=cast.anna.account).key
    assert not is_in(thief)
