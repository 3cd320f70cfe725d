"""A link to us that leads elsewhere."""

import pytest
from django.test import Client

from krets.people.tests.test_sign_in import ANNA
from krets.tests.cast import PASSWORD, Cast, client_of

ELSEWHERE = [
    "https://elsewhere.example/", "//elsewhere.example/", "///elsewhere.example", "/\\elsewhere.example",
    "https:elsewhere.example", "javascript:alert(1)", "http://testserver@elsewhere.example/", "\thttps://elsewhere.example",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_door_leads_away(cast: Cast, address: str) -> None:
    anna = client_of(cast.anna)
    led = [
        Client().post("/account/login/", {"login": ANNA, "password": PASSWORD, "next": address}),
        Client().post(f"/account/login/?next={address}", {"login": ANNA, "password": PASSWORD}),
        anna.get("/account/login/", {"next": address}),
        anna.post("/account/again/", {"password": PASSWORD, "next": address}),
        anna.post("/language/", {"language": "fi", "next": address}, headers={"referer": address.strip()}),
        anna.post("/account/logout/", {"next": address}),
    ]
    assert [answer.status_code for answer in led] == [302] * 6
    assert [
        answer["Location"] for answer in led if "elsewhere" in answer["Location"] or ":" in answer["Location"]
    ] == []


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "testserver@elsewhere.example"]
)
def test_a_request_for_another_host_is_refused(cast: Cast, host: str) -> None:
    assert Client(headers={"host": host}).get("/account/login/").status_code == 400
