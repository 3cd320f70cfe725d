"""Letters come in over SMTP: whoever hears 250 has been heard for good. Real connections, real commits."""

import smtplib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.mail import intake, jobs, listener, postman, postoffice
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters
from krets.mail.tests.conftest import free_port, signed_in
from krets.tests import cast as the_cast

Write = Callable[..., Letter]
SYSTEM = Reader.of_system("a test")
BO = "bo@bjorkfors.example"


@pytest.fixture
def cast(transactional_db: None) -> the_cast.Cast:
    return the_cast.load()


@pytest.fixture
def door(settings: Any, cast: the_cast.Cast) -> Iterator[int]:
    """A running listener; gives its port."""
    port = free_port()
    settings.MAIL_LISTEN = f"127.0.0.1:{port}"
    door = listener.Door("127.0.0.1", port)
    door.start()
    yield port
    door.stop()


@pytest.fixture
def letter(cast: the_cast.Cast, write: Write) -> Letter:
    return write(person=signed_in(cast.bo))


def receive(pk: int) -> None:
    """As the queue runs the job: in one transaction."""
    with acting_as(SYSTEM):
        jobs.receive(incoming=pk)


def send(pk: int) -> None:
    with acting_as(SYSTEM):
        jobs.send(letter=pk)


def hand(port: int, to: list[str], raw: bytes, sender: str = BO) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
        server.sendmail(sender, to, raw)


def test_a_letter_out_and_its_reply_in(letter: Letter, post_office: int, door: int, room: Any) -> None:
    send(letter.pk)
    arrived = postoffice.wait_for(BO, about="ask:abc", timeout=5)
    answer = postoffice.reply(
        arrived, "Vi har prövat.", attachments=[("krav.pdf", b"%PDF-1.4", "application/pdf")]
    )
    incoming = Incoming.objects.get()
    receive(incoming.pk)
    (taken,) = room.taken
    assert (taken.text, taken.about_key) == ("Vi har prövat.", "abc")
    assert taken.attachments == (("krav.pdf", b"%PDF-1.4", "application/pdf"),)
    postoffice.deliver(answer)  # delivered again
    receive(incoming.pk)
    assert Incoming.objects.count() == 1 and len(room.taken) == 1


def test_a_forged_reply_is_not_taken(letter: Letter, post_office: int, door: int, room: Any) -> None:
    send(letter.pk)
    postoffice.reply(postoffice.wait_for(BO, timeout=5), "Jag är Bo.", sender="evil@elsewhere.example")
    receive(Incoming.objects.get().pk)
    assert (Incoming.objects.get().fate, room.taken) == ("confirm", [])


def test_one_letter_to_two_addresses_is_kept_for_each(letter: Letter, write: Write, door: int) -> None:
    to = [letter.headers["Reply-To"], write(to="a@b.example").headers["Reply-To"]]
    hand(door, to, letters.plain("Hej", to=", ".join(to)))
    assert sorted(Incoming.objects.values_list("recipient", flat=True)) == sorted(to)


def test_unknown_and_foreign_addresses_are_told_the_same(letter: Letter, door: int) -> None:
    said = set()
    for address in (
        f"reply+{'0' * 32}@localhost",
        "anna@grankoping.example",
        "anybody@localhost",
        "reply+x@localhost",
    ):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            hand(door, [address], b"Subject: x\r\n\r\nx")
        said.add(refused.value.recipients[address])
    assert len(said) == 1 and next(iter(said))[0] == 550


def test_a_bounce_has_no_sender_and_is_taken(letter: Letter, door: int) -> None:
    hand(door, [f"bounce+{letter.reply_token}@localhost"], b"Subject: x\r\n\r\nx", sender="")
    assert Incoming.objects.get().sender == "<>"


def test_what_can_not_be_kept_is_not_acknowledged(letter: Letter, door: int, monkeypatch: Any) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "_keep", fail)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            hand(door, [letter.headers["Reply-To"]], b"Subject: x\r\n\r\nx")
    assert refused.value.smtp_code == 451 and not Incoming.objects.exists()
    hand(door, [letter.headers["Reply-To"]], b"Subject: x\r\n\r\nx")
    assert Incoming.objects.exists()


def test_a_letter_that_is_too_large_is_refused(letter: Letter, door: int) -> None:
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        hand(door, [letter.headers["Reply-To"]], b"Subject: x\r\n\r\n" + b"x" * (intake.LIMIT + 1))
    assert refused.value.smtp_code == 552 and not Incoming.objects.exists()


def test_long_lines_and_any_bytes_come_through(letter: Letter, door: int) -> None:
    raw = letters.plain("å" * 5000, to="x") + bytes(range(256)).replace(b"\r", b"").replace(b"\n", b"") + b"\r\n"
    hand(door, [letter.headers["Reply-To"]], raw)
    assert b"\xc3\xa5" * 5000 in bytes(Incoming.objects.get().raw)
    assert bytes(range(1, 10)) in bytes(Incoming.objects.get().raw)


# — a process dies —


class Killed(BaseException):
    """Nothing catches it, like kill -9."""


def test_death_between_keeping_and_handling_loses_nothing(letter: Letter, door: int, room: Any) -> None:
    hand(door, [letter.headers["Reply-To"]], letters.plain("Ja.", to="x", id=letter.message_id))
    pk = Incoming.objects.get().pk
    room.fault = Killed()
    for _ in range(2):
        with pytest.raises(Killed):
            receive(pk)
        assert Incoming.objects.get().fate == "waiting"
    room.fault = None
    receive(pk)
    receive(pk)
    assert Incoming.objects.get().fate == "taken" and len(room.taken) == 1


def test_death_between_250_and_commit_repeats_the_letter_under_the_same_name(
    letter: Letter, post_office: int, monkeypatch: Any
) -> None:
    real = postman._hand_over

    def dies_after(one: Letter) -> None:
        real(one)
        raise Killed

    monkeypatch.setattr(postman, "_hand_over", dies_after)
    with pytest.raises(Killed):
        send(letter.pk)
    monkeypatch.setattr(postman, "_hand_over", real)
    send(letter.pk)
    send(letter.pk)
    assert {one["Message-ID"] for one in postoffice.letters(BO)} == {letter.message_id}
    assert len(postoffice.letters(BO)) == 2


def test_two_who_send_at_once_send_once(letter: Letter, post_office: int, monkeypatch: Any) -> None:
    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=letter.pk)
        _in_thread(lambda: send(letter.pk))  # another worker, while we hold the row
    assert postoffice.letters(BO) == []
    send(letter.pk)
    assert len(postoffice.letters(BO)) == 1


def _in_thread(work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(timeout=20)
