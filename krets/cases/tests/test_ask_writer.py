"""A reader asks whoever wrote a case: `ask_writer`."""

from krets.api.tests.calling import Caller, faults
from krets.cases import actions, rules
from krets.cases.models import Case, Question
from krets.cases.tests.filled import EARLY, published
from krets.db.clock import now
from krets.mail.models import Letter
from krets.tests.cast import Cast, client_of, reader

ASKED = "Hur räknade ni fram volymen?"


def everybody_has_signed_in(cast: Cast) -> None:
    for person in cast.people.values():
        person.account.last_login = now()
        person.account.save(update_fields=["last_login"])


def asked(cast: Cast, case: Case, by: str = "bo", **more: object) -> Question:
    return actions.ask_writer(by=cast.people[by], case=case, **{"body": ASKED, **more})  # type: ignore[arg-type]


def test_the_writer_alone_reads_it_and_gets_a_letter(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    case = published(cast.ida, unnamed=True)
    question = asked(cast, case)
    letter = Letter.objects.get(person=cast.ida)
    assert ASKED in letter.text and "Bo Björk" in letter.text
    seen = {name for name in ("anna", "bo", "eva", "ida") if rules.visible_questions(reader(cast.people[name]))}
    assert seen == {"bo", "ida"}
    assert question.shared is False


def test_who_asks_without_a_name_is_shown_as_an_outline(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    question = asked(cast, published(cast.ida), unnamed=True)
    assert question.writer is None and question.hidden_writer.person == cast.bo
    letter = Letter.objects.get(person=cast.ida)
    page = client_of(cast.ida).get(f"/cases/questions/{question.key}/").content.decode()
    for text in (letter.text + letter.html + letter.subject, page):
        assert ASKED in text and "Björk" not in text
    assert rules.own_questions(reader(cast.bo)).get() == question


def test_what_is_sent_twice_is_asked_once(cast: Cast) -> None:
    case = published(cast.ida)
    assert asked(cast, case, once="form:1") == asked(cast, case, once="form:1")
    assert Question.objects.count() == 1


def test_a_question_about_a_failure_or_without_a_name_is_proposed_for_the_writer_alone(cast: Cast) -> None:
    for case, checked in (
        (published(cast.ida, unnamed=True, outcome="worked_well"), 'value="writer"'),
        (published(cast.ida, outcome="not_as_intended"), 'value="writer"'),
        (published(cast.ida, outcome="worked_well"), 'value="all"'),
    ):
        page = client_of(cast.bo).get(f"/cases/{case.key}/questions/ask/").content.decode()
        chosen = [part.split(">")[0] for part in page.split("<input") if "checked" in part.split(">")[0]]
        assert any(checked in one for one in chosen), chosen


def test_the_page_asks_about_what_is_drawn_from_tenders_and_then_takes_it(cast: Cast) -> None:
    case, client = published(cast.ida, check=EARLY, outcome="", phase="preparation"), client_of(cast.bo)
    sent = {"body": "Vi fick in tre anbud, ni då?", "readers": "writer"}
    assert "<q>" in client.post(f"/cases/{case.key}/questions/ask/", sent).content.decode()
    assert not Question.objects.exists()
    client.post(f"/cases/{case.key}/questions/ask/", sent | {"confirmed": "on"})
    assert Question.objects.get().body == sent["body"]


def test_who_asks_without_a_name_and_names_themselves_is_asked_once(cast: Cast) -> None:
    case, client = published(cast.ida), client_of(cast.bo)
    sent = {"body": "Vi i Björkfors undrar detsamma. Hälsar Bo", "readers": "writer", "unnamed": "on"}
    page = client.post(f"/cases/{case.key}/questions/ask/", sent).content.decode()
    assert "<q>Björkfors</q>" in page and "<q>Bo</q>" in page and not Question.objects.exists()
    given = {"body": sent["body"], "unnamed": True}
    assert faults(Caller(cast.bo).post(f"/cases/{case.key}/questions", given, 422)) == {"confirmed"}
    client.post(f"/cases/{case.key}/questions/ask/", sent | {"confirmed": "on"})
    assert Question.objects.get().unnamed


def test_the_api_asks_and_shows_it(cast: Cast) -> None:
    case = published(cast.ida, unnamed=True)
    made = Caller(cast.bo).post(f"/cases/{case.key}/questions", {"body": ASKED}, 201)
    assert made["reply"] is None and made["shared"] is False and made["by"]["person"]["name"] == "Bo Björk"
    assert [one["key"] for one in Caller(cast.ida).get(f"/cases/{case.key}/questions")["items"]] == [made["key"]]
    assert Caller(cast.anna).get(f"/cases/{case.key}/questions")["items"] == []


def test_the_writer_a_stranger_and_who_may_not_read_the_case_can_not(cast: Cast) -> None:
    case = published(cast.david, audience="units", units=[cast.units["kategori-it"]])
    page = f"/cases/{case.key}/questions/ask/"
    assert client_of(cast.david).get(page).status_code == 403
    assert client_of(cast.anna).get(page).status_code == 404
    assert client_of(None).get(page).status_code == 302


def test_a_case_that_is_taken_down_or_narrowed_hides_its_questions(cast: Cast) -> None:
    case = published(cast.david, "public")
    question = asked(cast, case, may_be_shared=True)
    actions.reply(by=cast.david, question=question, how="answered", body="Med kubikmeter.", share=True)
    page = f"/cases/questions/{question.key}/"
    assert "Med kubikmeter." in client_of(None).get(page).content.decode()
    actions.withdraw(by=cast.david, case=case)
    assert {client_of(cast.people[name]).get(page).status_code for name in ("bo", "anna")} == {404}
    assert client_of(cast.david).get(page).status_code == 200


def test_what_waits_for_the_writer_stands_on_the_start_page(cast: Cast) -> None:
    case = published(cast.ida, unnamed=True)
    question = asked(cast, case)
    assert f"/cases/{case.key}/questions/" in client_of(cast.ida).get("/start/").content.decode()
    actions.reply(by=cast.ida, question=question, how="declined")
    assert f"/cases/{case.key}/questions/" not in client_of(cast.ida).get("/start/").content.decode()
