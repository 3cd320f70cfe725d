"""Somebody writes line breaks where a header is made of it."""

import pytest
from django.test import Client

from krets.asks import actions as asks
from krets.files import actions as files
from krets.files.responses import download
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.tests.cast import Cast, client_of

BREAK = "Hej\r\nBcc: evil@elsewhere.example\r\n\r\nKöp nu"


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nBcc: evil@elsewhere.example", "a@b.example,evil@elsewhere.example"]
)
def test_no_letter_goes_to_two_addresses_in_one(cast: Cast, address: str) -> None:
    client = client_of(cast.eva)
    client.post("/units/hallbart-inkop/invite/", {"email": address, "name": "Tor", "organisation": ""})
    Client().post("/account/code/", {"email": address})
    assert not Letter.objects.filter(to__contains="evil").exists()


def test_a_name_with_line_breaks_makes_no_header(cast: Cast) -> None:
    networks.invite(by=cast.eva, unit=cast.units["hallbart-inkop"], email="tor@a.example", name=BREAK)
    letter = Letter.objects.get(to="tor@a.example")
    heads = [letter.subject, letter.to, *letter.headers, *letter.headers.values()]
    assert [head for head in heads if "\n" in head or "\r" in head] == []


def test_a_title_with_line_breaks_makes_no_subject_of_two_lines(cast: Cast) -> None:
    hallbart = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title=BREAK, body="Vad gör ni?", units=[hallbart])
    asks.answer(by=cast.bo, ask=ask, body="Så här gör vi.")
    assert [letter.subject for letter in Letter.objects.all() if "\n" in letter.subject] == []


def test_a_files_name_stays_within_its_header(cast: Cast) -> None:
    answer = download(files.keep(name='x"\r\nSet-Cookie: krets=1; y=".txt', content=b"text"))
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"] and "\r" not in answer["Content-Disposition"]
