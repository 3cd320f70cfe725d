"""The asker closes, and everybody who answered hears what came of it."""

from procrastinate.contrib.django.models import ProcrastinateJob

from krets.asks import actions, rules
from krets.asks.models import Closing, Thanks
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted
from krets.db import readers
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.people.models import Person
from krets.search.models import Document
from krets.tests.cast import Cast, client_of, reader
from krets.web.paging import SIZE


def test_closing_says_what_it_was_used_for_and_what_helped(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask)
    closing = actions.close(by=cast.anna, ask=ask, used_for="En översyn till kommunstyrelsen.", helped=[answer])
    assert (closing.by, closing.used_for) == (cast.anna, "En översyn till kommunstyrelsen.")
    assert answer.thanks
    assert Document.objects.get(kind="ask").facets["open"] is False
    assert ProcrastinateJob.objects.get(task_name="asks.give_back").args == {"ask": ask.key}


def test_everybody_who_answered_hears_of_it_once(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    helped = answered(cast, ask)
    answered(cast, ask, body="Och en sak till.")
    answered(cast, ask, by="bo", unnamed=True)
    actions.close(by=cast.anna, ask=ask, used_for="En översyn.", helped=[helped])
    for _ in range(2):
        with acting_as(Reader.of_system("asks.give_back")):
            actions.give_back(ask=ask)
    assert "Ditt svar hjälpte" in letters(cast.cilla, "closed").get().text
    bo = letters(cast.bo, "closed").get()
    assert "En översyn." in bo.text and "Ditt svar hjälpte" not in bo.text
    assert not letters(cast.anna, "closed").exists()


def test_thanks_said_in_closing_need_no_letter_of_their_own(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask, helped=[answered(cast, ask)])
    assert not letters(cast.cilla, "thanked").exists()


def test_closing_again_only_changes_what_it_was_used_for(cast: Cast) -> None:
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask)
    actions.close(by=cast.anna, ask=ask, used_for="En översyn.")
    assert Closing.objects.get().used_for == "En översyn."
    assert ProcrastinateJob.objects.filter(task_name="asks.give_back").count() == 1


def test_an_unnamed_asker_closes_unnamed(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unnamed=True)
    answered(cast, ask)
    assert actions.close(by=cast.anna, ask=ask, used_for="En översyn.").by is None
    actions.give_back(ask=ask)
    assert "Granlund" not in letters(cast.cilla, "closed").get().text


def test_only_the_asker_closes(cast: Cast) -> None:
    ask = posted(cast)
    assert rules.may_close(reader(cast.anna), ask)
    assert not rules.may_close(reader(cast.eva), ask)


def test_the_page_names_only_people_whom_the_asker_may_see(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask, by="bo", body="Vi prövade.")
    answered(cast, ask, by="cilla", body="Vi också.")
    Person.objects.filter(pk=cast.bo.pk).update(readers=[readers.person(cast.bo.pk)])
    page = client_of(cast.anna).get(f"/asks/{ask.key}/close/").content.decode()
    assert "Cilla Sjöberg: Vi också." in page
    assert "Björkfors kommun: Vi prövade." in page and "Bo Björk" not in page


def test_of_many_answers_the_newest_stand_on_the_page(cast: Cast) -> None:
    ask = posted(cast)
    answers = [answered(cast, ask, body=f"Svar {n}.") for n in range(SIZE + 1)]
    client = client_of(cast.anna)
    page = client.get(f"/asks/{ask.key}/close/").content.decode()
    assert "Svar 20." in page and "Svar 0." not in page
    assert "De nyaste finns här." in page
    client.post(f"/asks/{ask.key}/close/", {"helped": [answers[1].key], "used_for": "En översyn."})
    assert Thanks.objects.get().answer == answers[1]
