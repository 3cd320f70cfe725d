"""A letter is written with the fact that caused it."""

from typing import Any

import pytest
from django.db import transaction

from krets.mail import outbox, silence
from krets.mail.models import Letter
from krets.mail.tests.conftest import CONTEXT, signed_in
from krets.people.models import Account
from krets.tests.cast import Cast


def write(**fields: Any) -> Letter | None:
    return outbox.write(**{"template": "mail/mail/confirm", "context": CONTEXT} | fields)


def test_a_letter_has_subject_text_and_html_in_the_addressees_language(cast: Cast) -> None:
    letter = write(person=signed_in(cast.anna))
    assert letter is not None
    assert (letter.to, letter.language) == ("anna@grankoping.example", "sv")
    assert "Bonus på omsättning?" in letter.subject
    assert "https://krets.example/x?a=1&b=2" in letter.text  # plain text is not escaped
    assert "https://krets.example/x?a=1&amp;b=2" in letter.html
    assert "<table" in letter.html and "mj-text" not in letter.html


def test_who_never_signed_in_gets_no_letter(cast: Cast) -> None:
    Account.objects.filter(person=cast.bo).update(last_login=None)
    cast.bo.account.refresh_from_db()
    assert write(person=cast.bo) is None
    assert not Letter.objects.exists()


def test_a_letter_of_one_name_is_written_once(cast: Cast) -> None:
    assert write(to="a@b.example", once="ask:1:bo")
    assert write(to="a@b.example", once="ask:1:bo") is None
    assert Letter.objects.count() == 1


def test_a_letter_about_something_has_a_reply_address_and_a_thread_of_its_own(cast: Cast) -> None:
    first = write(to="a@b.example", about="ask:abc")
    second = write(to="a@b.example", about="ask:abc")
    other = write(to="a@b.example", about="ask:def")
    assert first and second and other
    assert first.headers["Reply-To"] == f"reply+{first.reply_token}@localhost"
    assert first.headers["Reply-To"] != second.headers["Reply-To"]
    assert first.headers["References"] == second.headers["References"] != other.headers["References"]
    assert first.text.startswith("–")


def test_only_a_letter_with_a_kind_can_be_unsubscribed_from(cast: Cast) -> None:
    news, code = write(to="a@b.example", kind="suggestion"), write(to="a@b.example")
    assert news and code
    assert news.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in code.headers
    assert "/mail/unsubscribe/" in news.text and "/mail/unsubscribe/" in news.html
    assert "/mail/unsubscribe/" not in code.text + code.html


def test_a_silenced_address_still_gets_letters_that_must_arrive(cast: Cast) -> None:
    silence.rest("A@b.example", "bounce")
    assert write(to="a@b.example", kind="suggestion") is None
    assert write(to="a@b.example") is not None


def test_a_subject_starts_no_other_header(cast: Cast) -> None:
    title = "Hej\r\nBcc: all@evil.example\u2028X: y\x00"
    letter = write(to="a@b.example", context=CONTEXT | {"title": title})
    assert letter is not None
    assert not set(letter.subject) & set("\r\n\x00\u2028")


@pytest.mark.parametrize("to", ["a@b.example\nBcc: c@d.example", "no address", "a@b.example, c@d.example", ""])
def test_an_address_that_is_none_is_refused(cast: Cast, to: str) -> None:
    with pytest.raises(ValueError):
        write(to=to)


def test_a_letter_goes_with_the_fact_that_caused_it(cast: Cast) -> None:
    try:
        with transaction.atomic():
            write(to="a@b.example")
            raise RuntimeError("the fact was not to be")
    except RuntimeError:
        pass
    assert not Letter.objects.exists()
