"""Somebody searches."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from krets.db.clock import now
from krets.people.models import Organisation
from krets.search import chain, index, ranking
from krets.search.hits import Hit
from krets.search.index import Doc
from krets.search.models import Document
from krets.search.query import codes_in, find
from krets.search.tests.words_of_tests import BUYER, OUTSIDER, SYSTEM, put
from krets.tests.searching import CatchUp


def keys(text: str, **more: Any) -> list[str]:
    return [hit.key for hit in find(text, reader=BUYER, **more).hits]


def first(text: str, **more: Any) -> Hit:
    return find(text, reader=BUYER, **more).hits[0]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("avtalsuppföljning", "uppf"),
        ("uppföljningen av våra avtal", "uppf"),
        ("osaamista hankinnoissa", "fi"),
        ("kolektivtraffik", "bil"),
        ("SKOLMATEN", "mat"),
        ("fakturo\u0308r\u00adna på webben", "oppen"),
        ("vad gjorde ni när städningen överprövades?", "stad"),
    ],
)
def test_endings_compounds_and_misspellings_are_forgiven(library: CatchUp, asked: str, key: str) -> None:
    assert keys(asked)[0] == key


def test_a_compound_is_found_by_its_parts(library: CatchUp) -> None:
    put("andra", "Avtalsuppföljning på riktigt")
    library()
    assert {"andra", "uppf"} <= set(keys("uppföljning av avtal"))


def test_words_are_alternatives_and_the_best_comes_first(library: CatchUp) -> None:
    assert keys("elbussar skolmat")[:2] in (["bil", "mat"], ["mat", "bil"])
    assert keys("skolmat xylofon")[0] == "mat"


def test_quotes_mean_exactly_this(library: CatchUp) -> None:
    assert keys('"uppföljning av avtal"') == ["uppf"]
    assert keys('"avtal av uppföljning"') == []
    assert keys("”Uppföljning av”") == ["uppf"]
    assert keys('"skolmat" fakturor') == ["mat"]


def test_a_phrase_does_not_reach_from_one_text_into_the_next(library: CatchUp) -> None:
    assert keys('"avtal uppföljning"') == []
    assert keys('"avtal en controller"') == []


def test_a_minus_leaves_out(library: CatchUp) -> None:
    assert {"uppf", "oppen"} <= set(keys("fakturor"))
    assert "oppen" not in keys("fakturor -webben")
    assert "uppf" not in keys('fakturor -"största avtalen"')
    assert keys("-webben") == []


def test_a_dash_between_words_is_no_minus(library: CatchUp) -> None:
    assert keys("skolmat - producenter")[0] == "mat"
    assert keys("in- och utköp av skolmat")[0] == "mat"


@pytest.mark.parametrize("code", ["15", "155", "15500000", "15511000", "15511000-3", "150"])
def test_a_code_finds_itself_and_what_lies_below(library: CatchUp, code: str) -> None:
    hit = first(code, topics={one: "Livsmedel" for one in codes_in(code)})
    assert hit.key == "mat"
    assert any("Livsmedel" in reason for reason in hit.because)


def test_a_code_does_not_find_its_neighbours_or_parents(library: CatchUp) -> None:
    assert keys("15600000") == []
    assert keys("34144911") == []


def test_a_code_beside_words_adds_to_them(library: CatchUp) -> None:
    assert keys("laddning 34144910")[0] == "bil"


def test_every_hit_says_why_in_the_readers_language(library: CatchUp) -> None:
    big = Organisation(kind="municipality", inhabitants=5000)
    assert first("producenter av skolmat").because[0] == "producenter, skolmat"
    with translation.override("en"):
        assert "as large as you: under 10,000 inhabitants" in first("skolmat", like=big).because
        assert first("15511000").because == ["same topic: 15511"]
    assert all(hit.because for hit in find("leverantör av fakturor", reader=SYSTEM).hits)


def test_the_snippet_shows_the_words_that_hit(library: CatchUp) -> None:
    assert [piece.text for piece in first("controllers").snippet if piece.hit] == ["controller"]


def test_a_hit_carries_its_language_and_the_reader_may_choose_languages(library: CatchUp) -> None:
    assert first("hankintaosaaminen").language == "fi"
    assert keys("hankintaosaaminen", languages=("sv",)) == []
    assert keys("hankintaosaaminen", languages=("sv", "fi")) == ["fi"]


def test_kinds_are_counted_before_one_is_chosen(library: CatchUp) -> None:
    put("stad2", "Städtjänster på distans", kind="case")
    library()
    everything = find("städtjänster", reader=BUYER)
    assert (everything.total, everything.by_kind) == (2, {"ask": 1, "case": 1})
    asks = find("städtjänster", reader=BUYER, kinds=("ask",))
    assert (asks.total, asks.by_kind) == (1, {"ask": 1, "case": 1})
    assert [hit.key for hit in asks.hits] == ["stad"]


def test_filters_narrow(library: CatchUp) -> None:
    assert keys("skolmat", filters={"outcome": "stopped"}) == ["mat"]
    assert keys("skolmat", filters={"outcome": "well"}) == []
    assert keys("skolmat", filters={"outcome": "", "organisation_size": "under_10"}) == ["mat"]
    assert find("skolmat", reader=BUYER).filters["outcome"] == {"stopped": 1}


def test_what_is_like_mine_and_what_is_new_comes_first_among_equals(searching: CatchUp) -> None:
    put("gammal", "Möbler", at=now() - timedelta(days=3000))
    put("ny", "Möbler")
    put("lik", "Möbler", at=now() - timedelta(days=3000), facets={"organisation_kind": "region"})
    searching()
    assert keys("möbler")[0] == "ny"
    region = Organisation(kind="region", inhabitants=250_000)
    assert [hit.key for hit in find("möbler", reader=BUYER, like=region).hits].index("lik") < 2


def test_the_small_parts_stay_small() -> None:
    assert ranking.freshness(now(), now()) + ranking.SAME_KIND + ranking.SAME_SIZE < 0.2


def test_when_nothing_answers_the_nearest_is_kept_apart(library: CatchUp) -> None:
    found = find('"skolmat från norska producenter"', reader=BUYER)
    assert (found.hits, found.total, found.by_kind) == ([], 0, {})
    assert found.nearest[0].key == "mat"
    assert find("xqzwv", reader=BUYER).nearest == []


def test_pages_follow_each_other(searching: CatchUp) -> None:
    index.put_many(_many(45))
    searching()
    pages = [find("avtal", reader=BUYER, page=number) for number in (1, 2, 3, 4, -1)]
    assert [len(page.hits) for page in pages[:3]] == [20, 20, 5]
    assert [page.page for page in pages] == [1, 2, 3, 3, 1]
    assert len({hit.key for page in pages[:3] for hit in page.hits}) == 45


def test_what_is_taken_away_or_changed_is_so_at_once(library: CatchUp) -> None:
    index.remove("case", "bil")
    put("mat", "Fordonsgas", "Nu om något annat.")
    assert keys("elbussar") == []
    assert "Skolmat" not in repr(find("skolmat", reader=BUYER))
    library()
    assert "mat" not in keys("skolmat")
    assert keys("fordonsgas") == ["mat"]


def test_without_an_index_nothing_is_found_and_nothing_breaks(searching: CatchUp) -> None:
    assert find("avtal", reader=BUYER).hits == []


@pytest.mark.parametrize("rows", [1, 3, 10_000])
@pytest.mark.parametrize("kinds", [(), ("case",)])
def test_the_number_of_queries_is_fixed(searching: CatchUp, rows: int, kinds: tuple[str, ...]) -> None:
    index.put_many(_many(rows))
    searching()
    for asked in ("avtal 7", "xqzwv", "", '"avtal"'):
        with CaptureQueriesContext(connection) as queries:
            find(asked, reader=BUYER, kinds=kinds)
        assert len(queries) == 2


HOSTILE = [
    "", " ", '"', '""', "-", "--", "- -", '-"', '"-', "*", "a*", "(", ")", "AND OR NOT", "title:x", "x^9", "\x00",
    "\ud800", "😀", "'; drop table search_document; --", "\\", "/.*/", "[a TO b]", "x" * 50_000, "ord " * 20_000,
    '"' * 500, "-a " * 500, "١٢٣٤", "²³", "12345678-9 " * 50, "\u202e", "_", "____", "%s%d",
]  # fmt: skip


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_questions_are_only_questions(library: CatchUp, asked: str) -> None:
    found = find(asked, reader=BUYER)
    json.dumps([hit.title for hit in found.hits])
    assert found.page == 1


@given(asked=st.text(max_size=80))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(library: CatchUp, asked: str) -> None:
    assert find(asked, reader=BUYER).total <= Document.objects.count()


def _many(rows: int) -> list[Doc]:
    return [
        Doc(
            kind="case", key=f"many{number}", language="sv", title=f"Avtal nummer {number}",
            body="Uppföljning av avtal och fakturor.", readers=("buyers",), at=now(),
        )
        for number in range(rows)
    ]  # fmt: skip


def test_an_answer_stands_below_an_ask_with_the_same_title(searching: CatchUp) -> None:
    put("fraga", "Hur mäter ni avtalstrohet?", kind="ask")
    put("svar", "Hur mäter ni avtalstrohet?", "Mattorna är uppsagda nu.", kind="answer", facets={"ask": "annan"})
    searching()
    assert [hit.key for hit in find("avtalstrohet", reader=BUYER).hits] == ["fraga", "svar"]


@pytest.fixture
def thread(searching: CatchUp) -> CatchUp:
    """An ask with three answers, one of them only for the asker, and a case about something near."""
    title, under = "Hur mäter ni avtalstrohet?", {"ask": "fraga"}
    put("fraga", title, "Vi saknar avtalsnummer.", kind="ask", facets={"organisation_kind": "municipality"})
    region = under | {"organisation_kind": "region"}
    put("svar1", title, "Med stickprov på fakturor.", kind="answer", facets=region)
    put("svar2", title, "Otannalla laskuista.", kind="answer", facets=under, language="fi")
    put("svar3", title, "Stickprov, men säg det inte.", kind="answer", facets=under, readers=("person:2",))
    put("fall", "Avtalstrohet mätt med stickprov", kind="case")
    searching()
    return searching


def test_an_ask_and_its_answers_are_one_hit_that_says_how_many_match(thread: CatchUp) -> None:
    found = find("avtalstrohet", reader=BUYER)
    assert [(hit.key, hit.answers) for hit in found.hits if hit.kind != "case"] == [("fraga", 2)]
    assert (found.total, found.by_kind, sum(found.by_kind.values())) == (2, {"case": 1, "ask": 1}, found.total)
    assert found.filters["organisation_kind"] == {"municipality": 1, "region": 1}
    assert found.filters["language"] == {"sv": 2, "fi": 1}


def test_its_snippet_is_of_the_answer_that_says_it_and_says_whose_it_is(thread: CatchUp) -> None:
    hit = next(hit for hit in find("avtalstrohet laskuista", reader=BUYER).hits if hit.kind != "case")
    assert "".join(piece.text for piece in hit.snippet) == "Otannalla laskuista."
    said = hit.told_by or hit.key
    assert (said, hit.snippet_language) == ("svar2", "fi")
    own = next(hit for hit in find("avtalsnummer", reader=BUYER).hits)
    assert (own.key, own.told_by, own.snippet_language) == ("fraga", "", "sv")


def test_whoever_chooses_asks_finds_what_was_answered_and_only_answers_can_be_chosen_too(thread: CatchUp) -> None:
    chosen = find("stickprov", reader=BUYER, kinds=("ask",))
    assert [(hit.kind, hit.key, hit.answers) for hit in chosen.hits] == [("answer", "svar1", 1)]
    assert (chosen.total, chosen.by_kind) == (1, {"case": 1, "ask": 1})
    answered = find("avtalstrohet", reader=BUYER, kinds=("answer",)).hits
    assert [(hit.kind, hit.answers) for hit in answered] == [("answer", 2)]
    regions = find("avtalstrohet", reader=BUYER, filters={"organisation_kind": "region"})
    assert [(hit.key, hit.answers) for hit in regions.hits] == [("svar1", 1)]


def test_an_answer_that_one_may_not_read_is_not_counted(thread: CatchUp) -> None:
    theirs = next(hit for hit in find("avtalstrohet", reader=OUTSIDER).hits if hit.kind != "case")
    mine = next(hit for hit in find("avtalstrohet", reader=BUYER).hits if hit.kind != "case")
    assert (theirs.answers, mine.answers) == (3, 2)
    assert "säg det inte" not in repr(find("stickprov", reader=BUYER))


@pytest.mark.parametrize("read", [0, 3, 500_000])
def test_what_few_terms_find_is_weighed_by_all(
    library: CatchUp, monkeypatch: pytest.MonkeyPatch, read: int
) -> None:
    asked = "uppföljning av elbussar och skolmat från små producenter"
    whole = {hit.key: hit.score for hit in find(asked, reader=BUYER).hits}
    monkeypatch.setattr(chain, "READ", dict.fromkeys(chain.READ, 0.0))
    monkeypatch.setattr(chain, "READ_ALWAYS", read)
    few = {hit.key: hit.score for hit in find(asked, reader=BUYER).hits}
    assert few and few.items() <= whole.items()
