"""The page Find: one box, kinds, filters, the reason for each hit, and an ask when there is none."""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from krets.db import readers
from krets.db.clock import now
from krets.home.commands import find
from krets.search import index
from krets.search.index import Doc
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting
from krets.tests.searching import CatchUp

FIND = "/find/"


def put(key: str, title: str, body: str = "", **more: Any) -> None:
    given: dict[str, Any] = {"kind": "case", "language": "sv", "readers": ("public",), "at": now()}
    with transaction.atomic():
        index.put(Doc(key=key, title=title, body=body, **given | more))


@pytest.fixture
def library(cast: Cast, searching: CatchUp) -> CatchUp:
    put(
        "fall", "Avtalscontrollern betalade sig", "En heltid för uppföljning av de största avtalen.",
        facets={"outcome": "worked_well", "organisation": "grankoping", "organisation_kind": "municipality",
                "organisation_size": "under_50", "person": cast.anna.key},
    )  # fmt: skip
    put("utan", "Uppföljningen som ingen läste", facets={"outcome": "not_as_intended",
        "organisation_kind": "region", "organisation_size": "over_100"})  # fmt: skip
    put("seuranta", "Sopimusten seuranta ja avtalsuppföljning", language="fi")
    unit = readers.unit(cast.units["hallbart-inkop"].pk)
    put("fragan", "Hur följer ni upp avtal?", kind="ask", readers=(unit,), facets={"answers": 3})
    put("svaret", "Hur följer ni upp avtal?", "Med stickprov på avtal.", kind="answer", readers=(unit,),
        facets={"ask": "fragan"})  # fmt: skip
    searching()
    return searching


def page(who: Any, **asked: str) -> str:
    response = client_of(who).get(FIND, asked)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'row-title"[^>]*><a href="[^"]*">([^<]*)', html)


def test_hits_come_with_kind_outcome_snippet_reason_writer_and_address(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q="avtalscontroller uppföljning")
    assert titles(html)[0] == "Avtalscontrollern betalade sig"
    assert 'data-outcome="worked_well"' in html
    assert "<mark>uppföljning</mark>" in html
    assert 'class="because"' in html
    assert "Anna Granlund" in html
    assert "Granköpings kommun" in html
    assert reverse("case", args=["fall"]) in html


def test_an_ask_and_its_answers_are_one_hit_on_page_and_command(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q="hur följer ni upp avtal stickprov")
    assert titles(html).count("Hur följer ni upp avtal?") == 1
    assert "Ett svar säger:" in html or "#answer-svaret" in html
    assert "kind=answer" not in html and "1 svar passar" in page(cast.bo, q="hur följer ni upp avtal")
    asked = ["hur följer ni upp avtal", "--as", "bo@bjorkfors.example"]
    told = CliRunner().invoke(find, asked).stdout
    assert told.count("Hur följer ni upp avtal?") == 1 and "(1 svar passar)" in told
    hits = json.loads(CliRunner().invoke(find, [*asked, "--json"]).stdout)
    assert [hit["answers"] for hit in hits if hit["kind"] == "ask"] == [1]


def test_an_answer_leads_to_its_place_on_the_page_of_the_ask(cast: Cast, library: CatchUp) -> None:
    assert f"{reverse('ask', args=['fragan'])}#answer-svaret" in page(cast.bo, q="stickprov på avtal")


def test_who_shared_without_a_name_is_kind_and_size_only(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q="uppföljningen som ingen läste")
    assert titles(html)[0] == "Uppföljningen som ingen läste"
    assert "Region" in html
    assert "Region Mittland" not in html


def test_a_stranger_finds_only_what_is_public_and_sees_no_names(cast: Cast, library: CatchUp) -> None:
    html = page(None, q="uppföljning av avtal")
    assert "Avtalscontrollern betalade sig" in html
    assert "Anna Granlund" not in html
    assert "Hur följer ni upp avtal?" not in html
    assert "kind=ask" not in html


def test_content_in_another_language_is_marked(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q="sopimusten seuranta")
    assert 'class="in-language" lang="fi"' in html
    assert 'row-title" lang="fi"' in html


def test_kinds_have_counts_and_one_can_be_chosen(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q="följer ni upp avtal")
    assert re.search(r'href="\?q=[^"]*kind=ask"[^>]*>[^<]*<span>1</span>', html)
    chosen = page(cast.bo, q="följer ni upp avtal", kind="ask")
    assert titles(chosen) == ["Hur följer ni upp avtal?"]
    assert 'name="kind" value="ask"' in chosen


def test_filters_narrow_and_what_is_no_choice_is_ignored(cast: Cast, library: CatchUp) -> None:
    assert titles(page(cast.bo, q="uppföljning", outcome="not_as_intended")) == ["Uppföljningen som ingen läste"]
    assert titles(page(cast.bo, q="uppföljning", organisation_size="under_50")) == [
        "Avtalscontrollern betalade sig"
    ]
    assert titles(page(cast.bo, q="uppföljning", language="fi")) == ["Sopimusten seuranta ja avtalsuppföljning"]
    everything = titles(page(cast.bo, q="uppföljning"))
    assert titles(page(cast.bo, q="uppföljning", outcome="'; --", kind="account", page="²")) == everything


def test_when_nothing_answers_one_can_ask_with_the_same_words(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo, q='"kvicksilver & avtalscontrollern"')
    assert f"{reverse('post')}?title=%22kvicksilver%20%26%20avtalscontrollern%22" in html
    assert 'id="nearest"' in html
    assert titles(html)


def test_the_empty_page_teaches(cast: Cast, library: CatchUp) -> None:
    html = page(cast.bo)
    assert 'name="q"' in html
    assert "15511000" in html
    assert titles(html) == []


def test_what_was_typed_stays_and_cannot_become_markup(cast: Cast, library: CatchUp) -> None:
    typed = '"><script>alert(1)</script>'
    html = page(cast.bo, q=typed)
    assert typed not in html
    assert escape(typed) in html


def test_typing_suggests_titles_as_links(cast: Cast, library: CatchUp) -> None:
    fragment = client_of(cast.bo).get(reverse("suggest"), {"q": "avtalscon"}).content.decode()
    assert "<html" not in fragment
    assert f'href="{reverse("case", args=["fall"])}"' in fragment
    assert client_of(None).get(reverse("suggest"), {"q": "hur följer"}).content.decode().strip() == ""
    assert client_of(cast.bo).get(reverse("suggest"), {"q": "a"}).content.decode().strip() == ""


@pytest.mark.parametrize("rows", [1, 3, 10_000])
def test_the_page_takes_few_queries_however_much_there_is(cast: Cast, searching: CatchUp, rows: int) -> None:
    facets = {"organisation": "grankoping", "person": cast.anna.key}
    with transaction.atomic():
        index.put_many(
            Doc("case", f"k{number}", "sv", f"Avtal {number}", "Uppföljning", ("public",), now(), facets)
            for number in range(rows)
        )
    searching()
    browser = client_of(cast.bo)
    browser.get(FIND)  # the first page of a session writes it
    counted = []
    for asked in ("avtal", "avtal 15511000", "xqzwv"):
        with counting() as queries:
            html = browser.get(FIND, {"q": asked}).content
        counted.append(len(queries))
        assert len(html) < 40_000
    assert counted == [3 + 5, 3 + 6, 3 + 3], "three for the session, the account and its person"


def test_the_command_finds_what_the_person_may_read(cast: Cast, library: CatchUp) -> None:
    run = CliRunner().invoke
    hits = json.loads(run(find, ["följer ni upp avtal", "--as", "bo@bjorkfors.example", "--json"]).stdout)
    asked = next(hit for hit in hits if hit["kind"] == "ask")
    assert (asked["key"], asked["title"], asked["language"]) == ("fragan", "Hur följer ni upp avtal?", "sv")
    assert asked["because"]
    assert asked["url"].endswith(reverse("ask", args=["fragan"]))
    assert (
        "fragan" not in run(find, ["följer ni upp avtal", "--as", "ida@inkop-mittland.example", "--json"]).stdout
    )
    assert "fragan" not in run(find, ["följer ni upp avtal", "--json"]).stdout
    nobody = run(find, ["avtal", "--as", "nobody@example.org"])
    assert nobody.exit_code == 1
