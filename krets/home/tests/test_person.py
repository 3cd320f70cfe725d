"""One person as another may see them."""

from django.test import Client

from krets.asks import actions as asks
from krets.people import actions
from krets.tests.cast import Cast, client_of


def test_what_they_answered_by_name_but_never_unnamed(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    named = asks.post(by=cast.anna, title="Hur mäter ni avtalstrohet?", body="Berätta.", units=[unit])
    unnamed = asks.post(by=cast.anna, title="Vem har avbrutit en städupphandling?", body="Berätta.", units=[unit])
    asks.answer(by=cast.cilla, ask=named, body="Med stickprov varje månad.")
    asks.answer(by=cast.cilla, ask=unnamed, body="Vi avbröt två gånger.", unnamed=True)
    page = client_of(cast.bo).get(f"/people/{cast.cilla.key}/").content.decode()
    assert "avtalstrohet" in page
    assert "städupphandling" not in page
    # Herself included: the page shows what goes by her name.
    assert "städupphandling" not in client_of(cast.cilla).get(f"/people/{cast.cilla.key}/").content.decode()


def test_answers_in_networks_the_reader_is_not_in_stay_there(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Hur mäter ni avtalstrohet?", body="Berätta.", units=[unit])
    asks.answer(by=cast.david, ask=ask, body="Med stickprov varje månad.")
    assert "avtalstrohet" not in client_of(cast.nora).get(f"/people/{cast.david.key}/").content.decode()


def test_only_networks_in_common_are_told(cast: Cast) -> None:
    seen_by_anna = client_of(cast.anna).get(f"/people/{cast.david.key}/").content.decode()
    assert "Uppföljning" in seen_by_anna
    assert "Security of Supply" not in seen_by_anna
    assert "Security of Supply" in client_of(cast.nora).get(f"/people/{cast.david.key}/").content.decode()


def test_a_person_open_to_everybody_is_met_by_strangers(cast: Cast) -> None:
    path = f"/people/{cast.anna.key}/"
    assert Client().get(path).status_code == 404
    actions.update_profile(by=cast.anna, person=cast.anna, name="Anna Granlund", audience="public")
    page = Client().get(path)
    assert page.status_code == 200
    assert not Client().cookies


def test_hidden_and_absent_are_the_same(cast: Cast) -> None:
    hidden = Client().get(f"/people/{cast.anna.key}/")
    absent = Client().get("/people/nnnnnnnnnnnn/")
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
