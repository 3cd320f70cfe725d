"""A reply is taken once, as its owner's; everything else is recognised for what it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from krets.activity.models import Entry
from krets.db import clock
from krets.mail import intake, jobs, silence
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters
from krets.mail.tests.conftest import signed_in
from krets.tests.cast import Cast, client_of

Write = Callable[..., Letter]
BO = "bo@bjorkfors.example"


@pytest.fixture
def letter(cast: Cast, write: Write) -> Letter:
    """A letter to Bo about an ask."""
    return write(person=signed_in(cast.bo))


def comes(letter: Letter, raw: bytes, *, to: str = "", envelope: str = BO) -> Incoming:
    (pk,) = intake.keep([to or letter.headers["Reply-To"]], raw, envelope)
    jobs.receive(incoming=pk)
    return Incoming.objects.get(pk=pk)


def reply(letter: Letter, text: str = "Ja, vi har prövat.", **more: Any) -> bytes:
    return letters.plain(text, to=letter.headers["Reply-To"], id=letter.message_id, **more)


def filled(letter: Letter, template: str, **words: str) -> bytes:
    return letters.filled(template, to=letter.headers["Reply-To"], id=letter.message_id, **words)


def to_bo() -> list[str]:
    return list(Letter.objects.filter(to=BO).order_by("pk").values_list("once", flat=True))[1:]


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
    incoming.refresh_from_db()
    assert (incoming.fate, bytes(incoming.raw)) == ("refused", b"")


# — programs —


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Automatiskt svar: Kan du hjälpa?", "Auto-Submitted: auto-replied\n"),
        ("SV: Kan du hjälpa?", "Auto-Submitted: auto-generated\n"),
        ("SV: Kan du hjälpa?", "X-Auto-Response-Suppress: All\n"),
        ("SV: Kan du hjälpa?", "Precedence: bulk\n"),
        ("SV: Kan du hjälpa?", "X-Autoreply: yes\n"),
        ("Frånvaro: Kan du hjälpa?", ""),
        ("Automaattinen vastaus: Voitko auttaa?", ""),
        ("Poissa: Voitko auttaa?", ""),
        ("Fravær: Kan du hjelpe?", ""),
        ("Autosvar: Kan du hjælpe?", ""),
        ("Out of Office: Can you help?", ""),
    ],
)
def test_out_of_office_is_no_answer(letter: Letter, room: Any, subject: str, header: str) -> None:
    incoming = comes(letter, filled(letter, letters.OUT_OF_OFFICE, subject=subject, header=header))
    assert (incoming.fate, room.taken, to_bo()) == ("automatic", [], [])


@pytest.mark.parametrize("subject", ["SV: Frånvaro hos personalen: hur mäter ni?", "Semesterersättning i avtalet"])
def test_a_person_may_write_about_absence(letter: Letter, room: Any, subject: str) -> None:
    assert comes(letter, filled(letter, letters.OUT_OF_OFFICE, subject=subject, header="")).fate == "taken"


def test_an_ask_about_absence_may_be_answered_under_its_own_subject(cast: Cast, write: Write, room: Any) -> None:
    letter = write(person=signed_in(cast.bo), template="mail/mail/confirm")
    Letter.objects.filter(pk=letter.pk).update(subject="Frånvaro: hur mäter ni?")
    raw = filled(letter, letters.OUT_OF_OFFICE, subject="Frånvaro: hur mäter ni?", header="")
    assert comes(letter, raw).fate == "taken"


@pytest.mark.parametrize(
    ("action", "status", "bounced", "silent"),
    [
        ("failed", "5.1.1", True, True),
        ("failed", "5.7.1", True, False),  # somebody's policy, not the address
        ("delayed", "4.4.1", False, False),
        ("delivered", "2.0.0", False, False),
    ],
)
def test_a_bounce_is_remembered_with_the_letter(
    letter: Letter, room: Any, action: str, status: str, bounced: bool, silent: bool
) -> None:
    to = f"bounce+{letter.reply_token}@localhost"
    raw = letters.filled(letters.BOUNCE, to=to, id=letter.message_id, action=action, status=status)
    incoming = comes(letter, raw, to=to, envelope="<>")
    letter.refresh_from_db()
    assert (incoming.fate, letter.bounced is not None) == ("bounce", bounced)
    assert silence.is_silent(BO, "answer") == silent
    assert (room.taken, to_bo()) == ([], [])


def test_a_bounce_to_our_own_address_is_known_by_the_message_id(letter: Letter, room: Any) -> None:
    for raw in (
        filled(letter, letters.BOUNCE_IN_WORDS),
        filled(letter, letters.BOUNCE, action="failed", status="5.1.1"),
    ):
        Letter.objects.update(bounced=None)
        assert comes(letter, raw, to="krets@localhost", envelope="<>").fate == "bounce"
        letter.refresh_from_db()
        assert letter.bounced is not None


def test_what_comes_to_a_bounce_address_is_never_an_answer(letter: Letter, room: Any) -> None:
    assert comes(letter, reply(letter), to=f"bounce+{letter.reply_token}@localhost").fate == "automatic"
    assert room.taken == []


def test_one_can_unsubscribe_by_mail(letter: Letter, room: Any) -> None:
    raw = letters.plain("", to="x", more="Auto-Submitted: auto-generated\n")
    assert comes(letter, raw, to=f"leave+{letter.reply_token}@localhost").fate == "taken"
    assert silence.is_silent(BO, "answer") and not silence.is_silent(BO, "suggestion")


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
        jobs.tidy()
    incoming.refresh_from_db()
    letter.refresh_from_db()
    assert bytes(incoming.raw) == b"" and letter.text
    with clock.shifted(timedelta(days=370)):
        jobs.tidy()
    letter.refresh_from_db()
    assert letter.text == ""
