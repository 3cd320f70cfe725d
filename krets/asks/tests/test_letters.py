"""A letter holds what its addressee may read when it is written, and before an award no more than the title."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from krets.activity.emails import digest
from krets.asks import actions, emails, replies, rules
from krets.asks.models import Answer, Suggestion
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted
from krets.mail import postman, postoffice
from krets.mail.models import Letter
from krets.mail.reply import Reply
from krets.mail.tests.conftest import free_port
from krets.networks import actions as networks
from krets.networks.models import Check, Phase
from krets.people.models import Person
from krets.tests.cast import Cast, client_of


def leave(cast: Cast, person: Person) -> None:
    networks.leave(by=None, unit=cast.units["hallbart-inkop"], person=person)


def test_an_answer_before_its_own_award_is_not_in_the_letter(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    early = Check(phase=Phase.PROCUREMENT, awarded=False)
    answered(cast, posted(cast), body="Tre anbud kom in.", check=early)
    letter = letters(cast.anna, "answer").get()
    assert "Tre anbud" not in letter.text + letter.html


def test_an_asker_who_has_left_is_not_sent_what_she_can_not_read(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    leave(cast, cast.anna)
    answered(cast, ask)
    assert not letters(cast.anna).exists()
    answered(cast, ask, by="bo", audience="asker")
    assert letters(cast.anna, "answer").count() == 1


def test_an_answerer_who_has_left_hears_no_more_of_the_ask(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answer = answered(cast, ask)
    leave(cast, cast.cilla)
    actions.thank(by=cast.anna, ask=ask, helped=[answer])
    actions.close(by=cast.anna, ask=ask, used_for="En översyn.")
    actions.give_back(ask=ask)
    assert not letters(cast.cilla).exists()


def test_who_sees_no_colleagues_names_is_told_none(cast: Cast) -> None:
    """Names are for people who belong to an organisation; one can be a member of a network without."""
    everybody_has_signed_in(cast)
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=cast.lea)
    client, ask = client_of(cast.lea), posted(cast)
    actions.thank(by=cast.anna, ask=ask, helped=[answered(cast, ask)])
    page = client.get(f"/asks/{ask.key}/").content.decode()
    assert "Anna Granlund" not in page and "Cilla" not in page and "hjälpte" in page
    own = posted(cast, by="lea")
    answered(cast, own)
    Suggestion.objects.create(ask=own, person=cast.bo, wave=1)
    letter = letters(cast.lea, "answer").get()
    assert "Cilla" not in letter.text + letter.html and "Sjöhamns stad" in letter.text
    assert "Bo Björk" not in client.get(f"/asks/{own.key}/").content.decode()


def test_two_people_who_send_the_same_name_of_a_form_or_a_letter_both_answer(cast: Cast) -> None:
    ask = posted(cast)
    for person in (cast.bo, cast.cilla):
        sent = client_of(person).post(
            f"/asks/{ask.key}/answer/", {"body": "Så gjorde vi.", "phase": "none", "once": "abc"}
        )
        assert sent.status_code == 302
        reply = Reply(person=person, about_key=ask.key, text="Och så här.", message_id="<1@program.example>")
        assert replies.receive(reply=reply) == ""
    assert Answer.objects.count() == 4


def test_a_suggestion_is_not_shown_by_its_page_to_who_no_longer_reads_the_ask(cast: Cast) -> None:
    one = Suggestion.objects.create(ask=posted(cast), person=cast.bo, wave=1)
    client = client_of(cast.bo)
    assert client.get(f"/asks/suggestions/{one.key}/").status_code == 200
    leave(cast, cast.bo)
    assert client.get(f"/asks/suggestions/{one.key}/").status_code == 404
    # Whoever holds the letter has read the title there.
    assert client.get(f"/asks/suggestions/{one.key}/?seal={one.seal}").status_code == 200


def test_a_reason_names_nothing_that_its_person_no_longer_reads(cast: Cast) -> None:
    ask = posted(cast, by="bo", unit="krets-mitt", title="Zinkfrågan i Krets Mitt")
    answer = answered(cast, ask, by="david")
    reasons = [
        {"source": "answer", "key": answer.key, "words": ask.title},
        {"source": "purchase", "key": "1-2026", "words": "Zink (2026)"},
    ]
    assert rules.tellable(cast.david, reasons) == reasons
    networks.leave(by=None, unit=cast.units["krets-mitt"], person=cast.david)
    assert rules.tellable(cast.david, reasons) == reasons[1:]


@pytest.fixture
def served(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """There is a mail server at last."""
    monkeypatch.setattr(postoffice, "root", lambda: tmp_path)
    port = free_port()
    office = postoffice.open_at(port)
    settings.MAIL_SMTP = f"smtp://127.0.0.1:{port}"
    yield
    office.stop()


def test_who_has_left_while_letters_waited_does_not_get_them(cast: Cast, served: None) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    actions.thank(by=cast.anna, ask=ask, helped=[answered(cast, ask)])
    emails.posted(ask, cast.bo)
    emails.posted(ask, cast.cilla)
    leave(cast, cast.cilla)
    for letter in Letter.objects.all():
        postman.send(letter.pk)
    assert letters(cast.bo).get().sent is not None
    assert letters(cast.anna, "answer").get().sent is not None
    dropped = Letter.objects.filter(person=cast.cilla)
    assert dropped.count() == 2
    assert {(one.sent, one.fault, one.text) for one in dropped} == {(None, postman.NOT_THEIRS, "")}
    assert postoffice.letters(cast.cilla.account.email) == []


def test_a_digest_of_what_may_no_longer_be_read_is_dropped(cast: Cast, served: None) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    items = [{"word": "", "title": ask.title, "link": "", "what": f"ask:{ask.key}"}]
    digest(cast.cilla, period="daily", items=items, day=date(2026, 3, 2))
    leave(cast, cast.cilla)
    letter = Letter.objects.get(person=cast.cilla)
    postman.send(letter.pk)
    letter.refresh_from_db()
    assert letter.fault == postman.NOT_THEIRS
