"""Its owner hears by letter of whatever changes how an account is opened."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from krets.mail.models import Letter
from krets.people import actions
from krets.people.emails import CHANGES, sign_in_changed
from krets.people.tests.test_second_step import PAGE, App
from krets.people.tests.test_sign_in import ANNA, CODE, CONFIRM, code_in, sign_in
from krets.tests.cast import PASSWORD, Cast, client_of

TOR = "tor@lista.example"
CHANGED = "Din inloggning till Krets har ändrats"


def told(email: str = ANNA) -> list[str]:
    return [letter.text for letter in Letter.objects.filter(to=email, subject=CHANGED).order_by("pk")]


def test_a_changed_password(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "helt andra ord nu 9"})
    (letter,) = told()
    assert "Ditt lösenord byttes." in letter and "/profile/sessions/" in letter
    assert "helt andra ord" not in letter


def test_a_first_password(cast: Cast) -> None:
    actions.register(by=None, name="Tor Tidigare", email=TOR, organisation=None)
    client = Client()
    client.post(CODE, {"email": TOR})
    client.post(CONFIRM, {"code": code_in(Letter.objects.get(to=TOR))})
    client.post("/account/password/set/", {"password1": "helt andra ord nu 9"})
    assert "Ett lösenord valdes." in told(TOR)[0]


def test_a_new_password_by_letter(cast: Cast) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": ANNA})
    link = re.search(r"https?://[^/\s]+(/account/password/reset/\S+)", Letter.objects.get(to=ANNA).text)
    assert link is not None
    client.post(client.get(link[1])["Location"], {"password1": "helt andra ord nu 9"})
    assert any("genom en länk" in letter for letter in told())


def test_an_app_its_codes_and_their_end(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        app = App()
        app.client.post(f"{PAGE}codes/new/")
        app.client.post(f"{PAGE}app/remove/")
    letters = " ".join(told())
    assert "En app blev andra steg" in letters and app.secret not in letters
    assert "Nya reservkoder gjordes." in letters and "Appens kod krävs inte längre" in letters
    assert not Authenticator.objects.exists()


def test_a_key_for_a_program(cast: Cast) -> None:
    client = client_of(cast.anna)
    client.post("/profile/keys/new/", {"name": "Register", "scopes": ["read"], "days": "30"})
    assert "En nyckel gjordes" in told()[0]


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_has_its_words_in_the_language_of_its_owner(cast: Cast, change: str) -> None:
    sign_in_changed(to=ANNA, language="fi", change=change)
    letter = Letter.objects.get(to=ANNA)
    assert letter.subject == "Kirjautumistasi Kretsiin muutettiin"
    assert str(CHANGES[change]) not in letter.text  # said in Finnish, not as here
    assert letter.kind == ""  # nobody can unsubscribe from it


def test_others_hear_nothing(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "helt andra ord nu 9"})
    assert set(Letter.objects.values_list("to", flat=True)) == {ANNA}
