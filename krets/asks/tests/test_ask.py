"""One ask, as each of its readers sees it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from krets.asks import actions
from krets.asks.models import Answer, Ask, Suggestion, Wave
from krets.asks.tests.an_ask import COUNTED_NOT, TITLE, answered, posted, strip
from krets.db.clock import now, today
from krets.tests.cast import Cast, client_of


def page_of(cast: Cast, who: str, ask: Ask) -> str:
    response = client_of(cast.people[who]).get(f"/asks/{ask.key}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_who_reads_who_asks_and_until_when(cast: Cast) -> None:
    page = page_of(cast, "bo", posted(cast, deadline=today() + timedelta(days=9)))
    assert f">{TITLE}</h1>" in page
    words = strip(page)
    assert "Läses av" in words and "Anna Granlund" in words and "öppen till" in words


def test_answers_stand_in_turn_and_are_counted(cast: Cast) -> None:
    ask = posted(cast)
    helped = answered(cast, ask)
    answered(cast, ask, body="En till från oss.")
    answered(cast, ask, by="bo", body="Vi prövade.", no_effect=True)
    answered(cast, ask, by="david", body="Utan namn härifrån.", unnamed=True)
    actions.thank(by=cast.anna, ask=ask, helped=[helped])
    words = strip(page_of(cast, "eva", ask))
    assert "4 svar från 2 organisationer, 1 utan namn" in words and "1 hjälpte" in words
    assert "hjälpte Anna Granlund" in words and "prövade, ingen effekt" in words and "Utan namn" in words
    assert words.index("avtalscontroller") < words.index("Vi prövade")


def test_an_answer_only_for_the_asker_is_shown_to_the_asker(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask, body="Hemlighet mellan oss.", audience="asker")
    assert "Hemlighet mellan oss" in page_of(cast, "anna", ask)
    assert "Hemlighet mellan oss" in page_of(cast, "cilla", ask)
    words = strip(page_of(cast, "bo", ask))
    assert "Hemlighet mellan oss" not in words and "Inga svar än" in words


def test_nothing_on_the_page_tells_an_unnamed_writer(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    answered(cast, ask, unnamed=True)
    for who in ("bo", "anna", "eva"):
        page = page_of(cast, who, ask).replace("Anna Granlund", "", 2 if who == "anna" else 0)
        assert not [name for name in ("Granlund", "Cilla", "Sjöberg", "Granköping", "Sjöhamn") if name in page]


def test_the_asker_sees_who_was_asked_and_why_the_others_how_many(cast: Cast) -> None:
    ask = posted(cast)
    Wave.objects.create(ask=ask, number=1)
    reasons = [{"source": "purchase", "key": "n", "words": "en controller (2024)"}]
    Suggestion.objects.create(ask=ask, person=cast.cilla, wave=1, reasons=reasons)
    words = strip(page_of(cast, "anna", ask))
    assert "Cilla Sjöberg därför: har köpt en controller (2024)" in words
    assert "Om ingen svarar tillfrågas nästa omgång" in words and "Fråga nästa omgång nu" in words
    words = strip(page_of(cast, "bo", ask))
    assert "1 person är tillfrågad" in words and "Cilla" not in words


def test_a_full_network_is_said_to_be_full(cast: Cast) -> None:
    ask = posted(cast)
    Wave.objects.create(ask=ask, number=1, full=True)
    assert "Nätverket är fullt" in strip(page_of(cast, "anna", ask))


def test_the_content_says_its_own_language(cast: Cast) -> None:
    ask = posted(cast, title="Miten te teette?", body="Kertokaa miten teillä toimii.", language="fi")
    page = page_of(cast, "bo", ask)
    assert '<h1 lang="fi">' in page and "suomeksi" in page


def test_markdown_can_do_no_harm(cast: Cast) -> None:
    page = page_of(cast, "bo", posted(cast, body="**Viktigt** <script>alert(1)</script>"))
    assert "<strong>Viktigt</strong>" in page and "<script>alert" not in page


@pytest.mark.parametrize("who", ["stranger", "lea", "ida", "nora", "olof"])
def test_who_may_not_read_it_can_not_tell_it_from_one_that_never_was(cast: Cast, who: str) -> None:
    ask, nothing = posted(cast), "zzzzzzzzzzzz"
    browser = client_of(cast.people.get(who))
    browser.get("/asks/")  # the session keeps a token for forms from now on
    for path in ("", "answer/", "close/", "thank/", "next/", "write-up/", "files/yyyyyyyyyyyy/"):
        seen = [same(browser, f"/asks/{key}/{path}", key) for key in (ask.key, nothing)]
        assert seen[0] == seen[1]
        assert seen[0][0] in (404, 302)


def same(browser: object, url: str, key: str) -> tuple[int, str, int]:
    method = "post" if url.endswith(("thank/", "next/", "write-up/")) else "get"
    with CaptureQueriesContext(connection) as queries:
        response = getattr(browser, method)(url)
    content = response.content.decode() + response.headers.get("Location", "")
    content = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", content)
    return response.status_code, content.replace(key, "KEY"), len(queries)


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_the_page_costs_the_same_with_one_three_and_ten_thousand_answers(cast: Cast, who: str) -> None:
    ask = posted(cast)
    Wave.objects.create(ask=ask, number=1)
    Suggestion.objects.create(
        ask=ask, person=cast.cilla, wave=1, reasons=[{"source": "purchase", "key": "n", "words": "tåg"}]
    )
    browser = client_of(cast.people[who])
    browser.get(f"/asks/{ask.key}/")
    counts = []
    for more in (1, 2, 9_997):
        Answer.objects.bulk_create(
            Answer(ask=ask, body="Så här.", writer=cast.bo, organisation=cast.bo.organisation, readers=ask.readers)
            for _ in range(more)
        )
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"/asks/{ask.key}/")
        counts.append(len([one for one in queries if not COUNTED_NOT.search(one["sql"])]))
    assert len(set(counts)) == 1 and counts[0] <= 15
    assert page.content.count(b'class="answer"') == 20
    assert len(page.content) <= 40_000


# Answering on the page


def test_an_answer_on_the_page_may_have_files(cast: Cast) -> None:
    ask = posted(cast)
    bo = client_of(cast.bo)
    mall = SimpleUploadedFile("Mall för stickprov.txt", b"Dra var tionde faktura.")
    sent = {"body": "Använd vår mall.", "phase": "none", "attached": [mall], "once": "abc"}
    response = bo.post(f"/asks/{ask.key}/answer/", sent)
    answer = Answer.objects.get()
    assert response.url == f"/asks/{ask.key}/#answer-{answer.key}"
    page = page_of(cast, "anna", ask)
    assert "Mall för stickprov.txt" in page
    link = f"/asks/{ask.key}/files/{answer.files.get().key}/"
    assert b"".join(client_of(cast.anna).get(link).streaming_content) == b"Dra var tionde faktura."
    assert client_of(cast.ida).get(link).status_code == 404


def test_a_program_is_refused_and_the_text_is_still_there(cast: Cast) -> None:
    ask = posted(cast)
    sent = {"body": "Kör den här.", "phase": "none", "attached": [SimpleUploadedFile("a.exe", b"MZ\x90")]}
    page = client_of(cast.bo).post(f"/asks/{ask.key}/answer/", sent).content.decode()
    assert not Answer.objects.exists()
    assert "Kör den här." in page and "ds-error-summary" in page


def test_the_same_form_twice_is_one_answer(cast: Cast) -> None:
    ask = posted(cast)
    bo = client_of(cast.bo)
    for _ in range(2):
        bo.post(f"/asks/{ask.key}/answer/", {"body": "Så här.", "phase": "none", "once": "abc"})
    assert Answer.objects.count() == 1


def test_what_looks_drawn_from_tenders_is_asked_about_once(cast: Cast) -> None:
    ask = posted(cast)
    bo = client_of(cast.bo)
    sent = {"body": "Vi fick tre anbud.", "phase": "none"}
    page = bo.post(f"/asks/{ask.key}/answer/", sent).content.decode()
    assert "tre anbud" in page and not Answer.objects.exists()
    bo.post(f"/asks/{ask.key}/answer/", {**sent, "confirmed": "on"})
    assert Answer.objects.exists()


def test_a_closed_ask_refuses_with_the_reason_and_keeps_the_text_in_sight(cast: Cast) -> None:
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask)
    response = client_of(cast.bo).post(f"/asks/{ask.key}/answer/", {"body": "För sent.", "phase": "none"})
    assert response.status_code == 403
    assert "Efterlysningen är stängd" in response.content.decode() and "För sent." in response.content.decode()


# What the asker does with the answers


def test_thank_and_close_is_one_screen(cast: Cast) -> None:
    ask = posted(cast)
    helped, other = answered(cast, ask), answered(cast, ask, by="bo", body="Vi vet inte.")
    anna = client_of(cast.anna)
    assert "Cilla Sjöberg: Vi anställde" in anna.get(f"/asks/{ask.key}/close/").content.decode()
    anna.post(
        f"/asks/{ask.key}/close/",
        {"helped": [helped.key], "used_for": "En översyn.", "write_up": helped.key},
    )
    ask = Ask.objects.get()
    assert (ask.is_open, ask.closing.used_for) == (False, "En översyn.")
    assert hasattr(Answer.objects.get(pk=helped.pk), "thanks")
    assert not hasattr(Answer.objects.get(pk=other.pk), "thanks")
    assert helped.write_ups.get().case.writer == cast.cilla
    assert "En översyn." in page_of(cast, "bo", ask)


def test_one_press_thanks(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask)
    client_of(cast.anna).post(f"/asks/{ask.key}/thank/", {"helped": answer.key})
    assert Answer.objects.get(pk=answer.pk).thanks.by == cast.anna


@pytest.mark.parametrize("path", ["close/", "thank/", "next/", "write-up/"])
def test_only_the_asker_may(cast: Cast, path: str) -> None:
    ask = posted(cast)
    sent = {"helped": answered(cast, ask).key, "answer": "ask"}
    assert client_of(cast.bo).post(f"/asks/{ask.key}/{path}", sent).status_code == 403
    assert not Answer.objects.filter(thanks__isnull=False).exists() and Ask.objects.get().is_open


def test_a_case_with_a_name_is_not_shown_as_coming_from_an_unnamed_answer(cast: Cast) -> None:
    ask = posted(cast)
    case = actions.write_up(by=cast.anna, ask=ask, answer=answered(cast, ask, unnamed=True))
    case.published, case.readers = now(), ask.readers
    case.save()
    assert case.key not in page_of(cast, "anna", ask)


def test_what_became_of_it_is_shown_to_who_may_read_it(cast: Cast) -> None:
    ask = posted(cast)
    case = actions.write_up(by=cast.anna, ask=ask, answer=answered(cast, ask))
    assert case.key not in page_of(cast, "anna", ask)
    case.published, case.readers = now(), ask.readers
    case.save()
    assert case.key in page_of(cast, "bo", ask)
