"""An archive that grew, came in parts or in another order ties its letters to the threads that are there."""

import gzip

import pytest

from krets.asks import actions
from krets.asks.models import Ask
from krets.asks.tests.an_archive import THREAD, Run, import_, told
from krets.mail import mbox
from krets.mail.tests.archives import BO, FIRST, letter
from krets.search.models import Document
from krets.tests import trial
from krets.tests.cast import Cast


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
