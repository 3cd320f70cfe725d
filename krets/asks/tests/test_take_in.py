"""The mail archive of a network becomes asks and answers, once, whatever happens on the way."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import DataError

from krets.activity.models import Notice
from krets.asks import actions
from krets.asks.actions import placing
from krets.asks.commands import import_mail
from krets.asks.models import Answer, Ask, Suggestion
from krets.db import places, readers
from krets.db.clock import now
from krets.mail import mbox
from krets.mail.models import Letter
from krets.mail.tests.archives import BO, FIRST, archive, letter
from krets.networks.models import Membership, Unit
from krets.people.models import Account, Person
from krets.search.models import Document
from krets.tests import trial
from krets.tests.cast import Cast, reader

Counts = dict[str, Any]
Run = Callable[..., Counts]
UNIT = "hallbart-inkop"


def import_(path: Path, unit: str = UNIT) -> Counts:
    result = CliRunner().invoke(import_mail, [str(path), "--unit", unit, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    counts: Counts = json.loads(result.stdout.splitlines()[-1])
    skipped = sum(one["count"] for one in counts["skipped"])
    assert counts["read"] == counts["new"] + counts["unchanged"] + skipped
    assert counts["new"] == counts["asks"] + counts["answers"]
    return counts


@pytest.fixture
def take(cast: Cast, tmp_path: Path) -> Run:
    """Import these letters as one archive."""

    def take(*letters: bytes, unit: str = UNIT, name: str = "a.mbox") -> Counts:
        return import_(archive(tmp_path / name, letters), unit)

    return take


def told(unit: str = UNIT) -> list[tuple[Any, ...]]:
    """All that was said in the unit's imported asks, without what is drawn by lot."""
    asks = Ask.objects.filter(units__slug=unit, message_id__startswith="<").order_by("posted", "message_id")
    return [
        (ask.title, *_of(ask), ask.answer_count, [_of(answer) for answer in ask.answers.order_by("message_id")])
        for ask in asks
    ]


def _of(item: Ask | Answer) -> tuple[Any, ...]:
    return (item.message_id, item.body, item.writer.account.email, item.writer.name, item.posted, item.language)


THREAD = (
    letter("a", "Hur mäter ni nyttan av uppföljning hos er?", subject="[lista] Mätning"),
    letter(
        "b", "Vi räknar timmar och fakturor.\n\n> Hur mäter", answers="a", sender=BO, hour=2, subject="Re: Mätning"
    ),
    letter("c", "Tack, det hjälpte mig mycket.", answers="b", hour=3, subject="SV: [lista] Mätning"),
)


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


def test_a_second_run_adds_nothing(take: Run) -> None:
    take(*THREAD)
    before = told()
    again = take(*THREAD)
    assert (again["new"], again["unchanged"], again["people"]) == (0, 3, 0)
    assert told() == before


def test_an_archive_that_grew_adds_what_is_new_to_its_threads(take: Run) -> None:
    take(*THREAD)
    late = letter("d", "Ett svar till, ett halvår senare.", answers="a", hour=5000, sender=BO)
    assert take(*THREAD, late, letter("e", subject="Annat", hour=5001))["new"] == 2
    assert [(row[0], row[-2]) for row in told()] == [("Mätning", 3), ("Annat", 0)]


def test_an_archive_of_new_letters_only_finds_the_threads_of_the_old(take: Run) -> None:
    take(*THREAD)
    take(
        letter("d", "Till slut blev det bra.", answers="c", hour=99), letter("x", subject="Re: mätning", hour=100)
    )
    assert [(row[0], row[-2]) for row in told()] == [("Mätning", 4)]


def test_the_order_of_two_imports_does_not_matter(take: Run, cast: Cast) -> None:
    take(*THREAD, unit="transporter")
    for part in THREAD[1:], THREAD[:1]:
        take(*part)
    assert told() == told("transporter")
    assert Document.objects.filter(kind="ask", deleted=False).count() == 2


def test_two_asks_become_one_when_a_letter_ties_them(take: Run) -> None:
    take(letter("c", "Svar på svaret, långt senare.", answers="b", subject="Re: x", hour=2))
    take(letter("a", "Frågan"))
    assert len(told()) == 2
    take(letter("b", "Svaret som saknades.", answers="a", subject="Något annat", hour=1))
    ((title, *_, count, answers),) = told()
    assert (title, count) == ("Mätning", 2)
    assert [answer[1] for answer in answers] == ["Svaret som saknades.", "Svar på svaret, långt senare."]


def test_what_somebody_has_worked_with_stays_as_it_is(take: Run, cast: Cast) -> None:
    take(THREAD[1])
    ask = Ask.objects.get()
    actions.answer(by=cast.eva, ask=ask, body="Jag svarar på sidan.")
    take(THREAD[0])
    ask.refresh_from_db()
    assert ask.message_id == "<b@arkiv.example>"
    assert {answer.message_id for answer in ask.answers.all()} == {"", "<a@arkiv.example>"}


def test_the_same_letter_in_two_networks_is_told_in_both(take: Run) -> None:
    take(*THREAD)
    assert take(*THREAD, unit="transporter")["new"] == 3
    assert told() == told("transporter")


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


IN_PARTS = 'Content-Type: multipart/mixed; boundary="="'
ENCLOSED = (
    "--=\n\nSe bilagan.\n--=\nContent-Type: text/csv\nContent-Disposition: attachment; filename=priser.csv\n\n"
    "a;b\n--=--"
)


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


def test_a_batch_takes_the_same_queries_however_many_threads(
    take: Run, django_assert_max_num_queries: Any
) -> None:
    many = [letter(f"n{n}", f"Fråga {n}?", subject=f"Ämne {n}", sender=f"P <p{n}@x.example>") for n in range(60)]
    with django_assert_max_num_queries(50):
        take(*many)


@pytest.mark.slow
def test_a_real_archive_is_the_same_whole_or_in_halves_the_later_first(take: Run) -> None:
    """But for one letter that says only by its subject which of two threads of that name it belongs to."""
    path = trial.data("lists", "r-sig-teaching.mbox.gz")
    whole = import_(path)
    assert whole["new"] > 0.99 * whole["read"]
    assert import_(path)["new"] == 0
    with gzip.open(path) as file:
        letters = [
            mbox.written("x@x", mbox.arrived(found.envelope) or FIRST, found.raw) for found in mbox.letters(file)
        ]
    for half in letters[len(letters) // 2 :], letters[: len(letters) // 2]:
        take(*half, unit="transporter")
    first, second = told(), told("transporter")
    assert len(first) == len(second)
    assert sum(one != two for one, two in zip(first, second, strict=True)) <= 2


def many_threads(count: int) -> Iterator[bytes]:
    for number in range(count):
        yield letter(f"q{number}", f"Fråga {number}: hur gör ni?", subject=f"Ämne {number}", hour=number)
        for answer in range(2):
            yield letter(
                f"q{number}a{answer}",
                f"Svar {answer} på {number}.",
                answers=f"q{number}",
                subject=f"Re: Ämne {number}",
                sender=f"Person {number % 40} <p{number % 40}@x.example>",
                hour=number + answer + 0.5,
            )


IMPORT = "import django; django.setup(); from krets.asks.commands import import_mail; import_mail()"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_it_is_as_if_run_once(tmp_path: Path) -> None:
    for slug in ("killed", "clean"):
        unit = Unit.objects.create(slug=slug, name=slug)
        unit.readers = [readers.unit(unit.pk)]
        unit.save()
    path = archive(tmp_path / "a.mbox.gz", many_threads(500))
    process = subprocess.Popen([sys.executable, "-c", IMPORT, str(path), "--unit", "killed"], env=_environment())
    until = time.monotonic() + 60
    while not Ask.objects.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(random.random() / 10)
    process.send_signal(signal.SIGKILL)
    process.wait()
    halfway = told("killed")
    assert 0 < len(halfway) < 500, "it was killed in the middle"
    assert all(row[-2] == len(row[-1]) == 2 for row in halfway), "no thread is half there"
    import_(path, "killed")
    import_(path, "clean")
    assert told("killed") == told("clean")
    assert len(told("clean")) == 500
    assert Membership.objects.filter(unit__slug="killed").count() == 41


def _environment() -> dict[str, str]:
    database = settings.DATABASES["default"]["NAME"]
    owner, application = places.owner(), places.application()
    return {
        **os.environ,
        "KRETS_DATABASE_URL": places.Address(**{**vars(owner), "name": database}).url(),
        "KRETS_DATABASE_APP_URL": places.Address(**{**vars(application), "name": database}).url(),
    }


def test_the_clock_of_the_letters_is_kept(take: Run) -> None:
    take(*THREAD)
    assert [answer.posted - FIRST for answer in Answer.objects.order_by("posted")] == [
        timedelta(hours=2),
        timedelta(hours=3),
    ]
