"""What a unit's state means, by one table: rules, docs, and what they let through."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.test import Client

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.asks import rules as ask_rules
from krets.db.clock import now
from krets.networks import actions, rules
from krets.networks.models import Mandate, Unit
from krets.tests.cast import STRANGER, Cast, client_of, reader

State = Unit.State
DOCS = Path(__file__).parents[3] / "docs/units.md"


def brought_to(cast: Cast, state: str) -> Unit:
    """Uppföljning with Anna and Bo in it, in this state, whatever may follow what."""
    unit = cast.units["uppfoljning"]
    Unit.objects.filter(pk=unit.pk).update(state=state)
    unit.refresh_from_db()
    unit.readers = rules.known_by(unit)
    unit.save(update_fields=["readers"])
    return unit


def test_the_docs_say_what_the_rules_say() -> None:
    rows = re.findall(r"^\| (\w+) \|((?: (?:yes|no) \|)+)$", DOCS.read_text(), re.MULTILINE)
    told = {state: [cell.strip() == "yes" for cell in cells.split("|")[:-1]] for state, cells in rows}
    assert told == {state: list(asdict(means).values()) for state, means in rules.MEANS.items()}
    assert set(told) == set(State.values)


@pytest.mark.parametrize("state", State.values)
def test_each_state_lets_through_what_the_table_says(cast: Cast, state: str) -> None:
    ask = asks.post(
        by=cast.anna, title="Före", body="Frågat medan allt var som vanligt.", units=[cast.units["uppfoljning"]]
    )
    cast.david.account.last_login = now()
    cast.david.account.save()
    unit, means = brought_to(cast, state), rules.MEANS[state]
    member, stranger = reader(cast.anna), STRANGER
    assert rules.visible(stranger).filter(pk=unit.pk).exists() == means.known
    assert rules.visible(member).filter(pk=unit.pk).exists()
    assert rules.visible(reader(cast.eva)).filter(pk=unit.pk).exists()
    assert rules.may_invite(reader(cast.eva), unit) == means.joined
    assert rules.may_post_in(member).filter(pk=unit.pk).exists() == means.shared
    assert rules.counted_units(member).filter(pk=unit.pk).exists() == means.shared
    assert ask_rules.candidates(ask).filter(pk=cast.david.pk).exists() == means.asked
    assert ask_rules.visible(member).filter(pk=ask.pk).exists()
    assert ask_rules.may_answer(reader(cast.bo), ask)
    assert bool(actions.FOLLOWS[state]) == means.woken


@pytest.mark.parametrize("state", State.values)
def test_no_ask_is_put_into_a_unit_that_takes_none(cast: Cast, state: str) -> None:
    brought_to(cast, state)
    given = {"title": "Hur?", "body": "Vad fungerade?", "units": ["uppfoljning"], "phase": "none"}
    assert Caller(cast.anna)("post", "/asks", given).status_code == (201 if rules.MEANS[state].shared else 422)


def test_a_proposal_is_known_to_whoever_decides_above_it_from_the_day_they_do(cast: Cast) -> None:
    vast = cast.units["krets-vast"]
    assert client_of(cast.eva).get("/units/krets-vast/").status_code == 200
    assert client_of(cast.bo).get("/units/krets-vast/").status_code == 404
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.bo, kind=Mandate.Kind.BOARD)
    actions.notice_quiet()
    assert client_of(cast.bo).get("/units/krets-vast/").status_code == 200
    actions.change_state(by=cast.eva, unit=vast, state=State.ACTIVE, why="Årsmötet sade ja.")
    assert Client().get("/units/krets-vast/").status_code == 200


def test_whoever_decides_changes_it_with_a_reason_that_readers_see(cast: Cast) -> None:
    eva, path = client_of(cast.eva), "/units/transporter/states/"
    assert "Varför?" in eva.post(path, {"state": "dormant", "why": ""}).content.decode()
    assert eva.post(path, {"state": "dormant", "why": "Ingen hinner."}).status_code == 302
    page = Client().get(path).content.decode()
    assert "Ingen hinner." in page and "Vilande" in page
    assert "Eva Kretz" not in page
    assert "Eva Kretz" in client_of(cast.cilla).get(path).content.decode()
    assert client_of(cast.cilla).post(path, {"state": "active", "why": "x"}).status_code == 403


def test_the_api_changes_it_and_refuses_what_does_not_follow(cast: Cast) -> None:
    eva = Caller(cast.eva)
    assert eva.post("/units/transporter/states", {"state": "closed", "why": "Slut."}, 201)["state"] == "closed"
    assert eva("post", "/units/transporter/states", {"state": "active", "why": "Nej."}).status_code == 409
    assert [one["state"] for one in eva.get("/units/transporter/states")] == ["closed", "active"]
    assert "transporter" not in {row["key"] for row in eva.get("/units?limit=100")["items"]}
    assert [row["key"] for row in eva.get("/units?state=closed")["items"]] == ["transporter"]


def test_lists_mark_what_is_not_active(cast: Cast) -> None:
    page = client_of(cast.anna).get("/units/?state=dormant").content.decode()
    assert "Krets Norr" in page and "Krets Mitt" not in page
    assert client_of(cast.anna).get("/units/?kind=chapter").content.decode().count("<h2") == 2
