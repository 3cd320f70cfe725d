"""Asks as JSON: the same verbs, the same rules, the same refusals."""

from datetime import timedelta
from typing import Any

from krets.activity.models import Entry
from krets.api.tests.calling import Caller, faults
from krets.asks import actions
from krets.asks.models import Answer, Ask, AskCheck, Draft, Enough, Suggestion, Thanks
from krets.asks.tests.an_ask import answered, posted
from krets.cases.tests.filled import published
from krets.db.clock import now, today
from krets.files.actions import keep
from krets.search.models import Document
from krets.tests.cast import Cast
from krets.tests.searching import CatchUp

GIVEN: dict[str, Any] = {
    "title": "Hur följer ni upp städavtal?",
    "body": "Vi har tre avtal och ingen tid.",
    "units": ["hallbart-inkop"],
}
ABSENT = "aaaaaaaaaaaa"


def test_an_ask_is_posted_and_read(cast: Cast, anna: Caller, bo: Caller, ida: Caller) -> None:
    more = {"topic": "städning, 90910000-9", "deadline": (today() + timedelta(days=9)).isoformat()}
    made = anna.post("/asks", GIVEN | more, 201)
    assert made["mine"] and made["open"]
    assert (made["topic"], made["cpv"]) == ("städning", ["90910000"])
    assert made["by"]["person"]["name"] == "Anna Granlund"
    assert [unit["key"] for unit in made["units"]] == ["hallbart-inkop"]
    assert "Hållbart inköp" in made["read_by"]
    assert made["posted"].endswith("Z")
    read = bo.get(f"/asks/{made['key']}")
    assert read["body"] == GIVEN["body"] and not read["mine"]
    assert ida.get(f"/asks/{made['key']}", 404) == ida.get(f"/asks/{ABSENT}", 404)


def test_the_pages_form_judges_what_is_sent(anna: Caller) -> None:
    passed = {"deadline": (today() - timedelta(days=1)).isoformat()}
    assert faults(anna.post("/asks", GIVEN | passed, 422)) == {"deadline"}
    assert faults(anna.post("/asks", GIVEN | {"units": ["kategori-it"]}, 422)) == {"units"}
    assert faults(anna.post("/asks", GIVEN | {"units": ["finns-inte"]}, 422)) == {"units"}
    assert faults(anna.post("/asks", GIVEN | {"title": "  "}, 422)) == {"title"}


def test_the_gate_asks_the_same_questions(anna: Caller) -> None:
    under_way = GIVEN | {"phase": "procurement"}
    assert faults(anna.post("/asks", under_way, 422)) == {"awarded", "supplier_secrets"}
    secret = under_way | {"awarded": False, "supplier_secrets": True}
    assert faults(anna.post("/asks", secret, 422)) == {"supplier_secrets"}
    assert not Ask.objects.exists()
    anna.post("/asks", under_way | {"awarded": False, "supplier_secrets": False}, 201)
    assert AskCheck.objects.get().awarded is False


def test_an_unnamed_ask_tells_kind_size_and_country(cast: Cast, bo: Caller) -> None:
    ask = posted(cast, by="cilla", unnamed=True)
    read = bo("get", f"/asks/{ask.key}")
    assert read.json()["by"] == {  # type: ignore[attr-defined]
        "unnamed": True,
        "person": None,
        "organisation": None,
        "organisation_kind": "",
        "organisation_size": "",
        "country": "SE",
    }
    for told in (read, bo("get", "/asks"), bo("get", f"/asks?unit=hallbart-inkop&limit={1}")):
        assert "Cilla" not in told.content.decode() and cast.cilla.key not in told.content.decode()
    assert [one["key"] for one in Caller(cast.cilla).get("/asks?mine=true")["items"]] == [ask.key]


def test_sent_twice_under_one_name_it_is_asked_once(anna: Caller, bo: Caller) -> None:
    first = anna.post("/asks", GIVEN | {"once": "1"}, 201)
    assert anna.post("/asks", GIVEN | {"once": "1"}, 201)["key"] == first["key"]
    assert bo.post("/asks", GIVEN | {"once": "1"}, 201)["key"] != first["key"]
    answers = [bo.post(f"/asks/{first['key']}/answers", {"body": "Så här", "once": "2"}, 201) for _ in range(2)]
    assert answers[0] == answers[1]


def test_the_list_can_be_narrowed(cast: Cast, anna: Caller) -> None:
    mine, other, closed = posted(cast), posted(cast, by="bo"), posted(cast, by="bo")
    answered(cast, other)
    actions.close(by=cast.bo, ask=closed)

    def keys(query: str) -> set[str]:
        return {row["key"] for row in anna.get(f"/asks?{query}")["items"]}

    assert keys("") == {mine.key, other.key, closed.key}
    assert keys("mine=true") == {mine.key}
    assert keys("open=true") == {mine.key, other.key}
    assert keys("open=false") == {closed.key}
    assert keys("open=true&unanswered=true") == {mine.key}
    assert keys("unit=hallbart-inkop") == {mine.key, other.key, closed.key}
    assert keys("unit=uppfoljning") == keys("unit=security-of-supply") == keys("unit=finns-inte") == set()


def test_the_list_is_paged_newest_first_without_gaps(cast: Cast, anna: Caller) -> None:
    moment = now()
    for _ in range(5):  # letters of an archive may carry the same second
        ask = posted(cast)
        Ask.objects.filter(pk=ask.pk).update(posted=moment)
    newest = posted(cast)
    Ask.objects.filter(pk=newest.pk).update(posted=moment + timedelta(hours=1))
    seen, cursor = [], ""
    while True:
        page = anna.get(f"/asks?limit=2&cursor={cursor}")
        seen += [row["key"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen[0] == newest.key
    assert len(seen) == 6 and set(seen) == set(Ask.objects.values_list("key", flat=True))


def test_before_asking_one_sees_what_was_said_and_who_may_know(
    cast: Cast, anna: Caller, ida: Caller, searching: CatchUp
) -> None:
    ask = posted(cast, by="bo", title="Uppföljning av städavtal", body="Hur hinner ni följa upp städavtal?")
    answered(cast, ask, by="cilla", body="Uppföljning av städavtal gör vi med stickprov varje månad.")
    hidden = answered(cast, ask, by="eva", body="Uppföljning av städavtal: vi slutade.", unnamed=True)
    case = published(cast.bo, title="Uppföljning av städavtal med stickprov", subject="städavtal")
    searching()
    before = [model.objects.count() for model in (Ask, Draft, Enough, Document, Suggestion)]
    told = anna.post("/asks/preview", {"title": "Uppföljning av städavtal", "body": "Hur hinner ni?"})
    assert before == [model.objects.count() for model in (Ask, Draft, Enough, Document, Suggestion)]
    assert [hit["key"] for hit in told["asks"]] == [ask.key]
    assert [hit["key"] for hit in told["cases"]] == [case.key]
    assert all(hit["because"] for hit in told["asks"] + told["cases"])
    people = {one["person"]["name"]: one["because"] for one in told["people"]}
    assert people["Cilla Sjöberg"] == ["answered “Uppföljning av städavtal”"]
    assert "wrote “Uppföljning av städavtal med stickprov”" in people["Bo Björk"]
    assert "Eva Kretz" not in people and hidden.unnamed
    others = ida.post("/asks/preview", {"title": "Uppföljning av städavtal"})
    assert (others["asks"], [one["person"]["name"] for one in others["people"]]) == ([], ["Bo Björk"])


def test_before_asking_one_is_reminded_of_what_looks_secret(anna: Caller) -> None:
    told = anna.post("/asks/preview", {"title": "Utvärdering", "body": "Vi fick in tre anbud."})
    assert [hint["code"] for hint in told["hints"]] == ["tenders"]


def test_enough_is_noted_and_asks_nobody(cast: Cast, anna: Caller, ida: Caller) -> None:
    found = {"title": "Städavtal", "kind": "ask", "key": posted(cast).key}
    anna.post("/asks/enough", found, 204)
    assert Enough.objects.get().person == cast.anna
    ida.post("/asks/enough", found, 404)
    anna.post("/asks/enough", found | {"kind": "person"}, 422)


def test_an_answer_is_given_and_shown_to_those_it_is_for(cast: Cast, anna: Caller, bo: Caller) -> None:
    key, case = posted(cast).key, published(cast.bo)
    given = bo.post(f"/asks/{key}/answers", {"body": "Vi prövade.", "no_effect": True, "case": case.key}, 201)
    assert given["mine"] and given["no_effect"] and given["via"] == "api"
    assert given["case"]["key"] == case.key
    Caller(cast.eva).post(f"/asks/{key}/answers", {"body": "Bara till dig", "audience": "asker"}, 201)
    assert [one["body"] for one in anna.get(f"/asks/{key}")["answers"]["items"]] == [
        "Vi prövade.",
        "Bara till dig",
    ]
    assert [one["body"] for one in bo.get(f"/asks/{key}")["answers"]["items"]] == ["Vi prövade."]


def test_an_unnamed_answer_is_its_writers_and_nobody_elses(cast: Cast, anna: Caller, bo: Caller) -> None:
    key = posted(cast).key
    assert bo.post(f"/asks/{key}/answers", {"body": "Vi slutade.", "unnamed": True}, 201)["by"]["person"] is None
    seen = {name: Caller(cast.people[name]).get(f"/asks/{key}")["answers"]["items"][0] for name in ("anna", "bo")}
    assert [seen[name]["mine"] for name in ("anna", "bo")] == [False, True]
    assert seen["anna"]["by"]["country"] == "SE"
    assert "Björk" not in anna("get", f"/asks/{key}").content.decode()


def test_answers_are_paged_in_the_order_they_came(cast: Cast, anna: Caller) -> None:
    ask = posted(cast)
    bodies = [answered(cast, ask, body=f"Svar {number}").body for number in range(5)]
    page = anna.get(f"/asks/{ask.key}?limit=3")["answers"]
    rest = anna.get(f"/asks/{ask.key}?limit=3&cursor={page['next']}")["answers"]
    assert [one["body"] for one in page["items"] + rest["items"]] == bodies
    assert rest["next"] is None


def test_a_closed_ask_takes_no_answers(cast: Cast, bo: Caller) -> None:
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask)
    assert bo.post(f"/asks/{ask.key}/answers", {"body": "För sent"}, 409)["detail"] == "The ask is closed."
    assert not Answer.objects.exists()


def test_a_case_that_one_may_not_read_is_no_answer(cast: Cast, bo: Caller) -> None:
    foreign = published(cast.nora, audience="units", units=[cast.units["security-of-supply"]])
    key = posted(cast).key
    refused = [bo.post(f"/asks/{key}/answers", {"body": "x", "case": case}, 422) for case in (foreign.key, ABSENT)]
    assert refused[0] == refused[1]


def test_the_asker_thanks_and_closes_and_nobody_else(cast: Cast, anna: Caller, bo: Caller, ida: Caller) -> None:
    ask = posted(cast)
    helped = {"helped": [answered(cast, ask).key]}
    for verb in ("thanks", "close"):
        bo.post(f"/asks/{ask.key}/{verb}", helped, 403)
        ida.post(f"/asks/{ask.key}/{verb}", helped, 404)
    anna.post(f"/asks/{ask.key}/thanks", {"helped": [ABSENT]}, 404)
    assert not Thanks.objects.exists()
    assert anna.post(f"/asks/{ask.key}/thanks", helped)["answers"]["items"][0]["thanked"]
    closed = anna.post(f"/asks/{ask.key}/close", helped | {"used_for": "En översyn"})
    assert not closed["open"] and closed["closing"]["used_for"] == "En översyn"
    again = anna.post(f"/asks/{ask.key}/close", {"used_for": "En översyn och ett beslut"})
    assert again["closing"]["used_for"] == "En översyn och ett beslut"
    assert Thanks.objects.count() == 1


def test_the_next_few_are_asked_at_the_askers_word(cast: Cast, anna: Caller, bo: Caller) -> None:
    ask = posted(cast)
    bo.post(f"/asks/{ask.key}/next", status=403)
    assert not Entry.objects.filter(verb="asks.next_wave").exists()
    anna.post(f"/asks/{ask.key}/next")
    assert Entry.objects.get(verb="asks.next_wave").key == ask.key


def test_an_ask_and_an_answer_become_drafts(cast: Cast, anna: Caller, bo: Caller) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, by="bo")
    bo.post(f"/asks/{ask.key}/write-up", {}, 403)
    own = anna.post(f"/asks/{ask.key}/write-up", {})["draft"]
    assert anna.get(f"/cases/{own['key']}")["draft"]
    assert anna.post(f"/asks/{ask.key}/write-up", {"answer": answer.key}) == {"draft": None}
    assert [case["title"] for case in bo.get("/cases?mine=true")["items"]] == [own["name"]]
    anna.post(f"/asks/{ask.key}/write-up", {"answer": ABSENT}, 404)


def test_who_was_asked_says_not_now_or_names_somebody_else(cast: Cast, bo: Caller, anna: Caller) -> None:
    ask = posted(cast)
    first, second = (Suggestion.objects.create(ask=ask, person=who, wave=1) for who in (cast.bo, cast.cilla))
    assert [one["key"] for one in bo.get("/suggestions?waiting=true")["items"]] == [first.key]
    anna.post(f"/suggestions/{first.key}/decline", {"reply": "not_me"}, 404)
    bo.post(f"/suggestions/{first.key}/decline", {"reply": "answered"}, 422)
    assert bo.post(f"/suggestions/{first.key}/decline", {"reply": "not_now"})["reply"] == "not_now"
    bo.post(f"/suggestions/{first.key}/decline", {"reply": "not_me"}, 409)
    assert bo.get("/suggestions?waiting=true")["items"] == []
    cilla = Caller(cast.cilla)
    assert faults(cilla.post(f"/suggestions/{second.key}/pass-on", {"to": "Nora North"}, 422)) == {"to"}
    assert faults(cilla.post(f"/suggestions/{second.key}/pass-on", {"to": "Cilla Sjöberg"}, 422)) == {"to"}
    assert cilla.post(f"/suggestions/{second.key}/pass-on", {"to": "Eva Kretz"})["reply"] == "passed_on"


def test_a_file_goes_out_to_those_who_read_its_answer(cast: Cast, anna: Caller, ida: Caller) -> None:
    ask = posted(cast)
    answered(cast, ask, files=[keep(name="mall.txt", content=b"En mall")])
    file = anna.get(f"/asks/{ask.key}")["answers"]["items"][0]["files"][0]
    sent = anna("get", f"/asks/{ask.key}/files/{file['key']}")
    assert b"".join(sent.streaming_content) == b"En mall"  # type: ignore[attr-defined]
    assert sent["Content-Type"] == "application/octet-stream"
    ida.get(f"/asks/{ask.key}/files/{file['key']}", 404)
    anna.get(f"/asks/{posted(cast).key}/files/{file['key']}", 404)
