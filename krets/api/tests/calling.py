"""Programs that call the API for somebody, for all rooms' tests."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from krets.api.scopes import SCOPES
from krets.db.clock import now
from krets.people.actions import create_token
from krets.people.models import Person
from krets.tests.cast import Cast
from krets.tests.counting import counting

ROOT = "/api/v1"
ENGLISH: Any = {"Accept-Language": "en"}


def token_of(person: Person, scopes: Iterable[str] = SCOPES, days: float = 30) -> str:
    made = create_token(
        by=person, account=person.account, name="program", scopes=scopes, expires=now() + timedelta(days=days)
    )
    return made[1]


class Caller:
    """Sends JSON with a key of the person's; nobody's without one."""

    def __init__(self, person: Person | None, *scopes: str, client: Client | None = None, **headers: str) -> None:
        self.client = client or Client()
        self.headers = dict(headers)
        if person is not None:
            self.headers["Authorization"] = f"Bearer {token_of(person, scopes or SCOPES)}"

    def __call__(self, method: str, path: str, data: Any = None, **headers: str) -> HttpResponse:
        response: Any = self.client.generic(
            method.upper(),
            ROOT + path,
            b"" if data is None else data if isinstance(data, bytes) else _json(data),
            content_type="application/json",
            headers=self.headers | headers,
        )
        given: HttpResponse = response
        return given

    def get(self, path: str, status: int = 200) -> Any:
        return self._read(self("get", path), status)

    def post(self, path: str, data: Any = None, status: int = 200) -> Any:
        return self._read(self("post", path, data), status)

    def patch(self, path: str, data: Any, status: int = 200) -> Any:
        return self._read(self("patch", path, data), status)

    def queries(self, path: str) -> int:
        """How many queries a GET takes, once the key's use has been noted this minute."""
        self.get("/me")
        with counting() as queries:
            self.get(path)
        return len(queries)

    def _read(self, response: HttpResponse, status: int) -> Any:
        assert response.status_code == status, response.content.decode()
        if status == 204:
            return None
        kind = response["Content-Type"].split(";")[0]
        assert kind == ("application/json" if status < 400 else "application/problem+json")
        return response.json()  # type: ignore[attr-defined]


@pytest.fixture
def anna(cast: Cast) -> Caller:
    """A program of Anna's, in English; in the same way Bo's and Ida's."""
    return Caller(cast.anna, **ENGLISH)


@pytest.fixture
def bo(cast: Cast) -> Caller:
    return Caller(cast.bo, **ENGLISH)


@pytest.fixture
def ida(cast: Cast) -> Caller:
    return Caller(cast.ida, **ENGLISH)


def faults(problem: dict[str, Any]) -> set[str]:
    """The fields that a 422 names."""
    return {error["field"] for error in problem["errors"]}


def _json(data: Any) -> bytes:
    return json.dumps(data).encode()
