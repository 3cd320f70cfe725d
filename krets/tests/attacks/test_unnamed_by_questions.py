"""Somebody asks an unnamed writer questions, and looks at everything around the reply to learn who it is."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from krets.activity.models import Entry
from krets.api.tests.calling import Caller
from krets.cases import actions
from krets.cases.models import Case, Question, Reply
from krets.cases.tests.filled import published, same
from krets.db import clock
from krets.db.identity import acting_as
from krets.mail.message import build
from krets.mail.models import Letter
from krets.people import actions as people
from krets.people.models import Organisation, Person
from krets.people.rules import ENOUGH, outline_of
from krets.records.models import Trace
from krets.search.models import Document
from krets.tests.cast import Cast, client_of, reader
from krets.tests.searching import CatchUp

HERS = ("Ida", "Inglund", "inkop-mittland", "Inköp Mittland")


@pytest.fixture
def case(cast: Cast) -> Case:
    for person in cast.people.values():
        person.account.last_login = clock.now()
        person.account.save(update_fields=["last_login"])
    return published(cast.ida, unnamed=True)


def asked(case: Case, by: Person, **more: Any) -> Question:
    return actions.ask_writer(by=by, case=case, body="Galmejafråga: hur räknade ni?", **more)


def replied(cast: Cast, question: Question, **more: Any) -> Reply:
    given = {"how": "answered", "body": "Galmejasvar: i kubikmeter."} | more
    return actions.reply(by=cast.ida, question=question, **given)


def morning(days: int = 1) -> None:
    with clock.shifted(timedelta(days=days)):
        actions.give_replies()


def names(text: str, cast: Cast) -> list[str]:
    return [word for word in (*HERS, cast.ida.key) if word in text]


def test_the_hour_at_which_she_sat_is_kept_nowhere_that_others_read(cast: Cast, case: Case) -> None:
    """No moment in the rows, no entry, no trace of hers; letters are made in the morning, all at once."""
    questions = [asked(case, by) for by in (cast.bo, cast.anna, cast.eva)]
    for question in reversed(questions):
        replied(cast, question)
    assert not Entry.objects.filter(verb="cases.reply").exists()
    assert not Trace.objects.filter(by=cast.ida, verb="cases.reply").exists()
    assert not Letter.objects.filter(once__startswith="cases.replied").exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from information_schema.columns where table_name in ('cases_question', 'cases_reply')"
            " and (data_type like 'timestamp%' or column_name in ('person_id', 'by_id'))"
        )
        assert cursor.fetchone() == (0,)
    morning()
    made = [letter.person for letter in Letter.objects.filter(once__startswith="cases.replied").order_by("pk")]
    in_order = [one.writer for one in sorted(questions, key=lambda one: one.key)]
    assert made == in_order  # of random names, not of what she did first


def test_until_then_no_page_differs_by_a_letter(cast: Cast, case: Case) -> None:
    question = asked(case, cast.bo)
    bo, paths = (
        client_of(cast.bo),
        (f"/cases/{case.key}/questions/", f"/cases/{case.key}/", "/start/"),
    )

    def seen() -> list[str]:
        told = [
            re.sub(r"nonce-\S+", "", same(bo.get(path))) for path in (*paths, f"/cases/questions/{question.key}/")
        ]
        return [*told, str(Caller(cast.bo).get(f"/questions/{question.key}"))]

    before = seen()
    replied(cast, question, how="declined", body="")
    assert seen() == before


def test_the_order_of_the_list_is_that_of_the_questions(cast: Cast, case: Case) -> None:
    questions = [asked(case, by, may_be_shared=True) for by in (cast.bo, cast.anna, cast.eva)]
    order = [one["key"] for one in Caller(cast.ida).get(f"/cases/{case.key}/questions")["items"]]
    for question in questions[::-1]:
        replied(cast, question, share=True)
    morning()
    assert [one["key"] for one in Caller(cast.david).get(f"/cases/{case.key}/questions")["items"]] == order


def test_the_letter_as_it_travels_tells_nothing(cast: Cast, case: Case) -> None:
    """Bytes and all: From, Reply-To, Message-ID, References; its language is the addressee's."""
    question = asked(case, cast.hanna)
    replied(cast, question)
    morning()
    letter = Letter.objects.get(once=f"cases.replied:{question.key}")
    travels = build(letter)
    decoded = " ".join(part.get_content() for part in travels.walk() if part.get_content_maintype() == "text")
    assert "Galmejasvar" in decoded
    assert names(decoded + travels.as_bytes().decode(), cast) == []
    assert letter.language == cast.hanna.account.language == "fi"
    another = Letter.objects.get(once=f"cases.question:{question.key}")
    hosts = {header: {str(build(one)[header]).rpartition("@")[2] for one in (letter, another)}
             for header in ("From", "Reply-To", "Message-ID")}  # fmt: skip
    assert all(len(found) == 1 for found in hosts.values()), hosts


def test_no_number_of_a_row_is_told(cast: Cast, case: Case) -> None:
    """Numbers would tell how many there are, and what was written before what."""
    key = asked(case, cast.bo).key
    Question.objects.filter(key=key).update(id=918_273)
    replied(cast, Question.objects.get(key=key))
    Reply.objects.update(id=819_372)
    morning()
    told = str(Caller(cast.bo).get(f"/questions/{key}"))
    told += client_of(cast.bo).get(f"/cases/{case.key}/questions/").content.decode()
    assert "Galmejasvar" in told and "918273" not in told and "819372" not in told


def test_what_is_taken_out_and_searched_holds_nobody(cast: Cast, case: Case, searching: CatchUp) -> None:
    question = asked(case, cast.bo, may_be_shared=True)
    replied(cast, question, share=True)
    morning()
    searching()
    row = json.dumps(next(iter(actions.rows(by=None))), ensure_ascii=False)
    assert "Galmejasvar" in row and names(row, cast) == []
    assert not Document.objects.filter(kind="question").exists()
    for query in ("galmejafråga", "galmejasvar", "galmejasvar&person=" + cast.ida.key):
        assert Caller(cast.bo).get(f"/find?q={query}")["total"] == 0
    assert names(client_of(cast.bo).get("/my-data/krets.json").content.decode(), cast) == []
    assert names(client_of(cast.anna).get(f"/cases/{case.key}/questions/").content.decode(), cast) == []


def test_her_organisation_counts_nothing_of_it(cast: Cast, case: Case) -> None:
    """Its page, its purchases, and what it is thanked for are the same before and after."""
    pages = ("/organisations/inkop-mittland/", f"/people/{cast.ida.key}/")
    bo = client_of(cast.bo)
    before = [same(bo.get(page)) for page in pages]
    question = asked(case, cast.bo, may_be_shared=True)
    replied(cast, question, share=True)
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog kalkylen.")
    morning()
    assert [same(bo.get(page)) for page in pages] == before


def test_the_number_who_can_read_does_not_depend_on_who_wrote(cast: Cast) -> None:
    """Were the writer counted, or left out, it would be one more or less where one organisation is in or out."""
    units = [cast.units["kategori-it"]]
    told = set()
    for name in ("ida", "david"):
        case = published(cast.people[name], "units", units=units, unnamed=True)
        shown = Caller(cast.people["david" if name == "ida" else "ida"]).get(f"/cases/{case.key}")
        told.add(shown["read_by"])
        assert not any(token.startswith("person:") for token in case.readers)
    assert len(told) == 1


def test_no_row_that_a_colleague_gets_ties_question_or_reply_to_her(cast: Cast, case: Case) -> None:
    """Every row of every table, as PostgreSQL gives it to Bo, that holds the case's or the question's number."""
    question = asked(case, cast.bo, may_be_shared=True)
    replied(cast, question, share=True)
    morning()
    tied = []
    with acting_as(reader(cast.bo)), connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public' and column_name in ('case_id', 'question_id')"
        )
        held = cursor.fetchall()
        for table, column in held:
            number = case.pk if column == "case_id" else question.pk
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t where {column} = %s', [number])
            for (row,) in cursor.fetchall():
                values = json.loads(row)
                people_in = {"person_id", "writer_id", "by_id", "asker_id"} & set(values)
                tied += [table for name in people_in if values[name] == cast.ida.pk]
    assert ("cases_reply", "question_id") in held and tied == []


def test_when_one_organisation_comes_or_goes_an_outline_still_fits_five(cast: Cast) -> None:
    """What is shown is counted anew at each writing: whoever joins or leaves, five are shown like each."""
    for number in range(6):
        _count_like_each(f"efter {number}")
        people.register_organisation(
            by=None, slug=f"galmeja-{number}", name=f"Galmeja {number}", kind="municipality", inhabitants=12_000
        )
    for number in range(6):
        Organisation.objects.get(slug=f"galmeja-{number}").delete()
        _count_like_each(f"utan {number}")


def _count_like_each(when: str) -> None:
    every = list(Organisation.objects.all())
    shown = [json.dumps(outline_of(one), sort_keys=True) for one in every]
    for outline in set(shown):
        if json.loads(outline)["country"]:
            assert shown.count(outline) >= ENOUGH, (when, outline)
