"""Folding, chains, greetings, snippets and the gentle gate."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.text.alike import likeness
from krets.engines.text.fold import fold
from krets.engines.text.grams import VERSION, chains, grams, words
from krets.engines.text.greetings import without_greetings
from krets.engines.text.language import guess
from krets.engines.text.secrets import looks_secret
from krets.engines.text.snippet import overlap, snippet


def lit(text: str, query: str, width: int = 200) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in snippet(text, query, width))


def test_nordic_letters_meet_and_accents_go() -> None:
    assert fold("Ørsted ÆRØ Café ŠÁPMI Straße") == "örsted ärö cafe sapmi strasse"
    assert fold("län") != fold("lan")


def test_the_two_ways_to_write_a_letter_are_one() -> None:
    assert fold(unicodedata.normalize("NFD", "Förhandling på Åland")) == "förhandling på åland"
    assert words(unicodedata.normalize("NFD", "Förhandling på Åland")) == ["förhandling", "på", "åland"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_grams_are_of_padded_words() -> None:
    assert grams("Avtal, IT") == ["_avt", "avta", "vtal", "tal_", "_it_"]
    assert grams("abc", n=3) == ["_ab", "abc", "bc_"]


def test_a_document_and_a_query_go_through_the_same_chains() -> None:
    assert chains("Kjøp av TJÄNSTER").words == ("kjöp", "av", "tjänster")
    assert set(chains("uppföljning").grams) - {"_upp"} <= set(chains("avtalsuppföljning").grams)
    assert VERSION


@given(st.text())
def test_no_gram_is_longer_than_four(text: str) -> None:
    assert all(len(gram) <= 4 for gram in chains(text).grams)


ASKS = [
    ("Hej alla! Är det någon som har erfarenhet av elbussar?", "elbussar"),
    ("Hej,\nvi undrar om någon har upphandlat städ? Tack på förhand!\nMvh Anna", "upphandlat städ"),
    ("Moi kaikki, onko kenelläkään kokemusta sähköautoista?", "sähköautoista"),
    ("Hei alle sammen, er det noen som har erfaring med rammeavtaler på IT?", "rammeavtaler på IT"),
    ("Hej alle. Er der nogen, der har erfaring med elbiler?", "elbiler"),
    ("Hi all, does anyone have experience with e-catalogues? Thanks in advance", "e-catalogues"),
    ("Hur mäter ni avtalstrohet?", "Hur mäter ni avtalstrohet"),
    ("Hej!", "Hej!"),
]


@pytest.mark.parametrize(("ask", "core"), ASKS)
def test_courtesies_are_taken_off_an_ask(ask: str, core: str) -> None:
    assert without_greetings(ask) == core


def test_a_compound_lights_up_its_parts_and_back() -> None:
    assert lit("Vi gör uppföljning av avtal", "avtalsuppföljning") == "Vi gör [uppföljning] av [avtal]"
    assert lit("Avtalsuppföljningen är svår", "uppföljning av avtal") == "[Avtalsuppföljningen] är svår"
    assert lit("Hankintaosaaminen kasvaa", "osaamista") == "[Hankintaosaaminen] kasvaa"


@pytest.mark.parametrize(
    ("one", "other"),
    [("upphandling", "behandling"), ("upphandling", "handlingar"), ("it", "ita"), ("mat", "matte")],
)
def test_unrelated_words_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) == 0


def test_a_long_text_is_cut_around_the_words_asked_for() -> None:
    text = "lorem ipsum " * 400 + "skolmat och livsmedel i kommunen " + "dolor sit " * 400
    shown = lit(text, "livsmedel till skolor", 120)
    assert "[skolmat] och [livsmedel]" in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(shown) < 150


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert lit("Ett kort svar.", "elbussar") == "Ett kort svar."
    assert lit("", "elbussar") == ""


def test_small_words_light_up_only_when_nothing_else_was_asked() -> None:
    assert lit("Hur gör man det?", "hur gör ni avtal") == "Hur gör man det?"
    assert "[Hur]" in lit("Hur gör man det?", "hur")


def test_the_reason_names_the_words_of_the_text_strongest_first() -> None:
    text = "Vi köpte skolmat och livsmedel till skolor. Livsmedel är dyrt."
    assert overlap(text, "livsmedel till skolan") == ["livsmedel", "skolmat", "skolor"]
    assert overlap(text, "elbussar") == []


@given(st.text(max_size=300), st.text(max_size=60), st.integers(0, 80))
@settings(deadline=None)
def test_a_snippet_says_nothing_the_text_does_not(text: str, query: str, width: int) -> None:
    whole = " ".join(text.split())
    bare = "".join(piece.text for piece in snippet(text, query, width))
    assert bare.removeprefix("… ").removesuffix(" …") in whole or bare in whole


TOLD = [
    ("Vi fick två anbud på snöröjningen", "tenders"),
    ("Vi har fått in 3 anbud, hur gör vi?", "tenders"),
    ("Fick bara ett anbud.", "tenders"),
    ("Saimme kaksi tarjousta, mitä nyt?", "tenders"),
    ("Vi mottok tre tilbud på renhold", "tenders"),
    ("Vi har modtaget to tilbud", "tenders"),
    ("We received five bids on cleaning", "tenders"),
    ("Anbudet från Bolaget AB ligger lägst", "company"),
    ("Tarjous on halvin: 12 000 euroa", "price"),
    ("Anbudet från dem fick 85 poäng", "score"),
]
INNOCENT = [
    "Hur mäter ni avtalstrohet?",
    "Hur många anbud brukar ni få?",
    "Hur utvärderar man ett anbud?",
    "Måste man ta in minst tre offerter?",
    "Vår budget är 2 miljoner kr, hur gör ni?",
    "Gränsen för direktupphandling är 700 000 kr",
    "Vi använder Bolaget AB:s system för fakturor",
    "Millaisia tarjouspyyntöjä teillä on?",
    "Hvilke tilbud har dere til eldre?",
    "Fick ni några anbud när ni köpte elbussar?",
    "Har ni fått anbud med orimligt lågt pris?",
    "Vi ska upphandla skolmat med krav på 30 % ekologiskt",
    "How do you evaluate tenders?",
]


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_what_may_be_secret_is_hinted_at(text: str, code: str) -> None:
    hints = {hint.code: hint.excerpt for hint in looks_secret(text)}
    assert code in hints
    assert hints[code] in text


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_asks_pass(text: str) -> None:
    assert looks_secret(text) == []


@pytest.mark.parametrize("bit", ["3 x ", "A B ", "vi fick ", "1 1", "anbud ", "Hej alla ", "avtal "])
def test_long_texts_take_bounded_time(bit: str) -> None:
    text = bit * (100_000 // len(bit))
    began = time.process_time()
    looks_secret(text)
    without_greetings(text[:20_000])
    snippet(text, "avtal anbud hej")
    guess(text)
    assert time.process_time() - began < 5
