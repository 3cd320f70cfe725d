"""Who a program is: the key decides, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from krets.api.scopes import SCOPES
from krets.api.tests.calling import ROOT, Caller, token_of
from krets.db.clock import shifted
from krets.people.actions import revoke_token
from krets.people.models import Token
from krets.tests.cast import Cast, client_of


def test_scopes_are_the_same_words_in_the_room_and_in_the_machine() -> None:
    assert set(SCOPES) == set(Token.Scope.values)


def test_a_key_reads_as_its_owner(cast: Cast) -> None:
    shown = Caller(cast.anna, "read").get("/me")
    assert shown["key"] == cast.anna.key
    assert shown["scopes"] == ["read"]


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer krets_wrong", "Basic abc", "krets_wrong", "Bearer å"]
)
def test_without_a_good_key_everybody_is_unknown(cast: Cast, sent: str) -> None:
    response = Client().get(f"{ROOT}/me", headers={"Authorization": sent} if sent else {})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["status"] == 401


def test_a_session_is_no_key(cast: Cast) -> None:
    assert client_of(cast.anna).get(f"{ROOT}/me").status_code == 401
    signed_in = client_of(cast.anna)
    assert signed_in.post(f"{ROOT}/asks", "{}", content_type="application/json").status_code == 401


def test_a_key_counts_whatever_session_comes_with_it(cast: Cast) -> None:
    assert Caller(cast.bo, client=client_of(cast.anna)).get("/me")["key"] == cast.bo.key


def test_no_form_token_is_asked_for(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert "asks" in Caller(cast.anna, client=strict).post("/asks/preview", {"title": "Hur följer ni upp?"})


def test_a_key_ends(cast: Cast) -> None:
    raw = token_of(cast.anna, days=1)
    anna = Caller(None, Authorization=f"Bearer {raw}")
    assert anna.get("/me")["key"] == cast.anna.key
    with shifted(timedelta(days=1, seconds=1)):
        assert anna("get", "/me").status_code == 401


def test_a_revoked_key_is_worth_nothing(cast: Cast) -> None:
    anna = Caller(cast.anna)
    revoke_token(by=cast.anna, token=Token.objects.get(account=cast.anna.account))
    assert anna("get", "/me").status_code == 401


def test_a_closed_account_has_no_keys(cast: Cast) -> None:
    anna = Caller(cast.anna)
    cast.anna.account.is_active = False
    cast.anna.account.save()
    assert anna("get", "/me").status_code == 401


def test_its_use_is_noted_once_a_minute(cast: Cast) -> None:
    anna = Caller(cast.anna)
    anna.get("/me")
    first = Token.objects.get().last_used
    with shifted(timedelta(seconds=50)):
        anna.get("/me")
        assert Token.objects.get().last_used == first
    with shifted(timedelta(seconds=70)):
        anna.get("/me")
        assert Token.objects.get().last_used > first


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        ("read", "get", "/asks", None),
        ("read", "get", "/find?q=x", None),
        ("ask", "post", "/asks/enough", {"title": "x", "kind": "ask", "key": "a"}),
        ("answer", "post", "/asks/aaaaaaaaaaaa/answers", {"body": "x"}),
        ("case", "post", "/cases", {"title": "x"}),
    ],
)
def test_it_does_only_what_its_scopes_say(
    cast: Cast, scope: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    others = [one for one in SCOPES if one != scope]
    refused = Caller(cast.anna, *others)(method, path, body)
    assert refused.status_code == 403
    assert scope in refused.json()["detail"]  # type: ignore[attr-defined]
    assert Caller(cast.anna, scope)(method, path, body).status_code != 403


def test_it_speaks_the_language_that_is_asked_for_or_else_the_owners(cast: Cast) -> None:
    Caller(cast.juha).get("/me")
    juha = Caller(cast.juha)
    assert juha("get", "/asks/aaaaaaaaaaaa")["Content-Language"] == "fi"
    spoken = juha("get", "/asks/aaaaaaaaaaaa", **{"Accept-Language": "en"})
    assert spoken["Content-Language"] == "en"
    assert spoken.json()["title"] == "There is nothing here that you may see"  # type: ignore[attr-defined]
