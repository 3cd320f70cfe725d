"""What is typed in answer to an ask is kept, for its writer alone, until it is posted."""

import json
from typing import Any

import pytest
from django.test import Client

from krets.asks import actions
from krets.asks.models import Answer, AnswerDraft, Ask
from krets.tests.cast import Cast, client_of

TYPED = {"body": "Vi räknar stickprov varje", "no_effect": "on", "phase": "none"}


@pytest.fixture
def ask(cast: Cast) -> Ask:
    return actions.post(by=cast.anna, title="Vem mäter?", body="Hur?", units=[cast.units["hallbart-inkop"]])


def keep(client: Client, ask: Ask, **typed: Any) -> None:
    assert client.post(f"/asks/{ask.key}/answer/draft/", TYPED | typed).status_code == 204


def page(client: Client, ask: Ask) -> str:
    return client.get(f"/asks/{ask.key}/").content.decode()


def test_it_stands_in_the_box_again_for_its_writer_and_nobody_else(cast: Cast, ask: Ask) -> None:
    bo = client_of(cast.bo)
    keep(bo, ask)
    keep(bo, ask, body="Vi räknar stickprov varje månad")
    own = page(bo, ask)
    assert "stickprov varje månad</textarea>" in own and "Du började skriva det här:" in own
    assert 'data-autosave="' in own and f"/asks/{ask.key}/answer/draft/" in own
    for other in (cast.anna, cast.eva):
        assert "stickprov" not in page(client_of(other), ask)
    assert AnswerDraft.objects.count() == 1


def test_posting_deletes_it_and_a_letter_leaves_it(cast: Cast, ask: Ask) -> None:
    bo = client_of(cast.bo)
    keep(bo, ask)
    actions.answer(by=cast.bo, ask=ask, body="Svar på mejlet.", via="mail")
    assert AnswerDraft.objects.exists()
    bo.post(f"/asks/{ask.key}/answer/", TYPED | {"body": "Med stickprov."})
    assert Answer.objects.filter(body="Med stickprov.").exists()
    assert not AnswerDraft.objects.exists()


def test_what_cannot_be_posted_yet_is_kept_too(cast: Cast, ask: Ask) -> None:
    client_of(cast.bo).post(f"/asks/{ask.key}/answer/", TYPED | {"case": "ingen sådan"})
    assert AnswerDraft.objects.get().typed["body"] == [TYPED["body"]]


def test_it_is_thrown_away_on_wish_and_when_nothing_is_left_of_it(cast: Cast, ask: Ask) -> None:
    bo = client_of(cast.bo)
    keep(bo, ask)
    keep(bo, ask, body=" ")
    assert not AnswerDraft.objects.exists()
    keep(bo, ask)
    gone = bo.post(f"/asks/{ask.key}/answer/draft/", TYPED | {"step": "afresh"})
    assert gone["Location"] == f"/asks/{ask.key}/#answer"
    assert not AnswerDraft.objects.exists() and "stickprov" not in page(bo, ask)


def test_it_is_among_my_data_and_only_mine(cast: Cast, ask: Ask) -> None:
    keep(client_of(cast.bo), ask)
    held = json.loads(client_of(cast.bo).get("/my-data/krets.json").content)
    assert "stickprov" in json.dumps(held["answer_drafts"])
    assert "Utkast till svar" in client_of(cast.bo).get("/my-data/").content.decode()
    assert "stickprov" not in client_of(cast.anna).get("/my-data/krets.json").content.decode()


def test_who_may_not_read_the_ask_keeps_nothing(cast: Cast, ask: Ask) -> None:
    assert client_of(cast.nora).post(f"/asks/{ask.key}/answer/draft/", TYPED).status_code == 404
    assert client_of(None).post(f"/asks/{ask.key}/answer/draft/", TYPED).status_code == 302
    assert not AnswerDraft.objects.exists()
