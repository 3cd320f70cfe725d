"""Who was asked names somebody else."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from krets.asks import actions
from krets.asks.models import Suggestion
from krets.asks.tests.an_ask import everybody_has_signed_in, letters, posted
from krets.asks.tests.test_decline import link
from krets.db.readers import BUYERS, Reader
from krets.networks.actions import join
from krets.people.models import Availability, Person
from krets.tests.cast import Cast, client_of


@pytest.fixture
def suggestion(cast: Cast) -> Suggestion:
    everybody_has_signed_in(cast)
    return Suggestion.objects.create(ask=posted(cast), person=cast.cilla, wave=1)


def test_the_colleague_is_asked_and_told_who_thought_of_them(cast: Cast, suggestion: Suggestion) -> None:
    actions.pass_on(by=cast.cilla, suggestion=suggestion, to=cast.david)
    job = ProcrastinateJob.objects.get(task_name="asks.ask_instead")
    assert job.args == {"suggestion": suggestion.key, "to": cast.david.key}
    asked = actions.ask_instead(suggestion=suggestion, to=cast.david)
    assert asked is not None and asked.passed_on_by == cast.cilla
    assert "Cilla Sjöberg tror att du vet" in letters(cast.david, "suggestion").get().text
    suggestion.refresh_from_db()
    assert suggestion.reply == Suggestion.Reply.PASSED_ON


@pytest.mark.parametrize("ruled", [True, False])
def test_who_may_not_know_the_colleague_is_told_of_a_colleague(
    cast: Cast, suggestion: Suggestion, monkeypatch: pytest.MonkeyPatch, ruled: bool
) -> None:
    """The database holds it where the rule forgets."""
    if not ruled:
        monkeypatch.setattr(Reader, "reads", lambda reader, row: row is not None)
    join(by=None, unit=cast.units["hallbart-inkop"], person=cast.lea)  # who works for no buyer
    for who in (cast.lea, cast.cilla):
        who.refresh_from_db()
    Person.objects.filter(pk=cast.cilla.pk).update(readers=[BUYERS])
    asked = actions.ask_instead(suggestion=Suggestion.objects.get(pk=suggestion.pk), to=cast.lea)
    assert asked is not None and asked.reasons == [{"source": "somebody", "key": "", "words": ""}]
    assert "Cilla" not in letters(cast.lea, "suggestion").get().text


def test_nobody_is_asked_twice_or_beyond_their_budget(cast: Cast, suggestion: Suggestion) -> None:
    Availability.objects.filter(person=cast.bo).update(monthly_requests=0)
    assert actions.ask_instead(suggestion=suggestion, to=cast.bo) is None
    assert actions.ask_instead(suggestion=suggestion, to=cast.anna) is None
    assert actions.ask_instead(suggestion=suggestion, to=cast.ida) is None
    assert actions.ask_instead(suggestion=suggestion, to=cast.david) is not None
    assert actions.ask_instead(suggestion=suggestion, to=cast.david) is None


def test_a_colleague_passed_to_is_no_wave_of_its_own(cast: Cast, suggestion: Suggestion) -> None:
    actions.ask_instead(suggestion=suggestion, to=cast.david)
    actions.suggest(ask=suggestion.ask, wave=2)
    assert suggestion.ask.waves.get().number == 2


# The page


def test_signed_in_a_name_will_do(cast: Cast, suggestion: Suggestion) -> None:
    client_of(cast.cilla).post(link(suggestion, "pass_on"), {"to": " david  mittberg "})
    assert ProcrastinateJob.objects.get(task_name="asks.ask_instead").args["to"] == cast.david.key


def test_from_the_letter_alone_only_a_whole_address_will_do(cast: Cast, suggestion: Suggestion) -> None:
    stranger = client_of(None)
    page = stranger.post(link(suggestion, "pass_on"), {"to": "David Mittberg"}).content.decode()
    assert "Ingen som läser efterlysningen" in page
    stranger.post(link(suggestion, "pass_on"), {"to": "david@mittland.example"})
    assert ProcrastinateJob.objects.get(task_name="asks.ask_instead").args["to"] == cast.david.key


@pytest.mark.parametrize("to", ["ida@inkop-mittland.example", "nobody@nowhere.example", "anna@grankoping.example"])
def test_who_does_not_read_the_ask_can_not_be_told_from_nobody(
    cast: Cast, suggestion: Suggestion, to: str
) -> None:
    page = client_of(cast.cilla).post(link(suggestion, "pass_on"), {"to": to}).content.decode()
    assert "Ingen som läser efterlysningen" in page
    assert not ProcrastinateJob.objects.filter(task_name="asks.ask_instead").exists()
