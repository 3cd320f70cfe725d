"""Keys to the API: made, shown once, used, revoked."""

import re
from datetime import timedelta

from krets.db.clock import now, shifted
from krets.people import actions
from krets.people.models import Account, Token
from krets.people.rules import account_of_token
from krets.tests.cast import Cast, client_of

FORM = {"name": "Avtalsregistret", "scopes": ["read"], "days": "30"}


def make(cast: Cast, days: int = 30) -> tuple[Token, str]:
    anna = cast.anna
    return actions.create_token(
        by=anna, account=anna.account, name="a", scopes=["read"], expires=now() + timedelta(days=days)
    )


def test_a_key_opens_its_owners_account(cast: Cast) -> None:
    token, raw = make(cast)
    assert raw.startswith("krets_") and len(raw) > 40
    assert account_of_token(raw) == (cast.anna.account, token)


def test_only_its_hash_is_kept(cast: Cast) -> None:
    token, raw = make(cast)
    assert raw not in str(Token.objects.filter(pk=token.pk).values()[0])


def test_a_wrong_an_expired_and_a_closed_ones_key_open_nothing(cast: Cast) -> None:
    _token, raw = make(cast)
    assert account_of_token(raw[:-1]) is None
    assert account_of_token(raw.removeprefix("krets_")) is None
    assert account_of_token("") is None
    with shifted(timedelta(days=31)):
        assert account_of_token(raw) is None
    Account.objects.filter(person=cast.anna).update(is_active=False)
    assert account_of_token(raw) is None


def test_a_revoked_key_opens_nothing(cast: Cast) -> None:
    token, raw = make(cast)
    actions.revoke_token(by=cast.anna, token=token)
    assert account_of_token(raw) is None


def test_use_is_noted_now_and_then(cast: Cast) -> None:
    token, _raw = make(cast)
    actions.note_use(by=None, token=token)
    first = Token.objects.get(pk=token.pk).last_used
    assert first is not None
    actions.note_use(by=None, token=Token.objects.get(pk=token.pk))
    assert Token.objects.get(pk=token.pk).last_used == first


# The page


def test_the_key_is_shown_once(cast: Cast) -> None:
    client = client_of(cast.anna)
    page = client.post("/profile/keys/new/", FORM).content.decode()
    found = re.search(r'value="(krets_[^"]+)"', page)
    assert found is not None
    assert account_of_token(found[1]) is not None
    again = client.get("/profile/keys/").content.decode()
    assert "Avtalsregistret" in again
    assert found[1] not in again


def test_a_key_must_be_for_something(cast: Cast) -> None:
    page = client_of(cast.anna).post("/profile/keys/new/", {**FORM, "scopes": ["everything"]})
    assert page.status_code == 200
    assert not Token.objects.exists()


def test_the_page_revokes(cast: Cast) -> None:
    token, raw = make(cast)
    client_of(cast.anna).post(f"/profile/keys/{token.key}/revoke/")
    assert account_of_token(raw) is None


# Who may not


def test_nobody_revokes_or_sees_anothers_key(cast: Cast) -> None:
    token, raw = make(cast)
    bo = client_of(cast.bo)
    assert bo.post(f"/profile/keys/{token.key}/revoke/").status_code == 404
    assert token.key not in bo.get("/profile/keys/").content.decode()
    assert account_of_token(raw) is not None
