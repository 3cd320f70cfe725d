"""Who was asked says "not me" or "not now"; one click from the letter, one press on the page."""

import re

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from krets.asks import actions
from krets.asks.models import Ask, Suggestion
from krets.asks.tests.an_ask import everybody_has_signed_in, letters, posted
from krets.tests.cast import Cast, client_of


@pytest.fixture
def suggestion(cast: Cast) -> Suggestion:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    asked = Suggestion.objects.create(ask=ask, person=cast.cilla, wave=1)
    Suggestion.objects.create(ask=ask, person=cast.bo, wave=1)
    return asked


def link(suggestion: Suggestion, choice: str) -> str:
    return f"/asks/suggestions/{suggestion.key}/?seal={suggestion.seal}&choice={choice}"


@pytest.mark.parametrize("choice", ["not_me", "not_now"])
def test_it_is_noted(cast: Cast, suggestion: Suggestion, choice: str) -> None:
    actions.decline(by=cast.cilla, suggestion=suggestion, reply=choice)
    suggestion.refresh_from_db()
    assert suggestion.reply == choice and suggestion.replied


def test_when_everybody_declined_the_next_are_asked_at_once(cast: Cast, suggestion: Suggestion) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="asks.suggest", args__wave=2)
    actions.decline(by=cast.cilla, suggestion=suggestion, reply="not_me")
    assert not jobs.exists()
    actions.decline(by=cast.bo, suggestion=suggestion.ask.suggestions.get(person=cast.bo), reply="not_now")
    assert jobs.count() == 1


# The page


def test_opening_the_link_of_the_letter_does_nothing_by_itself(cast: Cast, suggestion: Suggestion) -> None:
    page = client_of(None).get(link(suggestion, "not_me"))
    assert page.status_code == 200
    suggestion.refresh_from_db()
    assert suggestion.reply == ""


def test_one_press_there_declines_without_signing_in(cast: Cast, suggestion: Suggestion) -> None:
    page = client_of(None).post(link(suggestion, "not_now")).content.decode()
    suggestion.refresh_from_db()
    assert suggestion.reply == "not_now" and "Tack för att du sa till" in page


def test_a_stranger_with_the_link_reads_the_title_and_no_more(cast: Cast, suggestion: Suggestion) -> None:
    page = client_of(None).get(link(suggestion, "not_me")).content.decode()
    assert suggestion.ask.title in page
    assert not [word for word in ("översyn", "Anna", "Granköping", "Cilla", "Hållbart inköp") if word in page]


def test_the_letter_holds_the_links(cast: Cast, suggestion: Suggestion) -> None:
    actions.ask_instead(suggestion=suggestion, to=cast.david)
    text = letters(cast.david, "suggestion").get().text
    assert re.findall(r"choice=(\w+)", text) == ["not_me", "not_now", "pass_on"]


def test_who_was_asked_needs_no_seal_when_signed_in(cast: Cast, suggestion: Suggestion) -> None:
    client_of(cast.cilla).post(f"/asks/suggestions/{suggestion.key}/?choice=not_me")
    suggestion.refresh_from_db()
    assert suggestion.reply == "not_me"


def test_a_second_press_changes_nothing(cast: Cast, suggestion: Suggestion) -> None:
    for choice in ("not_me", "not_now"):
        client_of(None).post(link(suggestion, choice))
    suggestion.refresh_from_db()
    assert suggestion.reply == "not_me"


# Who may not


def test_without_the_seal_it_is_as_if_it_were_not_there(cast: Cast, suggestion: Suggestion) -> None:
    for key in (suggestion.key, "zzzzzzzzzzzz"):
        for seal in ("", "?seal=forged"):
            assert client_of(cast.bo).post(f"/asks/suggestions/{key}/{seal}").status_code == 404
            assert client_of(None).post(f"/asks/suggestions/{key}/{seal}").status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.reply == ""


def test_the_seal_of_one_letter_opens_no_other(cast: Cast, suggestion: Suggestion) -> None:
    other = suggestion.ask.suggestions.get(person=cast.bo)
    assert client_of(cast.ida).post(f"/asks/suggestions/{other.key}/?seal={suggestion.seal}").status_code == 404


def test_a_closed_ask_needs_no_reply(cast: Cast, suggestion: Suggestion) -> None:
    actions.close(by=cast.anna, ask=Ask.objects.get())
    page = client_of(None).get(link(suggestion, "not_me")).content.decode()
    assert "Efterlysningen är stängd" in page and '<form class="form"' not in page
