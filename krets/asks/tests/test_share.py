"""Who reads an ask or an answer: chosen when it is posted, seen before, changed later."""

from krets.api.tests.calling import Caller
from krets.asks import actions, rules
from krets.asks.models import Answer, Ask, AskCheck, Wave
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted, strip
from krets.networks.models import Phase
from krets.networks.rules import who_reads
from krets.people.models import Person
from krets.search.models import Document
from krets.tests.cast import Cast, client_of, reader


def who(cast: Cast, item: Ask | Answer) -> set[str]:
    rows = rules.visible if isinstance(item, Ask) else rules.visible_answers
    return {name for name, one in cast.people.items() if rows(reader(one)).filter(pk=item.pk).exists()}


def to_bo(cast: Cast, **more: object) -> Ask:
    return posted(cast, units=[], people=[cast.bo], **more)


# It does it


def test_an_ask_by_name_is_read_by_nobody_else(cast: Cast) -> None:
    assert who(cast, to_bo(cast)) == {"anna", "bo"}


def test_who_is_named_is_written_to_and_nobody_else_is_asked(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = to_bo(cast)
    letter = letters(cast.bo).get()
    assert "Anna Granlund" in letter.text and letter.about == f"ask:{ask.key}"
    assert actions.suggest(ask=ask, wave=1) == [] and not Wave.objects.exists()
    assert not rules.may_suggest(reader(cast.anna), ask)


def test_units_and_people_together(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unit="krets-mitt", people=[cast.ida])
    assert who(cast, ask) == {"anna", "bo", "david", "eva", "ida"}
    assert letters(cast.ida).exists() and not letters(cast.bo).exists()
    assert cast.ida not in rules.candidates(ask) and cast.bo in rules.candidates(ask)


def test_an_ask_is_narrowed_with_its_answers(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, by="bo")
    actions.share(by=cast.anna, ask=ask, units=[cast.units["uppfoljning"]])
    answer.refresh_from_db()
    assert who(cast, ask) == {"anna", "bo", "david", "eva"} == who(cast, answer)
    assert Document.objects.get(kind="ask").readers == [f"unit:{cast.units['uppfoljning'].pk}"]
    assert Document.objects.get(kind="answer").readers == [f"person:{cast.anna.pk}"]


def test_what_others_answered_is_not_widened_with_the_ask(cast: Cast) -> None:
    ask = posted(cast, unit="uppfoljning")
    theirs, own = answered(cast, ask, by="bo"), answered(cast, ask, by="anna")
    actions.share(by=cast.anna, ask=ask, units=[cast.units["uppfoljning"], cast.units["hallbart-inkop"]])
    assert "cilla" in who(cast, ask)
    for one in (theirs, own, ask):
        one.refresh_from_db()
    assert who(cast, theirs) == {"anna", "bo", "david", "eva"}
    assert "cilla" in who(cast, own)
    assert (ask.answer_count, ask.private_count) == (1, 1)
    actions.share_answer(by=cast.bo, answer=theirs, audience="same")
    ask.refresh_from_db()
    assert "cilla" in who(cast, theirs) and (ask.answer_count, ask.private_count) == (2, 0)


def test_an_answer_is_narrowed_by_its_writer(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, by="bo")
    actions.share_answer(by=cast.bo, answer=answer, audience="asker")
    ask.refresh_from_db()
    assert who(cast, answer) == {"anna", "bo"} and (ask.answer_count, ask.private_count) == (0, 1)


def test_whoever_is_named_later_is_written_to_once(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = to_bo(cast)
    actions.share(by=cast.anna, ask=ask, units=[], people=[cast.bo, cast.cilla])
    assert letters(cast.cilla).count() == letters(cast.bo).count() == 1


# Who reads it


def test_kinds_are_counted_and_only_members_are_told_of_members(cast: Cast) -> None:
    ask = posted(cast, people=[cast.ida])
    for member in (cast.anna, cast.bo):
        told = who_reads(ask.readers, reader(member), mine=False)
        assert dict(told.kinds) == {"municipality": 4, "region": 1, "joint_body": 1, "wellbeing_county": 1}
        assert {one.name for one in told.people} >= {"Bo Björk", "Ida Inglund"} and told.unknown == 0
    told = who_reads(ask.readers, reader(cast.ida), mine=False)
    assert [one.name for one in told.people] == ["Ida Inglund"] and told.unknown == 7


def test_a_hidden_name_is_only_counted(cast: Cast) -> None:
    ask = posted(cast)
    Person.objects.filter(pk=cast.bo.pk).update(readers=[f"person:{cast.bo.pk}"])
    told = who_reads(ask.readers, reader(cast.cilla), mine=False)
    assert "Bo Björk" not in {one.name for one in told.people} and told.unknown == 1
    page = strip(client_of(cast.cilla).get(f"/asks/{ask.key}/readers/").content.decode())
    assert "4 kommuner" in page and "Sven Skärström" in page and "Bo Björk" not in page
    assert "1 till läser det" in page


def test_an_unnamed_asker_is_not_told_by_who_reads_an_answer(cast: Cast) -> None:
    ask = posted(cast, unit="krets-mitt", unnamed=True)
    answer = answered(cast, ask, by="bo", audience="units", people=[cast.david])
    page = strip(client_of(cast.david).get(f"/asks/{ask.key}/readers/{answer.key}/").content.decode())
    assert "David Mittberg" in page and "Anna Granlund" not in page


# The page


def test_somebody_is_named_and_seen_before_the_ask_is_posted(cast: Cast) -> None:
    anna, typed = client_of(cast.anna), {"title": "Vad kostar det?", "body": "En fråga till er."}
    page = anna.post("/asks/post/", typed | {"whom": "bo björk", "step": "whom"}).content.decode()
    assert f'value="{cast.bo.key}"' in page and "checked" in page and "Vad kostar det?" in page
    typed |= {"people": [cast.bo.key]}
    page = strip(anna.post("/asks/post/", typed | {"step": "who"}).content.decode())
    assert "1 kommun" in page and "Bo Björk (Björkfors kommun)" in page
    anna.post("/asks/post/", typed | {"step": "post", "phase": "none"})
    ask = Ask.objects.get()
    assert who(cast, ask) == {"anna", "bo"}
    page = strip(client_of(cast.bo).get(f"/asks/{ask.key}/").content.decode())
    assert "Läses av 1 namngiven person" in page


def test_more_readers_pass_the_gate_again_and_fewer_do_not(cast: Cast) -> None:
    ask, anna = posted(cast, unit="uppfoljning"), client_of(cast.anna)
    here = f"/asks/{ask.key}/share/"
    assert "Uppföljning" in anna.get(here).content.decode()
    wider = {"units": ["uppfoljning", "hallbart-inkop"], "phase": "contract"}
    anna.post(here, wider)
    ask.refresh_from_db()
    assert "cilla" not in who(cast, ask)
    anna.post(here, wider | {"awarded": "yes", "award_date": "2026-01-10", "supplier_secrets": "no"})
    ask.refresh_from_db()
    assert "cilla" in who(cast, ask) and ask.phase == Phase.CONTRACT and AskCheck.objects.get().by == cast.anna
    anna.post(here, {"units": ["uppfoljning"], "phase": "contract"})
    ask.refresh_from_db()
    assert "cilla" not in who(cast, ask)


# The API


def test_programs_share_too(cast: Cast) -> None:
    ask, anna = posted(cast), Caller(cast.anna)
    shown = anna.post(f"/asks/{ask.key}/share", {"people": [cast.bo.key]})
    assert shown["read_by"] == "1 namngiven person"
    told = anna.get(f"/asks/{ask.key}/readers")
    assert told["people"] == 1 and [one["name"] for one in told["known"]["items"]] == ["Bo Björk"]
    answer = answered(cast, ask, by="bo")
    shown = Caller(cast.bo).post(f"/asks/{ask.key}/answers/{answer.key}/share", {"audience": "asker"})
    assert shown["only_asker"] and shown["narrowed"]


# Who may not


def test_nobody_else_changes_it(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask, by="bo")
    cilla = client_of(cast.cilla)
    assert cilla.post(f"/asks/{ask.key}/share/", {"units": ["hallbart-inkop"]}).status_code == 403
    assert cilla.post(f"/asks/{ask.key}/share/{answer.key}/", {"audience": "asker"}).status_code == 403
    assert client_of(cast.ida).get(f"/asks/{ask.key}/readers/").status_code == 404
    assert client_of(cast.anna).post(f"/asks/{ask.key}/share/", {"units": ["kategori-it"]}).status_code == 200
    assert ask.units.get() == cast.units["hallbart-inkop"]


def test_of_an_answer_that_was_taken_down_nobody_is_said_to_read_it(cast: Cast) -> None:
    ask = posted(cast)
    for unnamed in (False, True):
        answer = answered(cast, ask, unnamed=unnamed)
        actions.withdraw_answer(by=cast.cilla, answer=answer)
        seen = rules.visible_answers(reader(cast.cilla)).get(key=answer.key)
        told = rules.who_reads_answer(seen, ask, reader(cast.cilla))
        assert told.audience.only_me and not {person.name for person in told.people} - {cast.cilla.name}
