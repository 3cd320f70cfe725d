"""The host's secret key is changed: what was sealed and signed before stays good until it is forgotten."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.test import Client

from krets.asks.models import Suggestion
from krets.db import places
from krets.mail import addresses
from krets.people.commands import keys
from krets.people.tests.test_second_step import STEP, App, app, is_in, shown_by_app
from krets.people.tests.test_sign_in import sign_in
from krets.tests.cast import Cast
from krets.tests.world import build

__all__ = ["app"]


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """A data folder of its own; started anew, Krets works with the keys that lie in it."""
    monkeypatch.setenv("KRETS_DATA", str(tmp_path))
    monkeypatch.delenv("KRETS_SECRET_KEY", raising=False)
    monkeypatch.delenv("KRETS_FORMER_KEYS", raising=False)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/secret_key").write_text(settings.SECRET_KEY)

    def start() -> None:
        settings.SECRET_KEY = places.secret("secret_key")
        settings.SECRET_KEY_FALLBACKS = places.former_secrets("secret_key")

    return start


def run(*arguments: str) -> str:
    done = CliRunner().invoke(keys, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def comes_in(app: App, later: int = 0) -> bool:
    client = Client()
    sign_in(client)
    client.post(STEP, {"code": shown_by_app(app.secret, later)})
    return is_in(client)


def test_second_steps_outlive_a_change_and_the_former_key(app: App, host: Any) -> None:
    before = [row.data for row in Authenticator.objects.order_by("pk")]
    run("change")
    host()
    assert comes_in(app)
    assert "2 sealed anew" in run("reseal")
    assert [row.data for row in Authenticator.objects.order_by("pk")] != before
    run("forget")
    host()
    assert places.former_secrets("secret_key") == []
    assert comes_in(app, 1)


def test_links_in_letters_outlive_a_change_and_end_when_the_key_is_forgotten(cast: Cast, host: Any) -> None:
    world = build(cast)
    suggestion, seal = Suggestion.objects.get(pk=world.suggestion.pk), world.suggestion.seal
    link = addresses.unsubscribe_url("anna@grankoping.example", "ask").rstrip("/").rpartition("/")[2]
    run("change")
    host()
    assert suggestion.seal != seal and suggestion.is_sealed_by(seal) and suggestion.is_sealed_by(suggestion.seal)
    assert not suggestion.is_sealed_by(seal[:-1] + ("a" if seal[-1] != "a" else "b"))
    assert addresses.read_unsubscribe(link) == ("anna@grankoping.example", "ask")
    run("forget")
    host()
    assert not suggestion.is_sealed_by(seal)


def test_a_session_outlives_a_change(cast: Cast, host: Any) -> None:
    client = Client()
    sign_in(client)
    run("change")
    host()
    assert is_in(client)


def test_keys_lie_where_only_we_read_them(host: Any, tmp_path: Path) -> None:
    run("change")
    kept = [path for path in (tmp_path / "secrets").iterdir() if "secret_key" in path.name]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]


def test_a_key_of_the_environment_is_changed_there(host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRETS_SECRET_KEY", "mine")
    done = CliRunner().invoke(keys, ["change"])
    assert done.exit_code == 1
    assert "Move it to KRETS_FORMER_KEYS" in done.output
