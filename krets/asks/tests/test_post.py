"""An ask is put to colleagues."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from krets.activity.models import Entry
from krets.api.tests.calling import Caller
from krets.asks import actions, rules
from krets.asks.models import Ask, AskWriter, Draft, Enough
from krets.asks.tests.an_ask import a_hit, posted, strip
from krets.files.actions import keep
from krets.networks.models import Check, Phase
from krets.search import query
from krets.search.models import Document
from krets.tests.cast import Cast, client_of, reader


def test_an_ask_is_read_by_the_members_of_its_units(cast: Cast) -> None:
    ask = posted(cast)
    assert rules.visible(reader(cast.bo)).get() == ask
    assert not rules.visible(reader(cast.ida)).exists()
    assert not rules.visible(reader(None)).exists()


def test_it_is_indexed_recorded_and_colleagues_are_sought(cast: Cast) -> None:
    ask = posted(cast)
    assert Document.objects.get(kind="ask", key=ask.key).readers == ask.readers
    assert Entry.objects.get(verb="asks.post").by == cast.anna
    assert ProcrastinateJob.objects.get(task_name="asks.suggest", args__ask=ask.key).args["wave"] == 1


def test_its_language_is_recognised(cast: Cast) -> None:
    ask = posted(
        cast, title="Miten olette rajanneet lumitöiden lähtökynnyksen?", body="Kertokaa miten teillä toimii."
    )
    assert ask.language == "fi"


def test_the_draft_is_gone_once_it_is_posted(cast: Cast) -> None:
    actions.draft(by=cast.anna, typed={"title": ["Exempel"]})
    posted(cast)
    assert not Draft.objects.exists()


def test_a_form_sent_twice_asks_once(cast: Cast) -> None:
    assert posted(cast, message_id="form:abc") == posted(cast, message_id="form:abc")
    assert Ask.objects.count() == 1


def test_somebody_elses_form_is_not_theirs(cast: Cast) -> None:
    posted(cast, message_id="form:abc")
    with pytest.raises(Exception, match="asks_form_taken_once"):
        posted(cast, by="bo", message_id="form:abc")


def test_an_unnamed_ask_names_nobody(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    assert (ask.writer, ask.organisation) == (None, None)
    assert ask.shown_as == {"kind": "", "sizes": [], "country": "SE"}
    assert AskWriter.objects.get(ask=ask).person == cast.anna
    assert Entry.objects.get(verb="asks.post").by is None
    document = Document.objects.get(kind="ask", key=ask.key)
    assert not {"person", "organisation"} & set(document.facets)
    assert "Granlund" not in document.body and "Granköping" not in document.body


def test_the_gates_answers_are_kept_with_who_gave_them(cast: Cast) -> None:
    check = Check(Phase.PREPARATION, awarded=False, supplier_secrets=False)
    ask = posted(cast, check=check)
    assert (ask.secrecy_check.by, ask.secrecy_check.awarded, ask.before_award) == (cast.anna, False, True)


def test_what_was_awarded_is_not_before_award_whatever_phase_was_chosen(cast: Cast) -> None:
    ask = posted(cast, check=Check(Phase.PROCUREMENT, awarded=True, supplier_secrets=False))
    assert not ask.before_award


# The page

FORM = {"title": "Hur mäter ni avtalstrohet?", "body": "Ekonomisystemet saknar avtalsnummer.", "phase": "none"}


def test_the_form_says_how_many_read_in_each_network(cast: Cast) -> None:
    page = client_of(cast.anna).get("/asks/post/").content.decode()
    assert "Hållbart inköp – 7 personer" in page
    assert "Kategori IT" not in page


def test_nothing_is_posted_before_what_was_said_has_been_shown(cast: Cast) -> None:
    page = client_of(cast.anna).post("/asks/post/", {**FORM, "units": ["hallbart-inkop"], "step": "look"})
    assert not Ask.objects.exists()
    assert "Läses av 7 personer i Hållbart inköp" in page.content.decode()
    assert 'value="post"' in page.content.decode()


def test_then_it_is(cast: Cast) -> None:
    sent = {**FORM, "units": ["hallbart-inkop"], "step": "post", "topic": "avtalstrohet, 79000000-4"}
    response = client_of(cast.anna).post("/asks/post/", sent)
    ask = Ask.objects.get()
    assert response.url == f"/asks/{ask.key}/"
    assert (ask.writer, ask.topic, ask.cpv) == (cast.anna, "avtalstrohet", ["79000000"])


def test_what_was_typed_is_there_again(cast: Cast) -> None:
    anna = client_of(cast.anna)
    anna.post("/asks/post/draft/", {**FORM, "units": ["uppfoljning"], "unnamed": "on"})
    page = anna.get("/asks/post/").content.decode()
    assert FORM["title"] in page and FORM["body"] in page
    assert re.search(r'value="uppfoljning"[^>]* checked', page) and re.search(r'name="unnamed"[^>]* checked', page)
    anna.post("/asks/post/draft/", {"step": "afresh"})
    assert FORM["title"] not in anna.get("/asks/post/").content.decode()


def test_a_fault_is_told_and_keeps_what_was_typed(cast: Cast) -> None:
    page = client_of(cast.anna).post("/asks/post/", {**FORM, "step": "post"}).content.decode()
    assert not Ask.objects.exists()
    assert 'href="#id_units_0"' in page and FORM["body"] in page


def test_what_looks_drawn_from_tenders_is_asked_about_once(cast: Cast) -> None:
    anna = client_of(cast.anna)
    sent = {**FORM, "body": "Vi fick två anbud på städningen.", "units": ["hallbart-inkop"], "step": "post"}
    page = anna.post("/asks/post/", sent).content.decode()
    assert "två anbud" in page and 'name="confirmed"' in page
    assert not Ask.objects.exists()
    anna.post("/asks/post/", {**sent, "confirmed": "on"})
    assert Ask.objects.exists()


def test_what_was_said_before_is_shown_while_writing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = posted(cast, by="bo")
    monkeypatch.setattr(query, "similar", lambda text, **_: [a_hit(earlier)])
    sent = {**FORM, "units": ["hallbart-inkop"]}
    page = client_of(cast.anna).post("/asks/post/similar/", sent).content.decode()
    assert earlier.title in page and "därför: samma ord" in strip(page)
    assert f'value="ask:{earlier.key}"' in page
    assert "<html" not in page


def test_enough_is_a_success_without_an_ask(cast: Cast) -> None:
    earlier = posted(cast, by="bo")
    anna = client_of(cast.anna)
    response = anna.post("/asks/enough/", {"title": "Hur mäter ni?", "hit": f"ask:{earlier.key}"})
    assert response.url == f"/asks/{earlier.key}/"
    found = Enough.objects.get()
    assert (found.person, found.kind, found.key) == (cast.anna, "ask", earlier.key)
    assert Ask.objects.count() == 1


# Who may not


def test_one_can_not_ask_where_one_is_not_a_member(cast: Cast) -> None:
    page = client_of(cast.anna).post("/asks/post/", {**FORM, "units": ["kategori-it"], "step": "post"})
    assert page.status_code == 200 and not Ask.objects.exists()


def test_enough_of_something_hidden_is_enough_of_nothing(cast: Cast) -> None:
    hidden = posted(cast, by="bo")
    for hit in (f"ask:{hidden.key}", "ask:nosuchthing2", "person:x", ""):
        assert client_of(cast.ida).post("/asks/enough/", {"hit": hit}).status_code == 404
    assert not Enough.objects.exists()


def test_a_stranger_signs_in_first(cast: Cast) -> None:
    assert client_of(None).get("/asks/post/").status_code == 302


def test_files_come_along_with_the_ask(cast: Cast) -> None:
    anna, sent = client_of(cast.anna), {**FORM, "units": ["hallbart-inkop"]} | {"step": "look"}
    assert 'name="attached"' in anna.post("/asks/post/", sent).content.decode()
    draft = SimpleUploadedFile("utkast.txt", b"Krav 1")
    anna.post("/asks/post/", sent | {"step": "post", "attached": [draft]})
    ask = Ask.objects.get()
    file = ask.files.get()
    page = client_of(cast.bo).get(f"/asks/{ask.key}/").content.decode()
    assert f'href="/asks/{ask.key}/files/{file.key}/"' in page and "utkast.txt" in page
    sent_file = client_of(cast.bo).get(f"/asks/{ask.key}/files/{file.key}/")
    assert b"".join(sent_file.streaming_content) == b"Krav 1"  # type: ignore[attr-defined]
    assert client_of(cast.ida).get(f"/asks/{ask.key}/files/{file.key}/").status_code == 404
    shown = Caller(cast.bo).get(f"/asks/{ask.key}")
    assert [one["name"] for one in shown["files"]] == ["utkast.txt"]


def test_a_program_is_refused_and_nothing_is_asked(cast: Cast) -> None:
    program = SimpleUploadedFile("x.exe", b"MZ\x90")
    page = client_of(cast.anna).post(
        "/asks/post/", {**FORM, "units": ["hallbart-inkop"]} | {"step": "post", "attached": [program]}
    )
    assert "Program och skript" in page.content.decode()
    assert not Ask.objects.exists()


def test_files_of_an_unnamed_ask_lose_their_names(cast: Cast) -> None:
    ask = posted(cast, unnamed=True, files=[keep(name="Granköping krav.txt", content=b"Krav")])
    assert ask.files.get().name == "1.txt"
