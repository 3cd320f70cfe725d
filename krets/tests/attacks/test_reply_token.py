"""Somebody has got hold of a letter's reply address: a colleague's copy, a leaked archive."""

from typing import Any

import pytest

from krets.asks import emails
from krets.asks.models import Answer, Suggestion
from krets.asks.tests.an_ask import everybody_has_signed_in, posted
from krets.mail.models import Letter
from krets.mail.tests.incoming import comes, reply
from krets.tests.cast import Cast

BO, EVIL = "bo@bjorkfors.example", "evil@elsewhere.example"


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """To Bo, about an ask of Anna's."""
    everybody_has_signed_in(cast)
    emails.suggestion(Suggestion.objects.create(ask=posted(cast), person=cast.bo, wave=1))
    return Letter.objects.get(to=BO)


def test_a_thief_posts_nothing_in_its_owners_name(letter: Letter) -> None:
    assert comes(letter, reply(letter, sender=EVIL), envelope=EVIL).fate == "confirm"
    assert not Answer.objects.exists()
    assert not Letter.objects.filter(to=EVIL).exists()


def test_nor_with_the_owners_address_and_a_failing_signature(letter: Letter, settings: Any) -> None:
    settings.MAIL_AUTHSERV = "mx.krets.example"
    header = "Authentication-Results: mx.krets.example; dmarc=fail header.from=bjorkfors.example\n"
    assert comes(letter, reply(letter, more=header)).fate == "confirm"
    assert not Answer.objects.exists()


def test_an_altered_token_belongs_to_nobody(letter: Letter) -> None:
    name, _, host = letter.headers["Reply-To"].partition("@")
    before = Answer.objects.count()
    incoming = comes(letter, reply(letter), to=f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{host}")
    assert incoming.fate not in ("taken", "confirm")
    assert Answer.objects.count() == before
