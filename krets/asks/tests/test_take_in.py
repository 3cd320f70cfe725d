"""The mail archive of a network becomes asks and answers, once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DataError

from krets.activity.models import Notice
from krets.asks import actions
from krets.asks.actions import placing
from krets.asks.commands import import_mail
from krets.asks.models import Answer, Ask, Suggestion
from krets.asks.tests.an_archive import ENCLOSED, IN_PARTS, THREAD, UNIT, Run, told
from krets.db import readers
from krets.db.clock import now
from krets.mail.models import Letter
from krets.mail.tests.archives import FIRST, archive, letter
from krets.networks.models import Membership
from krets.people.models import Account, Person
from krets.search.models import Document
from krets.tests.cast import Cast, reader
from krets.tests.counting import counting


def test_the_first_letter_is_the_ask_and_the_others_its_answers(take: Run) -> None:
    assert take(*THREAD) == {
        "read": 3, "new": 3, "changed": 0, "unchanged": 0, "skipped": [],
        "asks": 1, "answers": 2, "people": 2, "shortened": 0, "files_left_out": 0,
    }  # fmt: skip
    ask = Ask.objects.get()
    assert (ask.title, ask.language, ask.posted, ask.answer_count) == ("Mätning", "sv", FIRST, 2)
    assert [answer.body for answer in ask.answers.all()] == [
        "Vi räknar timmar och fakturor.",
        "Tack, det hjälpte mig mycket.",
    ]
    assert {answer.via for answer in ask.answers.all()} == {Answer.Via.IMPORT}
    assert ask.units.get().slug == UNIT


def test_senders_are_people_who_have_not_signed_in_and_read_the_unit(take: Run, cast: Cast) -> None:
    take(*THREAD)
    account = Account.objects.get(email="anna.ask@arkiv.example")
    assert (account.has_signed_in, account.has_usable_password(), account.person.name) == (
        False,
        False,
        "Anna Ask",
    )
    unit = cast.units[UNIT]
    assert account.person.readers == [readers.unit(unit.pk), readers.person(account.person.pk)]
    assert Membership.objects.get(person=account.person).since == FIRST
    assert readers.unit(unit.pk) in reader(account.person).tokens


def test_one_name_with_two_addresses_is_two_people(take: Run) -> None:
    take(letter("a", sender="Anna Ask <1f@people.invalid>"), letter("b", sender="Anna Ask <2e@people.invalid>"))
    assert Person.objects.filter(name="Anna Ask").count() == 2


def test_who_has_signed_in_is_recognised_and_made_no_member(take: Run, cast: Cast) -> None:
    Account.objects.filter(person=cast.nora).update(last_login=now())
    before = list(cast.nora.readers)
    take(letter("a", sender="N. North <Nora@Northlake.example>"))
    assert Ask.objects.get().writer == cast.nora
    assert not Membership.objects.filter(person=cast.nora, unit__slug=UNIT).exists()
    cast.nora.refresh_from_db()
    assert cast.nora.readers == before


def test_who_left_is_not_brought_back(take: Run, cast: Cast) -> None:
    Membership.objects.filter(person=cast.bo, unit__slug=UNIT).update(ended=now())
    take(letter("a", sender="Bo <bo@bjorkfors.example>"))
    assert not Membership.objects.filter(person=cast.bo, unit__slug=UNIT, ended=None).exists()


def test_nobody_is_notified_written_to_or_asked(take: Run) -> None:
    Account.objects.update(last_login=now())
    take(*THREAD)
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()
    assert not Suggestion.objects.exists()
    actions.suggest_due()
    assert not Suggestion.objects.exists()


def test_what_came_in_is_found_by_members_of_the_unit_only(take: Run, cast: Cast) -> None:
    take(*THREAD)
    documents = Document.objects.filter(kind__in=["ask", "answer"])
    assert documents.count() == 3
    assert {tuple(document.readers) for document in documents} == {(readers.unit(cast.units[UNIT].pk),)}
    assert Document.objects.get(kind="ask").facets["answers"] == 2
    assert Document.objects.filter(kind="person", title="Anna Ask").exists()


def test_what_could_not_be_taken_is_counted_with_its_reason(take: Run) -> None:
    counts = take(
        *THREAD,
        THREAD[0],
        letter("tom", "", subject="Tom"),
        letter("bort", "unsubscribe", subject="unsubscribe"),
        letter("auto", "Åter på måndag.", headers="Auto-Submitted: auto-replied"),
        letter("ingen", sender="", envelope="MAILER-DAEMON Mon Mar  2 08:00:00 2020"),
    )
    assert {(skip["why"], skip["count"]) for skip in counts["skipped"]} == {
        ("the same letter again", 1),
        ("nothing of the sender's own in it", 1),
        ("a command to the list", 1),
        ("written by a program", 1),
        ("no sender's address", 1),
    }
    assert counts["new"] == 3


def test_where_the_first_letter_is_broken_the_next_one_asks(take: Run) -> None:
    take(letter("a", ""), *THREAD[1:])
    assert [(row[0], row[-2]) for row in told()] == [("Mätning", 1)]


def test_a_letter_without_a_subject_is_called_by_its_first_line(take: Run) -> None:
    take(letter("a", "\nHur gör ni med städ? " + "x" * 300 + "\nMer.", subject=""))
    title = Ask.objects.get().title
    assert title.startswith("Hur gör ni med städ? xxx") and len(title) == 160 and title.endswith("…")


def test_a_book_in_a_letter_is_shortened_and_said_so(take: Run) -> None:
    assert take(letter("a", "Ord och ord. " * 3000))["shortened"] == 1
    body = Ask.objects.get().body
    assert len(body) == 20_000 and body.endswith("[…]")


def test_files_are_kept_with_what_they_came_with(take: Run, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    program = ENCLOSED.replace("priser.csv", "x.exe").replace("a;b", "MZ\0")
    counts = take(
        letter("a"),
        letter("b", ENCLOSED, answers="a", hour=1, headers=IN_PARTS),
        letter("c", program, answers="a", hour=2, headers=IN_PARTS),
        letter("d", ENCLOSED, subject="Fil i frågan", headers=IN_PARTS),
    )
    assert [file.name for answer in Answer.objects.order_by("posted") for file in answer.files.all()] == [
        "priser.csv"
    ]
    assert [file.name for file in Ask.objects.get(title="Fil i frågan").files.all()] == ["priser.csv"]
    assert counts["files_left_out"] == 1


def test_files_follow_their_letter_when_an_earlier_one_comes_in_front_of_it(take: Run) -> None:
    take(letter("b", ENCLOSED, answers="a", hour=1, headers=IN_PARTS))
    assert Ask.objects.get().files.get().name == "priser.csv"
    take(letter("a"))
    assert not Ask.objects.get().files.exists()
    assert Answer.objects.get().files.get().name == "priser.csv"


def test_one_thread_that_cannot_be_kept_is_left_out_whole_and_stops_no_other(
    take: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guess(text: str) -> str:
        if "förstört" in text:
            raise DataError("too odd")
        return "sv"

    monkeypatch.setattr(placing, "guess", guess)
    bad = [letter("x", subject="Trasig"), letter("y", "Något förstört", answers="x", subject="Trasig", hour=1)]
    counts = take(*THREAD, *bad, letter("z", subject="Frisk", hour=9))
    assert counts["skipped"] == [{"why": "could not be kept: DataError", "count": 2}]
    assert [row[0] for row in told()] == ["Mätning", "Frisk"]


def test_an_unknown_unit_is_said_in_a_sentence(cast: Cast, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.mbox", THREAD)
    result = CliRunner().invoke(import_mail, [str(path), "--unit", "nowhere"])
    assert result.exit_code == 1
    assert "There is no unit 'nowhere'" in result.output


def test_a_batch_takes_the_same_queries_however_many_threads(take: Run) -> None:
    many = [letter(f"n{n}", f"Fråga {n}?", subject=f"Ämne {n}", sender=f"P <p{n}@x.example>") for n in range(60)]
    with counting() as queries:
        assert take(*many)["new"] == 60
    assert len(queries) <= 50


def test_the_clock_of_the_letters_is_kept(take: Run) -> None:
    take(*THREAD)
    assert [answer.posted - FIRST for answer in Answer.objects.order_by("posted")] == [
        timedelta(hours=2),
        timedelta(hours=3),
    ]
