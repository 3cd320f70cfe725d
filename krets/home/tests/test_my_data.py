"""Everything that is held about me, and nothing about others."""

import json

from django.test import Client

from krets.asks import actions as asks
from krets.people import actions
from krets.tests.cast import Cast, client_of


def held(cast: Cast, who: str) -> str:
    response = client_of(cast.people[who]).get("/my-data/krets.json")
    assert response["Content-Disposition"] == 'attachment; filename="krets.json"'
    return response.content.decode()


def share(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Vem har avbrutit?", body="Zinkfråga.", units=[unit], unnamed=True)
    asks.answer(by=cast.cilla, ask=ask, body="Kobaltsvar.", unnamed=True)
    actions.update_profile(by=cast.anna, person=cast.anna, name="Anna", fields={"phone": ("+46 70 1", "me")})


def test_unnamed_contributions_and_hidden_fields_are_there(cast: Cast) -> None:
    share(cast)
    mine = json.loads(held(cast, "anna"))
    assert mine["account"][0]["email"] == "anna@grankoping.example"
    assert mine["asks"][0]["body"] == "Zinkfråga."
    assert mine["asks"][0]["units"] == ["Hållbart inköp"]
    assert mine["profile"][0]["text"] == "+46 70 1"
    assert {row["unit"] for row in mine["memberships"]} >= {"Hållbart inköp", "Krets Mitt"}
    assert json.loads(held(cast, "cilla"))["answers"][0]["body"] == "Kobaltsvar."


def test_nothing_of_others(cast: Cast) -> None:
    share(cast)
    assert "Kobaltsvar" not in held(cast, "anna")
    assert "Cilla" not in held(cast, "anna")
    for word in ("Zinkfråga", "Kobaltsvar", "+46 70 1", "grankoping.example"):
        assert word not in held(cast, "bo")


def test_no_secret_leaves_with_it(cast: Cast) -> None:
    share(cast)
    mine = json.loads(held(cast, "anna"))
    keys = {key for rows in mine.values() if isinstance(rows, list) for row in rows for key in row}
    assert not keys & {"password", "digest", "reply_token", "id", "readers"}


def test_the_page_shows_what_there_is(cast: Cast) -> None:
    share(cast)
    page = client_of(cast.anna).get("/my-data/").content.decode()
    assert "Vem har avbrutit?" in page
    assert "+46 70 1" in page


def test_it_is_for_oneself(cast: Cast) -> None:
    assert Client().get("/my-data/krets.json").status_code == 302


def test_what_opens_the_account_is_for_who_reads_the_mail(cast: Cast) -> None:
    """A session that was left open must not become a new password."""
    Client().post("/account/password/reset/", {"email": cast.anna.account.email})
    mine = held(cast, "anna")
    assert len(json.loads(mine)["letters"]) == 1
    assert "/password/reset/" not in mine
