"""Taken down: from that moment nobody but who wrote it reads it, anywhere."""

import pytest
from click.testing import CliRunner
from django.test import Client

from krets.activity.models import Entry
from krets.api.tests.calling import Caller
from krets.asks import actions, rules
from krets.asks.commands import withdraw
from krets.asks.models import Answer, AnswerTakenDown, Ask, AskTakenDown
from krets.asks.tests.an_ask import TITLE, answered, everybody_has_signed_in, letters, posted
from krets.cases.models import Case, Withdrawal
from krets.cases.tests.filled import published
from krets.db import clock
from krets.inbox import still_reads
from krets.mail.models import Letter
from krets.search import query
from krets.search.models import Document
from krets.tests.cast import MEMBERS, Cast, client_of, reader

WHY = "En anbudsgivare nämndes."


def readers_of(cast: Cast, ask: Ask) -> set[str]:
    return {
        name for name in MEMBERS if client_of(cast.people.get(name)).get(f"/asks/{ask.key}/").status_code == 200
    }


@pytest.mark.parametrize("unnamed", [False, True])
@pytest.mark.parametrize("by", ["anna", "eva"])
def test_an_ask_is_read_by_its_writer_alone_and_so_are_its_answers(cast: Cast, by: str, unnamed: bool) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unnamed=unnamed)
    answer = answered(cast, ask)
    client = client_of(cast.people[by])
    assert "Dra tillbaka" in client.get(f"/asks/{ask.key}/").content.decode()
    assert client.post(f"/asks/{ask.key}/withdraw/", {"why": WHY}).status_code == 302
    assert readers_of(cast, ask) == {"anna"}
    assert not rules.visible_answers(reader(cast.bo)).filter(pk=answer.pk).exists()
    assert rules.visible_answers(reader(cast.cilla)).get() == answer
    assert all(Document.objects.get(key=key).deleted for key in (ask.key, answer.key))
    assert not query.find(TITLE, reader=reader(cast.bo)).hits
    assert TITLE not in client_of(cast.bo).get("/asks/").content.decode()
    assert TITLE not in client_of(cast.bo).get("/start/").content.decode()
    taken = AskTakenDown.objects.get(ask=ask)
    assert (taken.why, taken.by) == (WHY, None if unnamed and by == "anna" else cast.people[by])
    shown = client_of(cast.anna).get(f"/asks/{ask.key}/").content.decode()
    assert WHY in shown and ("Eva Kretz" in shown) == (by == "eva")


def test_its_writer_hears_why_when_it_was_somebody_else(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unnamed=True)
    answer = answered(cast, ask)
    actions.withdraw_answer(by=cast.eva, answer=answer, why=WHY)
    actions.withdraw(by=cast.eva, ask=ask, why=WHY)
    assert [WHY in one.text and "Eva Kretz" in one.text for one in letters(cast.anna, "withdrawn")] == [True]
    assert [WHY in one.text for one in letters(cast.cilla, "withdrawn")] == [True]
    assert Entry.objects.get(verb="asks.withdraw").by == cast.eva
    own = posted(cast)
    actions.withdraw(by=cast.anna, ask=own, why=WHY)
    assert letters(cast.anna, "withdrawn").count() == 1


@pytest.mark.parametrize("unnamed", [False, True])
def test_an_answer_goes_and_the_ask_stays(cast: Cast, unnamed: bool) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, unnamed=unnamed)
    kept = answered(cast, ask, by="bo", body="Vi sparade inget.")
    page = f"/asks/{ask.key}/withdraw/{answer.key}/"
    assert f'href="{page}"' in client_of(cast.cilla).get(f"/asks/{ask.key}/").content.decode()
    assert f'href="{page}"' not in client_of(cast.bo).get(f"/asks/{ask.key}/").content.decode()
    assert client_of(cast.cilla).post(page, {"why": WHY}).status_code == 302
    assert Ask.objects.get(pk=ask.pk).answer_count == 1
    assert list(rules.visible_answers(reader(cast.anna)).filter(ask=ask)) == [kept]
    assert set(rules.visible_answers(reader(cast.cilla)).filter(ask=ask)) == {answer, kept}
    assert Document.objects.get(key=answer.key).deleted
    assert AnswerTakenDown.objects.get().by == (None if unnamed else cast.cilla)
    assert answer.body not in client_of(cast.anna).get(f"/asks/{ask.key}/").content.decode()


def test_waiting_letters_about_it_are_dropped_and_nobody_is_asked_any_more(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    actions.suggest(ask=ask)
    answer = answered(cast, ask, by="david")
    shows = {one.person_id: one.shows for one in Letter.objects.exclude(person=cast.anna)}
    assert shows and all(still_reads(things, person) for person, things in shows.items())
    told = letters(cast.anna, "answer").get().shows
    actions.withdraw_answer(by=cast.eva, answer=answer, why=WHY)
    assert not still_reads(told, cast.anna.pk)
    actions.withdraw(by=cast.eva, ask=ask, why=WHY)
    assert not any(still_reads(things, person) for person, things in shows.items())
    with clock.shifted(actions.suggestions.Wave.WAIT * 2):
        assert actions.suggest_due(by=None) == 0
    assert actions.suggest(ask=Ask.objects.get(pk=ask.pk)) == []


def test_nothing_brings_it_back(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask)
    actions.withdraw(by=cast.anna, ask=ask)
    client = client_of(cast.anna)
    assert client.post(f"/asks/{ask.key}/close/", {"used_for": "Allt."}).status_code == 403
    assert client.post(f"/asks/{ask.key}/answer/", {"body": "Mer.", "phase": "none"}).status_code == 403
    assert not list(actions.export_letters(by=None, unit=cast.units["hallbart-inkop"]))
    assert Document.objects.get(key=ask.key).deleted


def test_others_can_not(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, audience="asker")
    for client, found, of_answer in (
        (client_of(cast.bo), 403, 404),
        (client_of(cast.eva), 200, 404),  # what only the asker reads no coordinator knows of
        (client_of(cast.ida), 404, 404),
        (Client(), 302, 302),
    ):
        assert client.get(f"/asks/{ask.key}/withdraw/").status_code == found
        assert client.post(f"/asks/{ask.key}/withdraw/{answer.key}/", {}).status_code == of_answer
    assert not AskTakenDown.objects.exists() and not AnswerTakenDown.objects.exists()


def test_the_api_takes_down_what_the_page_does(cast: Cast, anna: Caller, bo: Caller) -> None:
    key = posted(cast).key
    given = answered(cast, Ask.objects.get(key=key), by="bo").key
    Caller(cast.cilla).post(f"/asks/{key}/answers/{given}/withdraw", {}, 403)
    assert bo("post", f"/asks/{key}/answers/{given}/withdraw", {"why": WHY}).status_code == 204
    assert anna.get(f"/asks/{key}")["answers"]["items"] == []
    bo.post(f"/asks/{key}/withdraw", {}, 403)
    assert Caller(cast.eva)("post", f"/asks/{key}/withdraw", {"why": WHY}).status_code == 204
    bo.get(f"/asks/{key}", 404)


def test_the_operator_does_it_by_command(cast: Cast) -> None:
    ask, case = posted(cast), published(cast.bo)
    answer = answered(cast, posted(cast))
    for kind, key in (("ask", ask.key), ("answer", answer.key), ("case", case.key)):
        assert CliRunner().invoke(withdraw, [kind, key, "--why", WHY]).exit_code == 0
    assert AskTakenDown.objects.get().by is None and AnswerTakenDown.objects.get().why == WHY
    assert Withdrawal.objects.get().why == WHY and Case.objects.get(pk=case.pk).published is None
    assert not rules.visible(reader(cast.bo)).filter(pk=ask.pk).exists()
    assert Answer.objects.get(pk=answer.pk).readers == [f"person:{cast.cilla.pk}"]
    assert CliRunner().invoke(withdraw, ["ask", "aaaaaaaaaaaa"]).exit_code == 1
