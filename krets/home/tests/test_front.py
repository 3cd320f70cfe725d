"""What strangers meet, without a cookie."""

import pytest
from django.test import Client

from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting


def test_it_says_what_krets_is_and_how_to_get_in(cast: Cast) -> None:
    page = Client().get("/").content.decode()
    assert "Offentliga inköpare hjälper varandra" in page
    assert "/account/login/" in page
    assert "/account/join/" in page


def test_it_takes_a_stranger_one_query(cast: Cast) -> None:
    with counting() as queries:
        page = Client().get("/")
    assert len(queries) == 1
    assert len(page.content) < 40_000


def test_the_cookie_is_named(cast: Cast) -> None:
    page = Client().get("/privacy/").content.decode()
    assert "<code>krets</code>" in page
    assert "30 dagar" in page


@pytest.mark.parametrize("path", ["/help/", "/privacy/", "/privacy/processing/", "/accessibility/"])
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_pages_that_explain_are_for_everybody(cast: Cast, path: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    response = client.get(path)
    assert f'<html lang="{language}"' in response.content.decode()
    assert client_of(cast.lea).get(path).status_code == 200
