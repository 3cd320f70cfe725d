"""A member writes to a subgroup's own address, and asks there."""

from collections.abc import Iterator
from typing import Any

import pytest

from krets.asks.models import Ask, Draft
from krets.mail import intake, jobs
from krets.mail.models import Incoming, Letter
from krets.mail.tests.conftest import signed_in
from krets.networks import actions as networks
from krets.tests.cast import Cast

TO = "uppfoljning@localhost"
PROVED = "Authentication-Results: mx.krets.example; dmarc=pass header.from=mittland.example\n"


@pytest.fixture(autouse=True)
def own_server(settings: Any, cast: Cast) -> Iterator[None]:
    settings.MAIL_AUTHSERV = "mx.krets.example"
    for person in (cast.david, cast.ida):
        signed_in(person)
    return


def comes(
    *, sender: str = "david@mittland.example", subject: str = "Hur följer ni upp vite?", text: str = "Vi undrar.",
    more: str = PROVED, to: str = TO,
) -> tuple[str, str]:  # fmt: skip
    own = abs(hash((sender, subject, text, more)))
    head = f"{more}From: D <{sender}>\nTo: {to}\nSubject: {subject}\nMessage-ID: <{own}@x>\n"
    raw = f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    (pk,) = intake.keep([to], raw, sender)
    jobs.receive(incoming=pk)
    incoming = Incoming.objects.get(pk=pk)
    return incoming.fate, incoming.why


def told() -> list[str]:
    return list(Letter.objects.filter(once__startswith="mail.box:").order_by("pk").values_list("to", flat=True))


def test_a_members_letter_becomes_an_ask_in_the_subgroup(cast: Cast) -> None:
    assert intake.is_ours(TO)
    assert comes() == ("taken", "")
    ask = Ask.objects.get()
    assert (ask.title, ask.body, ask.writer) == ("Hur följer ni upp vite?", "Vi undrar.", cast.david)
    assert [unit.slug for unit in ask.units.all()] == ["uppfoljning"]
    assert comes() == ("taken", "") and Ask.objects.count() == 1  # the same letter is one


@pytest.mark.parametrize(
    "more",
    [
        "",
        "Authentication-Results: mx.krets.example; dmarc=fail header.from=mittland.example\n",
        "Authentication-Results: mx.krets.example; spf=none\n",
        "Authentication-Results: mx.krets.example; spf=pass smtp.mailfrom=bounce.evil.example\n",
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=mittland.example\n",
    ],
)
def test_what_nothing_proves_is_not_asked_and_its_owner_told_once_a_day(cast: Cast, more: str) -> None:
    assert comes(more=more)[0] == "refused"
    assert comes(more=more, text="Igen.")[0] == "refused"
    assert not Ask.objects.exists() and told() == ["david@mittland.example"]
    assert "Vi undrar" not in Letter.objects.get(once__startswith="mail.box:").text


def test_without_a_server_that_checks_nobody_asks_so(cast: Cast, settings: Any) -> None:
    settings.MAIL_AUTHSERV = ""
    assert comes() == ("refused", "no mail server of ours checks senders")
    assert not Ask.objects.exists()


def test_who_is_no_member_gets_a_polite_answer(cast: Cast) -> None:
    proved = PROVED.replace("mittland", "inkop-mittland")
    assert comes(sender="ida@inkop-mittland.example", more=proved) == ("refused", "may not ask there")
    stranger = PROVED.replace("mittland", "annanstans")
    for text in ("En gång.", "Två."):
        assert comes(sender="x@annanstans.example", more=stranger, text=text)[0] == "refused"
    assert told() == ["ida@inkop-mittland.example", "x@annanstans.example"]
    assert comes(sender="y@annanstans.example", more="")[0] == "refused"  # not proved: nobody is written to
    assert len(told()) == 2 and not Ask.objects.exists()


@pytest.mark.parametrize(
    "more", ["Auto-Submitted: auto-replied\n", "Precedence: bulk\n", "List-Id: <x.example>\n", "Return-Path: <>\n"]
)
def test_programs_and_loops_are_dropped_in_silence(cast: Cast, more: str) -> None:
    assert comes(more=more + PROVED)[0] == "automatic"
    assert comes(sender="krets@localhost")[0] == "automatic"
    assert told() == [] and not Ask.objects.exists()


def test_words_that_may_be_drawn_from_tenders_wait_as_a_draft(cast: Cast) -> None:
    assert comes(subject="Vi fick tre anbud, lägsta pris 120 kr") == ("refused", "looks secret")
    assert not Ask.objects.exists() and told() == ["david@mittland.example"]
    draft = Draft.objects.get(person=cast.david)
    comes(subject="Vi fick fyra anbud, lägsta pris 130 kr")
    assert Draft.objects.get(pk=draft.pk).typed == draft.typed  # what one types oneself is not written over


def test_the_address_can_be_switched_off_and_networks_have_none(cast: Cast) -> None:
    assert not intake.is_ours("hallbart-inkop@localhost") and not intake.is_ours("postmaster@localhost")
    networks.set_up_subgroups(by=cast.eva, unit=cast.units["uppfoljning"], takes_mail=False)
    assert not intake.is_ours(TO)
    assert comes() == ("refused", "may not ask there")
