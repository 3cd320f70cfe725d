"""The start page: what waits for me, and what is mine."""

from typing import Any

from krets.asks import actions as asks
from krets.people.models import Purchase
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting


def an_eventful_day(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    for n in range(8):
        ask = asks.post(by=cast.anna, title=f"Hur mäter ni avtalstrohet {n}?", body="Berätta.", units=[unit])
        asks.answer(by=cast.bo, ask=ask, body="Med stickprov varje månad.")
    Purchase.objects.bulk_create(
        Purchase(organisation=cast.organisations["grankoping"], notice=f"n{n}", title="Skolmat", cpv=["15000000"])
        for n in range(30)
    )


def test_it_greets_and_says_what_waits(cast: Cast) -> None:
    an_eventful_day(cast)
    page = client_of(cast.anna).get("/start/").content.decode()
    assert "Hej Anna" in page
    assert "Tacka" in page
    assert "avtalstrohet" in page


def test_nothing_waits_for_somebody_new(cast: Cast) -> None:
    page = client_of(cast.lea).get("/start/").content.decode()
    assert "Inget väntar på dig." in page
    assert "Du är inte med i något ännu." in page


def test_it_takes_few_queries_and_little_room(cast: Cast) -> None:
    client = client_of(cast.anna)
    client.get("/help/")  # the session's first page keeps a form token
    with counting() as before:
        client.get("/start/")
    an_eventful_day(cast)
    with counting() as after:
        page = client.get("/start/")
    assert len(after) <= 15
    assert len(after) - len(before) <= 1  # cases are looked for by what was bought, once something was
    assert len(page.content) < 40_000


def test_strangers_are_shown_the_front_and_members_the_start(cast: Cast, client: Any) -> None:
    assert client.get("/start/")["Location"] == "/account/login/?next=/start/"
    assert "Offentliga inköpare hjälper varandra" in client.get("/").content.decode()
    assert client_of(cast.anna).get("/")["Location"] == "/start/"
