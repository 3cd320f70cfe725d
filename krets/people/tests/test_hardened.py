"""What a host may ask for beyond what all have: a list of breached passwords, a second step, short sessions."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from krets.engines.breaches import fault_of, holds
from krets.mail.models import Letter
from krets.people.adapter.passwords import Breached
from krets.people.models import Account, Session
from krets.people.tests.test_second_step import App, app
from krets.people.tests.test_sign_in import ANNA, CODE, CONFIRM, LOGIN, code_in, sign_in
from krets.tests.cast import PASSWORD, Cast, client_of

__all__ = ["app"]
EVA = "eva@kretsens-inkopare.example"


# Breached passwords


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


@pytest.fixture
def breached(tmp_path: Path) -> Path:
    path = tmp_path / "breached.txt"
    lines = sorted(f"{sha1(f'password {n}')}:{n}" for n in range(500))
    path.write_text("\r\n".join(lines) + "\r\n")
    return path


def test_each_password_of_the_list_is_found_and_no_other(breached: Path) -> None:
    assert all(holds(breached, f"password {n}") for n in range(500))
    assert not any(holds(breached, f"another {n}") for n in range(500))


def test_a_breached_password_is_refused_and_says_why(breached: Path) -> None:
    with pytest.raises(ValidationError, match="läcka"):
        Breached(str(breached)).validate("password 7")
    Breached(str(breached)).validate("granar och gruvor 7")
    Breached().validate("password 7")


def test_the_page_refuses_it(cast: Cast, breached: Path, settings: Any) -> None:
    validator = {"NAME": "krets.people.adapter.passwords.Breached", "OPTIONS": {"path": str(breached)}}
    settings.AUTH_PASSWORD_VALIDATORS = [validator]
    client = Client()
    sign_in(client)
    page = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "password 77"})
    assert "funnits med i en läcka" in page.content.decode()
    assert Account.objects.get(email=ANNA).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("content", "says"),
    [("hej\n", "must hold"), (f"{'B' * 40}\n{'A' * 40}\n", "must be sorted"), ("", "must hold")],
)
def test_a_list_that_is_none_is_told_of(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "list"
    path.write_text(content)
    assert says in fault_of(path)
    assert "can't be read" in fault_of(tmp_path / "none")


def test_a_good_list_is_good(breached: Path) -> None:
    assert fault_of(breached) == ""


# A second step that some must have


@pytest.mark.parametrize(
    ("whom", "coordinator", "member"),
    [("none", "/start/", "/start/"), ("coordinators", "step", "/start/"), ("everybody", "step", "step")],
)
def test_who_must_have_one_is_brought_to_where_it_is_set_up(
    cast: Cast, settings: Any, whom: str, coordinator: str, member: str
) -> None:
    settings.SECOND_STEP_FOR = whom
    for email, goes in ((EVA, coordinator), (ANNA, member)):
        client = Client()
        sign_in(client, email)
        page = client.get("/start/")
        assert (page.status_code == 200) is (goes == "/start/"), email
        if goes == "step":
            assert page["Location"] == "/profile/sign-in/"
            assert client.get("/asks/")["Location"] == "/profile/sign-in/"
            assert "Här behövs ett andra steg" in client.get("/profile/sign-in/").content.decode()


def test_operators_too(cast: Cast, settings: Any) -> None:
    settings.SECOND_STEP_FOR = "operators"
    Account.objects.filter(email=ANNA).update(is_operator=True)
    client = Client()
    sign_in(client)
    assert client.get("/start/").status_code == 302
    other = Client()
    sign_in(other, EVA)
    assert other.get("/start/").status_code == 200


def test_once_it_is_set_up_all_doors_open(cast: Cast, settings: Any) -> None:
    settings.SECOND_STEP_FOR = "everybody"
    mine = App()
    assert Authenticator.objects.filter(type="totp").exists()
    assert mine.client.get("/start/").status_code == 200


# A computer that others use too


def ends_in(client: Client) -> timedelta:
    return Session.objects.get(session_key=client.cookies["krets"].value).expire_date - timezone.now()


@pytest.mark.parametrize(("shared", "days"), [("on", 0), ("", 29)])
def test_a_session_on_a_shared_computer_is_short(cast: Cast, shared: str, days: int) -> None:
    client = Client()
    client.post(LOGIN, {"login": ANNA, "password": PASSWORD, "shared": shared})
    client.get("/start/")
    assert ends_in(client).days == days
    if shared:
        assert ends_in(client) <= timedelta(hours=2)
        assert int(client.cookies["krets"]["max-age"]) <= 7200


def test_also_by_a_code_and_after_a_second_step(app: App) -> None:
    client = Client()
    client.post(CODE, {"email": ANNA})
    client.post(CONFIRM, {"code": code_in(Letter.objects.get(to=ANNA, subject__contains="kod")), "shared": "on"})
    client.post("/account/second-step/", {"code": app.reserve_codes()[0]})
    assert client.get("/start/").status_code == 200
    assert ends_in(client) <= timedelta(hours=2)


# Many machines and one letter box


def test_many_machines_do_not_fill_a_letter_box_and_its_owner_still_gets_a_code(cast: Cast) -> None:
    cache.clear()
    home = Client(REMOTE_ADDR="192.0.2.10")
    sign_in(home)
    home.post("/account/logout/")
    for n in range(60):
        Client(REMOTE_ADDR=f"203.0.{n}.66").post(CODE, {"email": ANNA})
    assert Letter.objects.filter(to=ANNA).count() == 40
    page = Client(REMOTE_ADDR="203.0.113.7").post(CODE, {"email": ANNA}).content.decode()
    assert "Så många koder" in page and "passnyckel" in page
    Letter.objects.all().delete()
    owner = Client(REMOTE_ADDR="192.0.2.77")  # another machine in the same office
    assert owner.post(CODE, {"email": ANNA})["Location"] == CONFIRM
    assert owner.post(CONFIRM, {"code": code_in(Letter.objects.get(to=ANNA))})["Location"] == "/start/"


def test_and_who_is_not_known_here_is_answered_in_the_same_way(cast: Cast) -> None:
    cache.clear()
    for n in range(41):
        page = Client(REMOTE_ADDR=f"203.0.{n}.66").post(CODE, {"email": "nobody@nowhere.example"})
    assert "Så många koder" in page.content.decode()
    assert client_of(cast.anna).get("/start/").status_code == 200
