"""A reply that may not be its owner's waits until the owner has seen it."""

from datetime import timedelta
from typing import Any

import pytest

from krets.db import clock
from krets.mail import jobs
from krets.mail.models import Incoming, Letter
from krets.mail.tests.incoming import BO, comes, reply
from krets.records.actions import carry_out
from krets.tests.cast import Cast, client_of

# — who counts as the sender —


def test_another_sender_is_not_taken_and_the_owner_is_asked(letter: Letter, room: Any, cast: Cast) -> None:
    incoming = comes(letter, reply(letter, sender="evil@elsewhere.example"))
    assert (incoming.fate, incoming.why) == ("confirm", "another sender")
    assert room.taken == []
    asked = Letter.objects.get(once=f"mail.confirm:{incoming.pk}")
    assert asked.to == BO and f"/mail/confirm/{incoming.confirm_token}/" in asked.text
    assert not Letter.objects.filter(to="evil@elsewhere.example").exists()


OWN = "Authentication-Results: mx.krets.example"
FAKE = "Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=bjorkfors.example\n"


@pytest.mark.parametrize(
    ("header", "fate"),
    [
        (f"{OWN}; dmarc=pass header.from=bjorkfors.example\n", "taken"),
        (f"{OWN} 1; spf=pass smtp.mailfrom=bo@bjorkfors.example; dkim=none\n", "taken"),
        (f"{OWN}; spf=fail; dkim=pass header.d=bjorkfors.example\n", "taken"),
        (f"{OWN}; spf=none; dkim=none; dmarc=none\n", "taken"),
        (f"{OWN}; spf=pass (comment; dmarc=pass) smtp.mailfrom=x@evil.example; dmarc=fail\n", "confirm"),
        (f"{OWN}; spf=fail smtp.mailfrom=bjorkfors.example; dkim=fail\n", "confirm"),
        (f"{OWN}; spf=pass smtp.mailfrom=x@evil.example; dkim=none\n", "confirm"),
        (f'{OWN}; spf=fail smtp.mailfrom="a;dmarc=pass"; dkim=none\n', "confirm"),
        (f"{OWN}; dmarc=fail\n{OWN}; dmarc=pass\n", "confirm"),  # the lower one is the sender's own
        (FAKE, "confirm"),
        (f"{FAKE}{OWN}; dmarc=fail\n", "confirm"),
        ("", "confirm"),
    ],
)
def test_what_our_mail_server_found_out_decides(
    letter: Letter, room: Any, settings: Any, header: str, fate: str
) -> None:
    settings.MAIL_AUTHSERV = "mx.krets.example"
    assert comes(letter, reply(letter, more=header)).fate == fate
    assert len(room.taken) == (fate == "taken")


def test_quoted_text_that_may_be_an_answer_is_asked_about(letter: Letter, room: Any) -> None:
    below = "-----Ursprungligt meddelande-----\nFrån: Krets\nSkickat: i dag\nTill: Bo\n\nSvar: ja, det har vi."
    incoming = comes(letter, reply(letter, below))
    assert (incoming.fate, room.taken) == ("confirm", [])


# — the page to confirm on —


def doubtful(letter: Letter) -> Incoming:
    return comes(letter, reply(letter, "Jag är inte Bo.", sender="bo.privat@mejl.example"))


def test_the_owner_sees_the_text_and_posts_it(letter: Letter, room: Any, cast: Cast) -> None:
    incoming = doubtful(letter)
    url = f"/mail/confirm/{incoming.confirm_token}/"
    for browser in (client_of(None), client_of(cast.bo)):
        page = browser.get(url)
        assert page.status_code == 200 and "Jag är inte Bo." in page.content.decode()
    assert room.taken == []  # looking posts nothing
    after = client_of(None).post(url, {"mine": "yes"}, follow=True)
    assert after.status_code == 200
    assert [(one.text, one.confirmed) for one in room.taken] == [("Jag är inte Bo.", True)]
    client_of(cast.bo).post(url, {"mine": "yes"})
    assert len(room.taken) == 1
    incoming.refresh_from_db()
    assert incoming.fate == "taken"


def test_the_owner_throws_it_away(letter: Letter, room: Any, cast: Cast) -> None:
    incoming = doubtful(letter)
    url = f"/mail/confirm/{incoming.confirm_token}/"
    client_of(cast.bo).post(url, {"mine": "no"})
    page = client_of(cast.bo).post(url, {"mine": "yes"}, follow=True)
    incoming.refresh_from_db()
    assert (incoming.fate, bytes(incoming.raw), room.taken) == ("refused", b"", [])
    assert "Jag är inte Bo." not in page.content.decode()


def test_nobody_else_may_open_it(letter: Letter, room: Any, cast: Cast) -> None:
    incoming = doubtful(letter)
    url = f"/mail/confirm/{incoming.confirm_token}/"
    assert client_of(cast.anna).get(url).status_code == 404
    assert client_of(cast.anna).post(url, {"mine": "yes"}).status_code == 404
    assert client_of(None).get("/mail/confirm/unknown/").status_code == 404
    assert room.taken == []


def test_what_nobody_confirms_is_let_go(letter: Letter, room: Any) -> None:
    incoming = doubtful(letter)
    with clock.shifted(timedelta(days=15)):
        jobs.tidy()
        carry_out(by=None, kind="unconfirmed")
    incoming.refresh_from_db()
    assert (incoming.fate, bytes(incoming.raw)) == ("refused", b"")
