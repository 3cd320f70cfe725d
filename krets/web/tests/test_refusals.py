"""Pages that say no, and what to do instead."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from krets.tests.cast import Cast, client_of


def test_who_has_no_organisation_is_told_how_to_get_one(cast: Cast) -> None:
    refused = client_of(cast.lea).get("/cases/draft/")
    text = refused.content.decode()
    assert refused.status_code == 403
    assert "Din profil har ingen organisation." in text and 'href="/units/"' in text
    assert "inte ändra den" not in text


def test_a_buyer_is_told_whom_to_ask(cast: Cast) -> None:
    refused = client_of(cast.bo).get("/units/hallbart-inkop/invite/")
    assert refused.status_code == 403
    assert "Fråga den som skrev den" in refused.content.decode()


@pytest.mark.parametrize(("page", "words"), [("400.html", "kunde inte läsa"), ("500.html", "gick fel hos oss")])
def test_what_failed_is_told_without_a_request_or_the_database(page: str, words: str) -> None:
    with translation.override("sv"):
        text = render_to_string(page)
    assert text.startswith("<!doctype html>") and text.count(words) == 2  # title and heading
    assert 'href="/"' in text
