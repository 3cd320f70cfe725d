"""A second step: an app's codes and reserve codes; nobody gets in with the first step alone."""

import json
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from krets.mail.models import Letter
from krets.people.tests.test_sign_in import ANNA, CODE, CONFIRM, code_in, sign_in
from krets.tests.cast import PASSWORD, Cast

STEP, PAGE = "/account/second-step/", "/profile/sign-in/"


def shown_by_app(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


class App:
    """Anna's browser, in which she has set up an app with `secret`."""

    def __init__(self) -> None:
        cache.clear()
        self.client = Client()
        sign_in(self.client)
        asked = self.client.get(f"{PAGE}app/")
        assert asked["Location"].startswith("/account/again/")
        assert self.client.post(asked["Location"], {"password": PASSWORD})["Location"] == f"{PAGE}app/"
        found = re.search(r'id="key"[^>]* value="(\w+)"', self.client.get(f"{PAGE}app/").content.decode())
        assert found is not None
        self.secret = found[1]
        done = self.client.post(f"{PAGE}app/", {"code": shown_by_app(self.secret, -1)})
        assert done["Location"] == f"{PAGE}codes/"

    def reserve_codes(self) -> list[str]:
        codes = re.findall(r"<code>(\d{10})</code>", self.client.get(f"{PAGE}codes/").content.decode())
        assert len(codes) == 10
        return codes


@pytest.fixture
def app(cast: Cast) -> App:
    return App()


def is_in(client: Client) -> bool:
    return bool(client.get("/start/").status_code == 200)


def test_a_password_alone_is_no_longer_enough(app: App) -> None:
    client = Client()
    assert sign_in(client)["Location"] == STEP
    assert not is_in(client)
    assert "Det gick inte" in client.post(STEP, {"code": "000000"}).content.decode()
    assert not is_in(client)
    assert client.post(STEP, {"code": shown_by_app(app.secret)})["Location"] == "/start/"
    assert is_in(client)


def test_nor_is_a_code_by_mail_or_a_new_password(app: App) -> None:
    client = Client()
    client.post(CODE, {"email": ANNA})
    assert client.post(CONFIRM, {"code": code_in(Letter.objects.get(to=ANNA))})["Location"] == STEP
    assert not is_in(client)
    Letter.objects.all().delete()
    other = Client()
    other.post("/account/password/reset/", {"email": ANNA})
    link = re.search(r"https?://[^/\s]+(/account/password/reset/\S+)", Letter.objects.get(to=ANNA).text)
    assert link is not None
    assert other.post(other.get(link[1])["Location"], {"password1": "helt andra ord nu 9"})["Location"] == STEP
    assert not is_in(other)


def test_a_code_that_was_used_is_not_taken_again(app: App) -> None:
    code = shown_by_app(app.secret)
    for taken in (True, False):
        client = Client()
        sign_in(client)
        client.post(STEP, {"code": code})
        assert is_in(client) is taken


def test_a_reserve_code_opens_once(app: App) -> None:
    code = app.reserve_codes()[0]
    for taken in (True, False):
        client = Client()
        sign_in(client)
        client.post(STEP, {"code": code})
        assert is_in(client) is taken


def test_without_a_second_step_nothing_more_is_asked(app: App) -> None:
    app.client.post(f"{PAGE}app/remove/")
    assert not Authenticator.objects.exists()
    assert sign_in(Client())["Location"] == "/start/"


def test_whoever_finds_an_open_browser_must_show_who_they_are(app: App) -> None:
    client = Client()
    client.force_login(Authenticator.objects.first().user)  # type: ignore[union-attr]
    for path in ("app/remove/", "codes/new/", "passkey/"):
        assert client.post(f"{PAGE}{path}")["Location"].startswith("/account/again/"), path
    assert client.get(f"{PAGE}codes/").status_code in (200, 302)
    assert not re.findall(r"<code>\d+</code>", client.get(f"{PAGE}codes/").content.decode())
    assert Authenticator.objects.filter(type="totp").exists()


def test_what_is_secret_is_sealed_in_the_database(app: App) -> None:
    kept = json.dumps([row.data for row in Authenticator.objects.all()])
    assert app.secret not in kept
    assert Authenticator.objects.count() == 2


def test_and_in_nothing_that_is_given_out(app: App, caplog: Any) -> None:
    codes = app.reserve_codes()
    given = app.client.get("/my-data/krets.json").content.decode() + app.client.get("/my-data/").content.decode()
    told = given + app.client.get(PAGE).content.decode() + caplog.text
    sealed = [str(value) for row in Authenticator.objects.all() for value in row.data.values() if value]
    assert [word for word in (app.secret, *codes, *sealed) if len(word) > 5 and word in told] == []


def test_a_changed_secret_key_still_opens_what_the_former_one_sealed(app: App, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    client = Client()
    sign_in(client)
    client.post(STEP, {"code": shown_by_app(app.secret)})
    assert is_in(client)


def test_there_is_still_one_cookie(app: App) -> None:
    assert list(app.client.cookies) == ["krets"]


@pytest.mark.parametrize("credential", ["", "{}", "[]", "7", '{"id": "x"}', '{"id":"eA","rawId":"eA"}'])
def test_a_passkey_that_is_none_is_refused(cast: Cast, credential: str) -> None:
    client = Client()
    client.get("/account/passkey/", headers={"x-requested-with": "XMLHttpRequest"})
    assert client.post("/account/passkey/", {"credential": credential})["Location"] == "/account/login/"
    assert not is_in(client)
