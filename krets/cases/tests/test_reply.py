"""Whoever wrote the case replies: `reply`, `give_replies`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from krets.activity.models import Entry, Notice
from krets.api.tests.calling import Caller
from krets.cases import actions, jobs, replies, rules
from krets.cases.models import Case, Question, Reply
from krets.cases.tests.filled import EARLY, published
from krets.cases.tests.test_ask_writer import ASKED, asked, everybody_has_signed_in
from krets.db import clock
from krets.mail.models import Letter
from krets.mail.reply import Reply as Mailed
from krets.tests.cast import Cast, client_of, reader

REPLIED = "Med kubikmeter, inte styck."


def next_morning() -> None:
    with clock.shifted(timedelta(days=1)):
        actions.give_replies()


def replied(cast: Cast, question: Question, by: str = "ida", **more: object) -> Reply:
    given = {"how": "answered", "body": REPLIED, **more}
    return actions.reply(by=cast.people[by], question=question, **given)  # type: ignore[arg-type]


@pytest.fixture
def unnamed(cast: Cast) -> Case:
    everybody_has_signed_in(cast)
    return published(cast.ida, unnamed=True)


def test_a_reply_with_a_name_goes_out_at_once(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    question = asked(cast, published(cast.ida))
    replied(cast, question)
    letter = Letter.objects.get(person=cast.bo)
    assert REPLIED in letter.text and "Ida Inglund" in letter.text
    assert REPLIED in client_of(cast.bo).get(f"/cases/questions/{question.key}/").content.decode()


def test_a_reply_without_a_name_waits_for_the_morning(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed)
    replied(cast, question)
    page = f"/cases/questions/{question.key}/"
    actions.give_replies()  # the same day: nothing
    assert not Letter.objects.filter(person=cast.bo).exists()
    assert REPLIED not in client_of(cast.bo).get(page).content.decode()
    assert REPLIED in client_of(cast.ida).get(page).content.decode()
    assert Caller(cast.bo).get(f"/questions/{question.key}")["reply"] is None
    next_morning()
    assert REPLIED in client_of(cast.bo).get(page).content.decode()
    assert Letter.objects.filter(person=cast.bo).count() == 1
    next_morning()
    assert Letter.objects.filter(person=cast.bo).count() == 1


def test_the_clock_lets_nothing_out_before_seven(
    cast: Cast, unnamed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    replied(cast, asked(cast, unnamed))
    tomorrow = timezone.localtime(clock.now() + timedelta(days=1))
    for hour, out in ((6, False), (7, True)):
        monkeypatch.setattr(jobs, "now", lambda hour=hour: tomorrow.replace(hour=hour))
        with clock.shifted(timedelta(days=1)):
            jobs.give_replies()
        assert Reply.objects.filter(out__isnull=False).exists() == out


def test_until_then_it_can_be_changed_and_then_not(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed)
    replied(cast, question, body="Fel.")
    replied(cast, question, once="form:1")
    next_morning()
    assert Reply.objects.get().body == REPLIED
    assert replied(cast, question, once="form:1").body == REPLIED
    with pytest.raises(actions.RepliedAlready):
        replied(cast, question, body="Fel igen.")


def test_nothing_that_the_asker_gets_names_the_unnamed_writer(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed)
    replied(cast, question)
    next_morning()
    letter = Letter.objects.get(person=cast.bo)
    bo = client_of(cast.bo)
    pages = (f"/cases/questions/{question.key}/", f"/cases/{unnamed.key}/questions/", "/my-data/krets.json")
    told = " ".join(bo.get(page).content.decode() for page in pages)
    told += str([letter.subject, letter.text, letter.html, letter.headers, letter.message_id])
    told += str(Caller(cast.bo).get(f"/questions/{question.key}"))
    assert REPLIED in told
    for word in ("Ida", "Inglund", cast.ida.key, "inkop-mittland", "Inköp Mittland"):
        assert word not in told, word
    assert not Entry.objects.filter(verb="cases.reply", by__isnull=False).exists()
    assert Notice.objects.get(entry__verb="cases.reply").person == cast.bo


def test_others_read_it_only_when_both_let_them(cast: Cast) -> None:
    case = published(cast.ida)
    for asker_lets, writer_lets in ((False, False), (False, True), (True, False), (True, True)):
        question = asked(cast, case, may_be_shared=asker_lets)
        assert question not in rules.visible_questions(reader(cast.anna))
        replied(cast, question, share=writer_lets)
        assert (question in rules.visible_questions(reader(cast.anna))) == (asker_lets and writer_lets)


def test_a_polite_no_and_an_answer_in_the_case(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    case = published(cast.ida)
    for how, words in (("declined", "vill helst inte svara"), ("in_case", "i erfarenheten")):
        question = asked(cast, case, may_be_shared=True)
        page = client_of(cast.ida).post(
            f"/cases/questions/{question.key}/reply/", {"how": how, "body": "", "readers": "all"}
        )
        assert page.status_code == 302
        letter = Letter.objects.get(once=f"cases.replied:{question.key}")
        assert words in letter.text.casefold(), letter.text
    assert Question.objects.filter(shared=True).count() == 1  # a no is for who asked


def test_the_page_asks_an_unnamed_writer_who_names_themselves_once(cast: Cast, unnamed: Case) -> None:
    question, client = asked(cast, unnamed), client_of(cast.ida)
    sent = {"how": "answered", "body": "Vi på Inköp Mittland räknade fel. /Ida"}
    page = client.post(f"/cases/questions/{question.key}/reply/", sent).content.decode()
    assert "<q>Mittland</q>" in page and "<q>Ida</q>" in page and not Reply.objects.exists()
    client.post(f"/cases/questions/{question.key}/reply/", sent | {"confirmed": "on"})
    assert Reply.objects.get().body == sent["body"]


def mailed(question: Question, by: object, text: str, **more: object) -> str:
    given = {"person": by, "about_key": question.key, "text": text, "message_id": "<1@post.mittland.example>"}
    return replies.receive(reply=Mailed(**{**given, **more}))  # type: ignore[arg-type]


def test_a_letter_is_a_reply_or_the_next_question(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed, unnamed=True)
    assert mailed(question, cast.ida, REPLIED) == ""
    assert "mittland" not in Reply.objects.get().once
    next_morning()
    assert mailed(question, cast.bo, "Och i kronor?") == ""
    again = Question.objects.get(body="Och i kronor?")
    assert again.unnamed and again.hidden_writer.person == cast.bo
    assert mailed(question, cast.anna, "Får jag också?") == "may not read the question"
    assert mailed(question, cast.ida, "Ett tillägg.") != ""


def test_a_letter_that_names_its_unnamed_writer_is_shown_to_them_first(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed)
    for text in ("Det löste sig.\n/Ida", "Ring 0", "ida@inkop-mittland.example", "Mittlands modell"):
        assert mailed(question, cast.ida, text).startswith("names its writer") == (text != "Ring 0"), text
    assert Reply.objects.get().body == "Ring 0"
    assert mailed(question, cast.ida, "Det löste sig.\n/Ida", confirmed=True) == ""
    assert Reply.objects.get().body.endswith("/Ida")


def test_files_of_a_letter_are_left_out_and_their_sender_hears_of_it(cast: Cast, unnamed: Case) -> None:
    question = asked(cast, unnamed)
    files = (("Ida.docx", b"x", "application/octet-stream"),)
    assert mailed(question, cast.ida, REPLIED, attachments=files) == ""
    assert Letter.objects.filter(person=cast.ida, text__contains="filer går inte").exists()


def test_before_the_award_letters_hold_title_and_link(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    case = published(cast.ida, check=EARLY, outcome="", phase="preparation")
    question = asked(cast, case)
    replied(cast, question)
    for letter in Letter.objects.all():
        assert ASKED not in letter.text + letter.html and REPLIED not in letter.text + letter.html
    assert Letter.objects.count() == 2


def test_nobody_else_replies(cast: Cast) -> None:
    question = asked(cast, published(cast.ida), may_be_shared=True)
    replied(cast, question, share=True)
    page = f"/cases/questions/{question.key}/reply/"
    assert client_of(cast.anna).get(page).status_code == 403
    assert client_of(cast.bo).get(page).status_code == 403
    assert client_of(None).get(page).status_code == 302
    assert client_of(cast.ida).get(page).status_code == 302  # it is out
    hidden = asked(cast, published(cast.ida))
    assert client_of(cast.anna).get(f"/cases/questions/{hidden.key}/reply/").status_code == 404
    Caller(cast.bo).post(f"/questions/{question.key}/reply", {"body": "x"}, 403)
    Caller(cast.ida).post(f"/questions/{question.key}/reply", {"body": "x"}, 409)
