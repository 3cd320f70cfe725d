"""Who asks too often waits a minute; nobody else does."""

from typing import Any

import pytest
from django.test import Client

from krets.api.tests.calling import Caller
from krets.tests.cast import Cast, client_of
from krets.web import limits


@pytest.fixture
def three(settings: Any) -> None:
    settings.LIMITS = {"find": 3, "api": 3, "refused": 3}
    limits.forget()


def test_a_search_by_a_stranger_waits_after_the_limit_and_others_do_not(cast: Cast, three: None) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.7")
    assert [stranger.get("/find/suggest/?q=ab").status_code for _ in range(4)] == [200, 200, 200, 429]
    page = stranger.get("/find/?q=ab")
    assert page.status_code == 429
    assert page["Retry-After"] == "60"
    assert Client(REMOTE_ADDR="203.0.113.8").get("/find/suggest/?q=ab").status_code == 200
    assert client_of(cast.anna).get("/find/suggest/?q=ab").status_code == 200


def test_a_program_waits_and_other_programs_do_not(cast: Cast, three: None) -> None:
    anna, bo = Caller(cast.anna), Caller(cast.bo)
    assert [anna("get", "/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert anna("get", "/me")["Content-Type"] == "application/problem+json"
    assert bo("get", "/me").status_code == 200


def test_whoever_tries_keys_is_stopped_and_keys_of_others_still_work(cast: Cast, three: None) -> None:
    thief = Client(REMOTE_ADDR="203.0.113.66")
    tried = [
        Caller(None, client=thief)("get", "/me", Authorization=f"Bearer krets_{n}").status_code for n in range(5)
    ]
    assert tried == [401, 401, 401, 429, 429]
    assert Caller(cast.anna)("get", "/me").status_code == 200
