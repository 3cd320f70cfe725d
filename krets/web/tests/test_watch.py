"""What a host can watch for stands in the log, and nothing secret with it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from krets.api.tests.calling import ROOT
from krets.mail.models import Letter
from krets.people.tests.test_second_step import STEP, App, app
from krets.people.tests.test_sign_in import ANNA, CODE, CONFIRM, code_in, sign_in
from krets.tests.cast import Cast, client_of
from krets.tests.world import World, build
from krets.web import limits, watch

__all__ = ["app"]
WRONG = "inte det rätta 77"
OPERATING = Path(__file__).resolve().parents[3] / "docs/operating.md"


@pytest.fixture
def lines(caplog: Any) -> Any:
    """What `krets.security` has said so far."""
    cache.clear()
    limits.forget()
    return lambda: [record.getMessage() for record in caplog.records if record.name == "krets.security"]


def test_a_wrong_password(cast: Cast, lines: Any) -> None:
    sign_in(Client(REMOTE_ADDR="203.0.113.5"), password=WRONG)
    (line,) = lines()
    assert re.fullmatch(r"sign_in_refused by=password account=[0-9a-f]{12} from=203\.0\.113\.5", line)


def test_attempts_on_one_account_are_told_from_those_on_another(cast: Cast, lines: Any) -> None:
    for email in (ANNA, ANNA.upper(), "bo@bjorkfors.example"):
        sign_in(Client(), email, WRONG)
    accounts = [re.search("account=(\\w+)", line)[1] for line in lines()]  # type: ignore[index]
    assert accounts[0] == accounts[1] != accounts[2]


def test_a_wrong_code_and_a_wrong_second_step(app: App, lines: Any) -> None:
    client = Client()
    client.post(CODE, {"email": ANNA})
    client.post(CONFIRM, {"code": "BBBB-BBBB"})
    client = Client()
    sign_in(client)
    client.post(STEP, {"code": "000000"})
    said = " ".join(lines())
    assert "sign_in_refused by=incorrect_code" in said and "by=second_step:incorrect_code" in said


def test_a_key_that_is_none(cast: Cast, lines: Any) -> None:
    Client().get(f"{ROOT}/me", headers={"authorization": "Bearer krets_x"})
    assert lines() == ["key_refused from=127.0.0.1"]


def test_who_tries_what_there_is_is_told_of_once_in_ten(cast: Cast, lines: Any) -> None:
    world = build(cast)
    bo = client_of(cast.ida)
    for _ in range(9):
        assert bo.get(f"/asks/{world.foreign_ask.key}/").status_code == 404
    assert lines() == []
    for n in range(11):
        bo.get(f"/asks/aaaaaaaaaa{n:02}/")
    (ten, twenty) = lines()
    assert ten == f"looks_refused person={cast.ida.pk} count=10 last=404 door=ask from=127.0.0.1"
    assert "count=20" in twenty


def test_a_server_that_tells_no_address_is_answered_all_the_same(cast: Cast, lines: Any) -> None:
    anna = Client(REMOTE_ADDR="")
    anna.force_login(cast.anna.account)
    assert {anna.get("/asks/aaaaaaaaaaaa/").status_code for _ in range(12)} == {404}
    assert lines()[0].endswith("from=unknown")


def test_a_stranger_and_who_mistypes_once_are_not(world_of: World, lines: Any) -> None:
    for _ in range(30):
        Client().get("/nowhere/")
    client_of(world_of.cast.anna).get("/nowhere/")
    assert lines() == []


@pytest.fixture
def world_of(cast: Cast) -> World:
    return build(cast)


def test_nothing_secret_is_told(app: App, lines: Any, caplog: Any) -> None:
    client = Client()
    sign_in(client, password=WRONG)
    client.post(CODE, {"email": ANNA})
    code = code_in(Letter.objects.filter(to=ANNA).latest("pk"))
    client.post(CONFIRM, {"code": f"{code[:-1]}X"})
    Client().get(f"{ROOT}/me", headers={"authorization": "Bearer krets_hemlig"})
    assert lines()
    for word in (WRONG, ANNA, "anna@", code, code[:4], "krets_hemlig", app.secret):
        assert word not in caplog.text.replace("/anna", ""), word


def test_what_was_typed_makes_no_second_line(cast: Cast, lines: Any) -> None:
    sign_in(Client(), "a@b.example\nsign_in_refused by=nobody", WRONG)
    assert all("\n" not in line and "nobody" not in line for line in lines())


def test_each_event_is_described_for_hosts() -> None:
    root = Path(watch.__file__).resolve().parents[1]
    told = {
        event
        for path in root.rglob("*.py")
        if "tests" not in path.parts
        for event in re.findall(r'(?:watch\.)?tell\(\s*"(\w+)"', path.read_text())
    }
    described = set(re.findall(r"^\| `(\w+_refused)", OPERATING.read_text(), re.MULTILINE))
    assert told == described
