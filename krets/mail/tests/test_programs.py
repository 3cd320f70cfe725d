"""Letters that programs write are recognised for what they are: absence, bounces, unsubscribing."""

from typing import Any

import pytest

from krets.mail import silence
from krets.mail.models import Letter
from krets.mail.tests import letters
from krets.mail.tests.conftest import signed_in
from krets.mail.tests.incoming import BO, Write, comes, filled, reply, to_bo
from krets.tests.cast import Cast


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
