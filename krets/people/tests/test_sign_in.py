"""In by password or by a code in a letter, with one cookie, without telling who is known."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from krets.mail.models import Letter
from krets.people import actions
from krets.people.models import Account
from krets.tests.cast import PASSWORD, Cast

LOGIN, CODE, CONFIRM = "/account/login/", "/account/code/", "/account/code/confirm/"
ANNA = "anna@grankoping.example"


def sign_in(client: Client, email: str = ANNA, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def code_in(letter: Letter) -> str:
    """The code as its addressee reads it."""
    found = re.search(r"^ *([A-Z]{4}-[A-Z]{4})$", letter.text, re.MULTILINE)
    assert found is not None
    return found[1]


# It does it


def test_by_password(cast: Cast) -> None:
    client = Client()
    response = sign_in(client)
    assert response.status_code == 302
    assert response["Location"] == "/start/"
    assert response.wsgi_request.reader.person == cast.anna.pk  # told anew, within the same request
    assert "Anna Granlund" in client.get("/start/").content.decode()


def test_by_a_code_from_the_letter(cast: Cast) -> None:
    client = Client()
    assert client.post(CODE, {"email": ANNA})["Location"] == CONFIRM
    letter = Letter.objects.get(to=ANNA)
    code = code_in(letter)
    assert letter.subject == f"{code} är din kod till Krets"
    assert code in letter.html
    assert client.post(CONFIRM, {"code": code})["Location"] == "/start/"
    assert client.get("/start/").status_code == 200


def test_a_code_is_pasted_in_any_shape(cast: Cast) -> None:
    client = Client()
    client.post(CODE, {"email": ANNA.upper()})
    code = code_in(Letter.objects.get(to=ANNA)).replace("-", " ").lower()
    assert client.post(CONFIRM, {"code": f" {code} "})["Location"] == "/start/"


def test_the_address_typed_for_a_password_is_enough_for_a_code(cast: Cast) -> None:
    Client().post(CODE, {"login": ANNA, "password": ""})
    assert Letter.objects.filter(to=ANNA).exists()


def test_somebody_known_from_a_mailing_list_claims_the_account_with_a_code(cast: Cast) -> None:
    person = actions.register(by=None, name="Tor Tidigare", email="tor@lista.example", organisation=None)
    client = Client()
    client.post(CODE, {"email": "tor@lista.example"})
    client.post(CONFIRM, {"code": code_in(Letter.objects.get(to="tor@lista.example"))})
    assert client.get("/profile/").status_code == 200
    assert Account.objects.get(person=person).has_signed_in
    assert client.post("/account/password/set/", {"password1": "en lång rad ord 7"})["Location"] == "/profile/"
    assert sign_in(Client(), "tor@lista.example", "en lång rad ord 7").status_code == 302


def test_one_comes_back_to_where_one_was_going(cast: Cast) -> None:
    assert Client().get("/profile/")["Location"] == f"{LOGIN}?next=/profile/"
    assert (
        Client().post(f"{LOGIN}?next=/profile/", {"login": ANNA, "password": PASSWORD})["Location"] == "/profile/"
    )
    away = Client().post(f"{LOGIN}?next=https://elsewhere.example/", {"login": ANNA, "password": PASSWORD})
    assert away["Location"] == "/start/"


def test_the_letter_speaks_the_language_of_its_addressee(cast: Cast) -> None:
    Client(headers={"accept-language": "en"}).post(CODE, {"email": "juha@jarviranta.example"})
    assert "on koodisi" in Letter.objects.get(to="juha@jarviranta.example").subject


def test_a_new_password_by_letter(cast: Cast) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": ANNA})
    found = re.search(r"https?://[^/\s]+(/account/password/reset/\S+)", Letter.objects.get(to=ANNA).text)
    assert found is not None
    form = client.get(found[1])["Location"]
    assert client.post(form, {"password1": "helt andra ord nu 9"})["Location"] == "/start/"
    assert sign_in(Client(), password="helt andra ord nu 9").status_code == 302
    assert sign_in(Client()).status_code == 200
    assert "använd eller för gammal" in Client().get(found[1]).content.decode()


def test_out_again(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    assert client.post("/account/logout/")["Location"] == "/"
    assert client.get("/start/").status_code == 302


# Nobody learns who is known


def test_an_unknown_address_gets_the_same_answers(cast: Cast) -> None:
    def seen(email: str) -> list[str]:
        client = Client()
        pages = [
            sign_in(client, email, "inte det rätta"),
            client.post(CODE, {"email": email}, follow=True),
            client.post("/account/password/reset/", {"email": email}, follow=True),
        ]
        return [re.sub(r'value="[^"]+"|' + re.escape(email), "", page.content.decode()) for page in pages]

    assert seen(ANNA) == seen("nobody@nowhere.example")
    assert not Letter.objects.filter(to="nobody@nowhere.example").exists()


def test_an_unknown_address_can_not_be_signed_in_with_an_empty_code(cast: Cast) -> None:
    client = Client()
    client.post(CODE, {"email": "nobody@nowhere.example"})
    for code in ("", "-", "AAAA-AAAA"):
        client.post(CONFIRM, {"code": code})
    assert client.get("/start/").status_code == 302


def test_a_letter_names_our_own_address_whatever_host_was_asked(cast: Cast) -> None:
    Client(headers={"host": "127.0.0.1"}).post("/account/password/reset/", {"email": ANNA})
    assert f"{settings.URL}/account/password/reset/" in Letter.objects.get(to=ANNA).text


def test_there_is_no_open_door_to_sign_up(cast: Cast) -> None:
    before = Account.objects.count()
    page = Client().get("/account/join/")
    assert "Du blir inbjuden" in page.content.decode()
    Client().post("/account/join/", {"email": "new@elsewhere.example", "password1": PASSWORD})
    assert Account.objects.count() == before


def test_a_closed_account_stays_out(cast: Cast) -> None:
    Account.objects.filter(email=ANNA).update(is_active=False)
    client = Client()
    sign_in(client)
    client.post(CODE, {"email": ANNA})
    assert client.get("/start/").status_code == 302
    assert not Letter.objects.filter(to=ANNA).exists()


# Limits


@pytest.fixture
def limits(settings: Any) -> None:
    cache.clear()
    assert settings.ACCOUNT_RATE_LIMITS


def test_five_wrong_passwords_stop_whoever_typed_them_for_a_while(cast: Cast, limits: None) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, password="inte det rätta")
    page = sign_in(client)
    assert page.status_code == 200
    assert "För många försök" in page.content.decode()
    # Others come in, and so does the owner from elsewhere: the lock is of the one who typed, for this account.
    assert sign_in(Client(REMOTE_ADDR="10.0.0.7"))["Location"] == "/start/"
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "bo@bjorkfors.example").status_code == 302


def test_nobody_can_keep_the_owner_from_a_code_by_mail(cast: Cast, limits: None) -> None:
    thief = Client(REMOTE_ADDR="203.0.113.66")
    for _ in range(12):
        sign_in(thief, password="inte det rätta")
        thief.post(CODE, {"email": ANNA})
        thief.post("/account/password/reset/", {"email": ANNA})
    Letter.objects.all().delete()
    owner = Client(REMOTE_ADDR="10.0.0.7")
    assert owner.post(CODE, {"email": ANNA})["Location"] == CONFIRM
    assert owner.post(CONFIRM, {"code": code_in(Letter.objects.get(to=ANNA))})["Location"] == "/start/"


def test_from_the_thiefs_own_address_the_password_waits_and_a_code_does_not(cast: Cast, limits: None) -> None:
    for _ in range(5):
        sign_in(Client(), password="inte det rätta")
    assert "För många försök" in sign_in(Client()).content.decode()
    client = Client()
    client.post(CODE, {"email": ANNA})
    assert client.post(CONFIRM, {"code": code_in(Letter.objects.get(to=ANNA))})["Location"] == "/start/"


def test_three_wrong_codes_end_the_code(cast: Cast, limits: None) -> None:
    client = Client()
    client.post(CODE, {"email": ANNA})
    code = code_in(Letter.objects.get(to=ANNA))
    for _ in range(3):
        client.post(CONFIRM, {"code": "BBBB-BBBB"})
    client.post(CONFIRM, {"code": code})
    assert client.get("/start/").status_code == 302


def test_nobodys_letter_box_is_filled_with_codes(cast: Cast, limits: None) -> None:
    for _ in range(6):
        Client().post(CODE, {"email": ANNA})
    assert Letter.objects.filter(to=ANNA).count() == 3


# Cookies


@pytest.mark.parametrize("path", ["/", "/help/", "/privacy/", "/accessibility/", "/units/"])
def test_a_stranger_gets_no_cookie_on_open_pages(cast: Cast, path: str) -> None:
    client = Client()
    assert client.get(path).status_code == 200
    assert not client.cookies


def test_signed_in_there_is_one_cookie_and_it_is_named(cast: Cast) -> None:
    client = Client()
    client.get(LOGIN)
    sign_in(client)
    client.get("/start/")
    client.get("/profile/")
    assert list(client.cookies) == ["krets"]
    cookie = client.cookies["krets"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_visitor_who_hammers_is_told_to_wait(cast: Cast, limits: None) -> None:
    for n in range(31):
        page = sign_in(Client(), f"nobody{n}@nowhere.example")
    assert page.status_code == 429
    assert "Vänta några minuter" in page.content.decode()
