import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from krets.mail import outbox, postoffice
from krets.mail.models import Letter
from krets.mail.tests import rooms
from krets.people.models import Account
from krets.tests.cast import Cast

CONTEXT = {"title": "Bonus på omsättning?", "url": "https://krets.example/x?a=1&b=2", "sender": "a@b.example"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def signed_in(person: Any) -> Any:
    Account.objects.filter(person=person).update(last_login=timezone.now())
    person.account.refresh_from_db()
    return person


@pytest.fixture
def room(settings: Any) -> Iterator[Any]:
    """A room that takes replies: `room.taken` holds them, `room.fault` makes it fail."""
    settings.KRETS_INBOX = "krets.mail.tests.rooms.take"
    rooms.reset()
    yield rooms
    rooms.reset()


@pytest.fixture
def post_office(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A post office of the test's own; gives its port, and sends letters there."""
    monkeypatch.setattr(postoffice, "root", lambda: tmp_path)
    port = free_port()
    office = postoffice.open_at(port)
    settings.MAIL_SMTP = f"smtp://127.0.0.1:{port}"
    yield port
    office.stop()


@pytest.fixture
def letter(cast: Cast, write: Callable[..., Letter]) -> Letter:
    """A letter to Bo about an ask."""
    return write(person=signed_in(cast.bo))


@pytest.fixture
def write(settings: Any) -> Callable[..., Letter]:
    """Write a letter, about an ask unless said otherwise."""
    settings.KRETS_STILL_READS = "krets.mail.tests.rooms.still_reads"

    def write(**fields: Any) -> Letter:
        letter = outbox.write(
            **{"template": "mail/mail/confirm", "context": CONTEXT, "about": "ask:abc", "kind": "answer"} | fields
        )
        assert letter is not None
        return letter

    return write
