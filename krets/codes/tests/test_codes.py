"""A topic is chosen by plain words or by digits."""

import pytest
from django.urls import reverse

from krets.codes.actions import import_list
from krets.codes.choices import find
from krets.codes.models import Code
from krets.tests.cast import Cast, client_of

LABELS = {
    "15000000": {"sv": "Livsmedel, drycker och tobak", "fi": "Elintarvikkeet, juomat ja tupakka"},
    "15500000": {"sv": "Mejeriprodukter", "fi": "Maitotuotteet"},
    "15511000": {"sv": "Mjölk", "fi": "Maito"},
    "34144910": {"sv": "Elbussar", "fi": "Sähköbussit"},
    "55523100": {"sv": "Skolmåltider", "fi": "Koululounaat"},
    "90911200": {"sv": "Städning av byggnader", "fi": "Rakennusten siivouspalvelut"},
    "90919200": {"sv": "Städning av kontor", "fi": "Toimistojen siivouspalvelut"},
}


@pytest.fixture(autouse=True)
def lists(db: None) -> None:
    import_list(list="cpv", rows=LABELS.items())


def codes(typed: str, language: str = "sv") -> list[str]:
    return [choice.code for choice in find(typed, "cpv", language)]


def test_words_find_the_label_in_ones_own_language() -> None:
    assert codes("buss")[0] == "34144910"
    assert codes("skolmåltiderna")[0] == "55523100"
    assert codes("siivous toimistossa", "fi")[0] == "90919200"


def test_the_last_word_may_be_unfinished() -> None:
    assert codes("mejeri") == ["15500000"]
    assert codes("städning av kon")[0] == "90919200"


def test_digits_find_what_begins_with_them() -> None:
    assert codes("155") == ["15500000", "15511000"]
    assert codes("15500000-3") == ["15500000", "15511000"]
    assert codes("15") == ["15000000", "15500000", "15511000"]


@pytest.mark.parametrize("typed", ["", "   ", "%", "\x00", "xylofon", "9999", "'; drop table", "😀"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert codes(typed) == []


def test_a_new_import_is_found_at_once() -> None:
    assert codes("traktorer") == []
    import_list(list="cpv", rows=[("16700000", {"sv": "Traktorer"})])
    assert codes("traktorer") == ["16700000"]


def test_labels_are_given_for_cut_codes_too() -> None:
    assert Code.objects.labels("cpv", ["155", "15511000", "77"], "fi") == {
        "155": "Maitotuotteet",
        "15511000": "Maito",
    }


def test_a_form_gets_boxes_to_tick_and_a_browser_without_scripts_a_page(cast: Cast) -> None:
    browser = client_of(cast.anna)
    address = reverse("codes", args=["cpv"])
    fragment = browser.get(address, {"q": "mjölk"}, headers={"HX-Request": "true"}).content.decode()
    assert 'name="cpv" value="15511000"' in fragment
    assert "<html" not in fragment
    page = browser.get(address, {"q": "mjölk"}).content.decode()
    assert "<html" in page
    assert "15511000" in page


def test_what_was_typed_cannot_become_markup(cast: Cast) -> None:
    page = client_of(cast.anna).get(reverse("codes", args=["cpv"]), {"q": '"><script>', "field": '"><script>'})
    assert "><script>" not in page.content.decode().replace("</script><script", "")


def test_only_lists_that_exist_are_found_and_only_by_who_signed_in(cast: Cast) -> None:
    assert client_of(cast.anna).get("/codes/accounts/").status_code == 404
    assert client_of(None).get(reverse("codes", args=["cpv"])).status_code == 302
