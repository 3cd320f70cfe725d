"""A letter goes out once, over SMTP, and what a server says to it is remembered."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import settings as thoroughness
from hypothesis import strategies as st

from krets.db import clock
from krets.mail import charsets, jobs, message, postoffice, render, silence
from krets.mail.models import Letter
from krets.mail.tests.conftest import free_port, signed_in
from krets.tests.cast import Cast

Write = Callable[..., Letter]


class Moody:
    """A server that answers as told."""

    said = "250 OK"
    at = "DATA"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self.said if self.at == "RCPT" else "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        return self.said if self.at == "DATA" else "250 OK"


@pytest.fixture
def moody(settings: Any) -> Iterator[Moody]:
    handler = Moody()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_SMTP = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def test_a_letter_arrives_whole_and_once(cast: Cast, post_office: int, write: Write) -> None:
    letter = write(to="anna@grankoping.example", context={"title": "Å ä ö – " + "långt " * 40, "url": "u"})
    jobs.send(letter=letter.pk)
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is not None and letter.tries == 1
    (arrived,) = postoffice.letters("anna@grankoping.example")
    assert arrived["Message-ID"] == letter.message_id
    assert str(arrived["Subject"]) == letter.subject
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content_type() == "multipart/alternative"
    assert postoffice.text(arrived).replace("\r\n", "\n") == letter.text


def test_no_header_is_encoded_that_programs_must_read(cast: Cast, settings: Any, write: Write) -> None:
    settings.MAIL_DOMAIN = "krets.upphandlare-i-nordens-alla-regioner.example.org"
    settings.MAIL_FROM = "Krets – nätverk <krets@upphandlare-i-nordens-alla-regioner.example.org>"
    letter = write(to="anna@grankoping.example")
    raw = message.build(letter).as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert raw.count(b"\n") == raw.count(b"\r\n")
    seen = BytesParser(policy=policy.compat32).parsebytes(raw)
    for name in ("References", "List-Unsubscribe", "Reply-To", "Message-ID", "List-Unsubscribe-Post"):
        assert "=?" not in str(seen[name])
    assert "".join(str(seen["List-Unsubscribe"]).split()) == "".join(letter.headers["List-Unsubscribe"].split())
    assert str(BytesParser(policy=policy.default).parsebytes(raw)["Subject"]) == letter.subject
    assert str(BytesParser(policy=policy.default).parsebytes(raw)["From"]) == settings.MAIL_FROM


@thoroughness(max_examples=200, deadline=None)
@given(st.text(max_size=200).map(render.line))
def test_any_subject_arrives_as_it_was_written(subject: str) -> None:
    letter = Letter(to="a@b.example", subject=subject, text="x", html="x", message_id="<x@localhost>", headers={})
    raw = message.build(letter).as_bytes()
    arrived = BytesParser(policy=policy.compat32).parsebytes(raw)
    assert charsets.header(arrived["Subject"]) == subject
    assert set(arrived.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}


def test_without_a_server_letters_wait(cast: Cast, settings: Any, write: Write) -> None:
    settings.MAIL_SMTP = ""
    letter = write(to="anna@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is None and letter.tries == 0


def test_a_temporary_fault_is_tried_again_later(cast: Cast, moody: Moody, write: Write) -> None:
    moody.said = "451 busy"
    letter = write(to="anna@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is None and letter.failed is None
    assert "451" in letter.fault and letter.after > clock.now()
    moody.said = "250 OK"
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is not None and letter.fault == "" and letter.tries == 2


def test_a_server_that_is_away_is_tried_for_three_days(cast: Cast, settings: Any, write: Write) -> None:
    settings.MAIL_SMTP = f"smtp://127.0.0.1:{free_port()}"
    letter = write(to="anna@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.failed is None and "refused" in letter.fault.lower()
    with clock.shifted(timedelta(days=4)):
        jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.failed is not None


def test_an_unknown_address_is_left_alone(cast: Cast, moody: Moody, write: Write) -> None:
    moody.said, moody.at = "550 5.1.1 no such user", "RCPT"
    letter = write(to="Gone@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.failed and letter.bounced and "550" in letter.fault
    assert silence.is_silent("gone@grankoping.example", "answer")
    with clock.shifted(timedelta(days=31)):
        assert not silence.is_silent("gone@grankoping.example", "answer")


def test_a_letter_refused_for_what_it_says_does_not_silence_its_address(
    cast: Cast, moody: Moody, write: Write
) -> None:
    moody.said = "554 5.7.1 looks like spam"
    letter = write(to="anna@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.failed and not letter.bounced
    assert not silence.is_silent("anna@grankoping.example", "answer")


def test_a_server_that_hangs_up_after_250_has_the_letter(
    cast: Cast, post_office: int, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quit(self: Any) -> None:
        raise smtplib.SMTPResponseException(421, b"bye")

    monkeypatch.setattr(smtplib.SMTP, "quit", quit)
    letter = write(to="anna@grankoping.example")
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is not None


def test_the_clockwork_picks_up_what_waits(
    cast: Cast, post_office: int, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr("krets.mail.postman.later", lambda name, once, letter: queued.append(letter))
    letter = write(to="anna@grankoping.example")
    jobs.sweep()
    assert queued == []  # its own job is on its way
    with clock.shifted(timedelta(minutes=2)):
        jobs.sweep()
    assert queued == [letter.pk]


def test_what_its_addressee_may_no_longer_read_is_dropped_unsent(
    cast: Cast, moody: Moody, write: Write, room: Any
) -> None:
    letter = write(person=signed_in(cast.anna))
    room.reads = False
    jobs.send(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.sent is None and letter.failed is not None and letter.fault.startswith("Dropped")
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
