"""A reply to a letter about an ask is an answer."""

import pytest

from krets.asks import actions, replies
from krets.asks.models import Answer, Ask
from krets.asks.tests.an_ask import everybody_has_signed_in, posted
from krets.mail.models import Letter
from krets.mail.reply import Reply
from krets.tests.cast import Cast


@pytest.fixture
def ask(cast: Cast) -> Ask:
    everybody_has_signed_in(cast)
    return posted(cast)


def reply(cast: Cast, ask: Ask, by: str = "bo", **parts: object) -> Reply:
    given = {"text": "Vi gjorde så här.", "message_id": "<1@bjorkfors.example>"}
    return Reply(person=cast.people[by], about_key=ask.key, **{**given, **parts})  # type: ignore[arg-type]


def test_it_is_posted_as_its_persons_answer(cast: Cast, ask: Ask) -> None:
    assert replies.receive(reply=reply(cast, ask)) == ""
    answer = Answer.objects.get()
    assert (answer.writer, answer.body, answer.via) == (cast.bo, "Vi gjorde så här.", "mail")


def test_delivered_twice_it_counts_once(cast: Cast, ask: Ask) -> None:
    for _ in range(2):
        assert replies.receive(reply=reply(cast, ask)) == ""
    assert Answer.objects.count() == 1


def test_what_is_attached_is_kept(cast: Cast, ask: Ask) -> None:
    mall = ("mall.txt", b"Var tionde faktura", "text/plain")
    replies.receive(reply=reply(cast, ask, text="", attachments=(mall,)))
    answer = Answer.objects.get()
    assert answer.files.get().name == "mall.txt" and answer.body == "Se det som är bifogat."


def test_a_program_is_left_out_and_the_sender_told(cast: Cast, ask: Ask) -> None:
    replies.receive(reply=reply(cast, ask, attachments=(("a.exe", b"MZ\x90", "application/x-msdownload"),)))
    assert Answer.objects.get().files.count() == 0
    letter = Letter.objects.get(person=cast.bo)
    assert "a.exe" in letter.text and "Ditt svar är publicerat" in letter.text


def test_an_empty_letter_posts_nothing_and_says_so(cast: Cast, ask: Ask) -> None:
    assert replies.receive(reply=reply(cast, ask, text=" \n ")) == "empty"
    assert not Answer.objects.exists()


def test_a_closed_ask_takes_none(cast: Cast, ask: Ask) -> None:
    actions.close(by=cast.anna, ask=ask)
    assert replies.receive(reply=reply(cast, ask)) == "closed"
    assert not Answer.objects.exists()


def test_who_may_not_read_the_ask_learns_nothing_of_it(cast: Cast, ask: Ask) -> None:
    hidden = replies.receive(reply=reply(cast, ask, by="ida"))
    absent = replies.receive(reply=Reply(person=cast.ida, about_key="zzzzzzzzzzzz", text="Hej"))
    assert hidden == absent != ""
    assert not Answer.objects.exists()
