"""A reply is taken once, as its owner's; what is not taken is said to its sender."""

from datetime import timedelta
from typing import Any

from django.db import connection

from krets.activity.models import Entry
from krets.db import clock
from krets.mail import intake, jobs
from krets.mail.models import Letter
from krets.mail.tests import letters
from krets.mail.tests.incoming import Write, comes, filled, reply, to_bo
from krets.records.actions import carry_out
from krets.tests.cast import Cast


def test_a_reply_is_handed_to_the_room_as_its_owners(letter: Letter, room: Any, cast: Cast) -> None:
    incoming = comes(letter, filled(letter, letters.OUTLOOK_SV))
    assert (incoming.fate, incoming.why) == ("taken", "")
    (taken,) = room.taken
    assert taken.person == cast.bo and taken.about_key == "abc"
    assert "Vi prövade bonus" in taken.text and "hemligheten" not in taken.text
    assert not taken.confirmed and taken.message_id.startswith("<AM0PR")
    assert to_bo() == []


def test_the_room_works_under_the_identity_of_the_owner(
    letter: Letter, room: Any, cast: Cast, monkeypatch: Any
) -> None:
    seen = []

    def take(kind: str, reply: Any) -> str:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('krets.person', true), current_setting('krets.system', true)")
            seen.append(cursor.fetchone())
        return ""

    monkeypatch.setattr(room, "take", take)
    comes(letter, reply(letter))
    assert seen == [(str(cast.bo.pk), "")]


def test_the_same_letter_twice_is_one(letter: Letter, room: Any) -> None:
    first, second = comes(letter, reply(letter)), comes(letter, b"X-Other: way\n" + reply(letter))
    assert first.pk == second.pk and len(room.taken) == 1
    jobs.receive(incoming=first.pk)
    assert len(room.taken) == 1


def test_without_a_message_id_the_bytes_tell(letter: Letter, room: Any) -> None:
    raw = reply(letter).replace(b"Message-ID", b"X-Message-ID")
    assert comes(letter, raw).pk == comes(letter, raw).pk
    comes(letter, raw + b"more")
    assert len(room.taken) == 2


def test_who_replies_to_our_own_address_is_found_by_what_they_refer_to(letter: Letter, room: Any) -> None:
    assert comes(letter, reply(letter), to="krets@localhost").fate == "taken"


# — what is not taken —


def test_an_empty_reply_gets_one_polite_letter(letter: Letter, room: Any) -> None:
    for number in range(3):
        raw = reply(letter, f"\n> hemligheten från citatet {number}\n")
        assert comes(letter, raw).fate == "refused"
    assert to_bo() == [f"mail.not_taken:{letter.pk}"]
    assert room.taken == []


def test_a_reply_that_the_room_refuses_gets_one_polite_letter(letter: Letter, room: Any) -> None:
    room.answer = "closed"
    incoming = comes(letter, reply(letter))
    assert (incoming.fate, incoming.why) == ("refused", "closed")
    comes(letter, reply(letter, "En gång till"))
    assert to_bo() == [f"mail.not_taken:{letter.pk}"]


def test_a_reply_to_a_letter_of_last_year_is_not_taken(letter: Letter, room: Any) -> None:
    with clock.shifted(timedelta(days=370)):
        assert comes(letter, reply(letter)).fate == "refused"
    assert (room.taken, to_bo()) == ([], [f"mail.not_taken:{letter.pk}"])


def test_a_letter_out_of_the_blue_is_answered_once_and_only_to_people_we_know(letter: Letter, room: Any) -> None:
    for number in range(2):
        raw = letters.plain(f"Hej {number}", to="krets@localhost")
        assert comes(letter, raw, to="krets@localhost").fate == "refused"
    raw = letters.plain("Hej", to="krets@localhost", sender="unknown@elsewhere.example")
    assert comes(letter, raw, to="krets@localhost").fate == "refused"
    assert len(to_bo()) == 1 and not Letter.objects.filter(to__startswith="unknown").exists()


def test_a_letter_to_an_address_without_a_person_takes_no_reply(cast: Cast, write: Write, room: Any) -> None:
    letter = write(to="a@b.example")
    assert comes(letter, reply(letter, sender="a@b.example")).fate == "refused"


# — faults of our own —


def test_a_fault_of_the_room_undoes_its_work_and_is_tried_again(letter: Letter, room: Any) -> None:
    room.fault = RuntimeError("a fault")
    incoming = comes(letter, reply(letter))
    assert (incoming.fate, incoming.tries) == ("waiting", 1)
    assert not Entry.objects.filter(verb="test.take").exists()
    room.fault = None
    jobs.receive(incoming=incoming.pk)
    incoming.refresh_from_db()
    assert incoming.fate == "taken" and len(room.taken) == 1
    assert Entry.objects.filter(verb="test.take").count() == 1


def test_a_letter_that_we_never_manage_is_left_to_the_operator(letter: Letter, room: Any) -> None:
    room.fault = RuntimeError("a fault")
    incoming = comes(letter, reply(letter))
    for _ in range(4):
        jobs.receive(incoming=incoming.pk)
    incoming.refresh_from_db()
    assert (incoming.fate, incoming.why) == ("broken", "RuntimeError: a fault")
    assert bytes(incoming.raw) == reply(letter)


def test_the_clockwork_picks_up_letters_whose_job_was_lost(letter: Letter, room: Any, monkeypatch: Any) -> None:
    (pk,) = intake.keep([letter.headers["Reply-To"]], reply(letter))
    queued: list[int] = []
    monkeypatch.setattr("krets.mail.reading.later", lambda name, once, incoming: queued.append(incoming))
    with clock.shifted(timedelta(minutes=11)):
        jobs.sweep()
    assert queued == [pk]


def test_old_letters_are_emptied(letter: Letter, room: Any) -> None:
    incoming = comes(letter, reply(letter))
    with clock.shifted(timedelta(days=91)):
        carry_out(by=None, kind="received")
        carry_out(by=None, kind="letters")
    incoming.refresh_from_db()
    letter.refresh_from_db()
    assert bytes(incoming.raw) == b"" and letter.text
    with clock.shifted(timedelta(days=370)):
        carry_out(by=None, kind="letters")
    letter.refresh_from_db()
    assert letter.text == ""
