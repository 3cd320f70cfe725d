"""Who vouches is told who wrote without a name, and the writer is told that they were."""

import pytest
from django.db import Error, transaction
from django.test import Client

from krets.asks import actions as asks
from krets.asks.models import Ask
from krets.cases import actions as cases
from krets.cases.tests.filled import published, same
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions
from krets.networks.models import Look
from krets.people.models import Person
from krets.records.models import Trace
from krets.tests.cast import PASSWORD, Cast, client_of, reader

WHY = "Texten nämner en anbudsgivare."


@pytest.fixture
def ask(cast: Cast) -> Ask:
    for person in (cast.cilla, cast.ida):
        person.account.last_login = now()
        person.account.save(update_fields=["last_login"])
    actions.charge(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.bo)
    return asks.post(
        by=cast.cilla, title="Nickel", body="Utan namn", units=[cast.units["hallbart-inkop"]], unnamed=True
    )


def shown_anew(person: Person) -> Client:
    """A browser in which they have just shown once more who they are."""
    client = client_of(person)
    client.get("/account/again/")
    assert client.post("/account/again/", {"password": PASSWORD}).status_code == 302
    return client


def test_who_vouches_is_told_once_and_the_writer_hears_who_and_why(cast: Cast, ask: Ask) -> None:
    client = shown_anew(cast.bo)
    page = client.get(f"/writers/ask/{ask.key}/")
    assert page.status_code == 200 and "Cilla" not in page.content.decode()
    told = client.post(f"/writers/ask/{ask.key}/", {"why": WHY})
    assert "Cilla Sjöberg" in told.content.decode() and "no-store" in told["Cache-Control"]
    assert "Cilla" not in client.get(f"/writers/ask/{ask.key}/").content.decode()
    look = Look.objects.get()
    assert (look.by, look.kind, look.key, look.why, look.given) == (cast.bo, "ask", ask.key, WHY, True)
    letter = Letter.objects.get(person=cast.cilla)
    assert letter.subject == "Ditt namn lämnades ut" and "Bo Björk" in letter.text and WHY in letter.text
    assert Trace.objects.get(act="looked_behind").by_id == cast.bo.pk


def test_first_they_show_anew_who_they_are(cast: Cast, ask: Ask) -> None:
    client = client_of(cast.bo)
    assert "/account/again/" in client.get(f"/writers/ask/{ask.key}/")["Location"]
    client.post(f"/writers/ask/{ask.key}/", {"why": WHY})
    assert not Look.objects.exists()


def test_without_a_reason_nothing_is_told(cast: Cast, ask: Ask) -> None:
    shown_anew(cast.bo).post(f"/writers/ask/{ask.key}/", {"why": " "})
    assert not Look.objects.exists()


def test_nobody_else_learns_that_there_is_such_a_page(cast: Cast, ask: Ask) -> None:
    for name in ("anna", "eva", "ida", "cilla", "nora", "olof"):
        for path in (f"/writers/ask/{ask.key}/", f"/writers/?at=/asks/{ask.key}/"):
            assert client_of(cast.people[name]).get(path).status_code == 404, (name, path)
    assert client_of(cast.bo).get(f"/writers/?at=https://krets.example/asks/{ask.key}/").status_code == 302
    named = asks.post(by=cast.anna, title="Med namn", body="x", units=[cast.units["hallbart-inkop"]])
    assert client_of(cast.bo).get(f"/writers/ask/{named.key}/").status_code == 404


def test_an_answer_and_a_question_are_looked_behind_too(cast: Cast, ask: Ask) -> None:
    answer = asks.answer(by=cast.cilla, ask=ask, body="Tillägg.", unnamed=True)
    client = shown_anew(cast.bo)
    assert (
        f"/writers/answer/{answer.key}/"
        in client.get("/writers/", {"at": f"/asks/{ask.key}/#answer-{answer.key}"})["Location"]
    )
    assert "Cilla Sjöberg" in client.post(f"/writers/answer/{answer.key}/", {"why": WHY}).content.decode()
    case = published(cast.anna)
    question = cases.ask_writer(by=cast.cilla, case=case, body="Hur då?", unnamed=True, may_be_shared=True)
    assert client.get(f"/writers/question/{question.key}/").status_code == 404  # not yet shared
    cases.reply(by=cast.anna, question=question, how="answered", body="Så.", share=True)
    assert "Cilla Sjöberg" in client.post(f"/writers/question/{question.key}/", {"why": WHY}).content.decode()


def test_of_what_all_buyers_read_the_name_is_given_in_a_network_that_the_writer_was_in(
    cast: Cast, ask: Ask
) -> None:
    """Ida was not in Bo's network: that there is a page tells nothing, she hears of it, and no name is given."""
    hers, theirs = published(cast.cilla, unnamed=True), published(cast.ida, unnamed=True)
    client = shown_anew(cast.bo)
    pages = [same(client.get(f"/writers/case/{case.key}/")) for case in (hers, theirs)]
    assert pages[0].replace(hers.key, theirs.key) == pages[1]
    assert "Cilla Sjöberg" in client.post(f"/writers/case/{hers.key}/", {"why": WHY}).content.decode()
    assert "Ida" not in client.post(f"/writers/case/{theirs.key}/", {"why": WHY}).content.decode()
    assert [look.given for look in Look.objects.all()] == [True, False]
    assert Letter.objects.get(person=cast.ida).subject == "Någon frågade efter ditt namn"


def test_a_look_can_not_be_changed_or_removed_and_is_read_by_nobody_else(cast: Cast, ask: Ask) -> None:
    shown_anew(cast.bo).post(f"/writers/ask/{ask.key}/", {"why": WHY})
    for change in (lambda: Look.objects.update(why="x"), lambda: Look.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert Look.objects.get().why == WHY
    with acting_as(reader(cast.eva)):
        assert not Look.objects.exists()


def test_the_form_says_who_could_see_the_name(cast: Cast) -> None:
    for path in ("/asks/post/", f"/cases/{published(cast.anna).key}/questions/ask/"):
        assert "förtroendepersonerna" in client_of(cast.bo).get(path).content.decode(), path
