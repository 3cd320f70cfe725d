"""A question finds what is written in another language, by a lexicon that was learnt from labels."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from krets.engines.text.parts import Splitter
from krets.engines.text.synonyms import Synonyms
from krets.engines.text.translate import learn
from krets.search.commands import lexicon
from krets.search.lexicon import labels, learning, store
from krets.search.lexicon.labels import Label
from krets.search.query import find
from krets.search.tests.words_of_tests import BUYER, put
from krets.tests.searching import CatchUp

PAIRS = [
    ("sopimuksen seuranta", "uppföljning av avtal"), ("seuranta", "uppföljning"), ("sopimus", "avtal"),
    ("hissit", "hissar"), ("mekaaniset hissit", "mekaniska hissar"), ("mekaaniset ovet", "mekaniska dörrar"),
    ("ovet", "dörrar"), ("maito", "mjölk"), ("koulumaito", "skolmjölk"),
]  # fmt: skip


@pytest.fixture
def learnt(settings: Any, tmp_path: Path) -> None:
    settings.LEXICON_DIR = tmp_path / "lexicon"
    learning.make([Label({"fi": said, "sv": meant}) for said, meant in PAIRS])


def test_words_that_go_together_mean_the_same() -> None:
    found = learn([(said.split(), meant.split()) for said, meant in PAIRS])
    assert {word: found[word][0].word for word in ("mekaaniset", "ovet", "seuranta")} == {
        "mekaaniset": "mekaniska", "ovet": "dörrar", "seuranta": "uppföljning",
    }  # fmt: skip


def test_a_compound_is_cut_where_its_parts_stand_alone() -> None:
    parts = Splitter({"avtal", "uppföljning", "skol", "mjölk", "kolm"}).parts
    assert parts("avtalsuppföljning") == ("avtal", "uppföljning")
    assert parts("skolmjölk") == ("skol", "mjölk")
    assert parts("upphandling") == ("upphandling",)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("avtalsuppföljning", ("avtal", "uppföljning")),
        ("skolbuss", ("skolbuss",)),  # four letters are too few to say what it is about
        ("avtalsförvaltning", ("avtal", "sförvaltning")),
        ("ramavtal", ("ramavtal",)),
        ("återuppföljning", ("åter", "uppföljning")),
        ("uppföljning", ("uppföljning",)),
        ("bussar", ("bussar",)),
    ],
)
def test_of_an_unknown_word_its_known_beginning_or_end_will_do(word: str, parts: tuple[str, ...]) -> None:
    assert Splitter({"avtal", "uppföljning", "skol", "följning"}).loosely(word) == parts


@pytest.mark.usefixtures("learnt")
def test_a_finnish_question_finds_the_swedish_case_and_says_why(library: CatchUp) -> None:
    found = find("miten sopimusten seuranta tehdään", reader=BUYER)
    assert found.hits[0].key == "uppf"
    assert found.hits[0].language == "sv"
    assert "≈ uppföljning" in found.hits[0].because[0]
    assert any(piece.hit for piece in found.hits[0].snippet)


@pytest.mark.usefixtures("learnt")
def test_what_was_taken_for_a_language_that_hardly_anybody_writes_is_found_too(library: CatchUp) -> None:
    put("kort", "Mekaniska hissar", language="en")  # too short to tell
    for number in range(20):
        put(f"annat{number}", f"Ärende {number}", "Om något helt annat.")
    library()
    found = find("mekaaniset hissit", reader=BUYER).hits
    assert [hit.key for hit in found][:1] == ["kort"]


@pytest.mark.usefixtures("learnt")
def test_the_reader_chooses_how_much_of_other_languages_she_wants(library: CatchUp) -> None:
    put("suomi", "Hissit virastossa", "Vanhat hissit ja sopimus huollosta", language="fi")
    put("svenska", "Hissar i äldre hus", "Hissar, hissar och avtal om hissar", language="sv")
    library()
    asked = "hissit ja sopimus"
    every = [hit.key for hit in find(asked, reader=BUYER).hits]
    assert {"suomi", "svenska"} <= set(every)
    assert find(asked, reader=BUYER, foreign="after").hits[0].key == "suomi"
    left = find(asked, reader=BUYER, foreign="not")
    assert {hit.language for hit in (*left.hits, *left.nearest)} <= {"fi", ""}


def test_what_is_said_otherwise_in_the_trade_is_found(library: CatchUp) -> None:
    put("dis", "Dynamiskt inköpssystem för konsulter", "Vi kvalificerar leverantörer löpande.")
    put("ledig", "Lovverksamhet på fritids", "Alla barn är välkomna på sommarlovet.")
    library()
    found = find("erfarenheter av DIS", reader=BUYER)
    assert found.hits[0].key == "dis"
    assert "dis ≈ " in found.hits[0].because[0]


def test_a_short_word_in_small_letters_is_no_abbreviation() -> None:
    ways = Synonyms(["LOV\tvalfrihetssystem", "minitävling\tförnyad konkurrensutsättning"]).ways
    assert ways("lov på fritids") == []
    assert [one.other for one in ways("upphandla enligt LOV")] == [("valfrihetssystem",)]
    assert [one.other for one in ways("lov")] == [("valfrihetssystem",)]
    assert [one.other for one in ways("vad kostar förnyad konkurrensutsättning")] == [("minitävling",)]


def test_tables_and_dictionaries_are_read_as_they_come(tmp_path: Path) -> None:
    (tmp_path / "cpv_sv_fi.csv").write_text("code,sv,fi\n15511000,Mjölk,Maito\n")
    (tmp_path / "cpv_nb.csv").write_text("code,nb\n15511000,Melk\n")
    entry = "hiiri /hˈiːrɪ/ <n>\n1. mus, datormus 2.\nohjauslaite\n2. jyrsijä#Ruotsi\n".encode()
    (tmp_path / "freedict-fin-swe.dict.dz").write_bytes(gzip.compress(b"head" + entry))
    (tmp_path / "freedict-fin-swe.index").write_text(f"hiiri\tE\t{_number(len(entry))}\n")
    (tmp_path / "fin-swe.tei").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><entry><form><orth>ovi</orth></form><sense>'
        '<cit type="trans"><quote>dörr</quote></cit></sense></entry></TEI>'
    )
    found = labels.read([tmp_path])
    assert found[0] == Label({"sv": "Mjölk", "fi": "Maito", "nb": "Melk"}, "cpv", "15511000")
    assert found[0].cpv_class == "15511"
    said = {(one.texts["fi"], one.texts["sv"]) for one in found[1:]}
    assert said == {("hiiri", "mus"), ("hiiri", "datormus"), ("hiiri", "jyrsijä"), ("ovi", "dörr")}


def test_the_command_learns_and_learns_again_from_what_it_was_given(settings: Any, tmp_path: Path) -> None:
    settings.LEXICON_DIR = tmp_path / "lexicon"
    none = CliRunner().invoke(lexicon, [])
    assert none.exit_code == 1 and "Name files" in none.output
    table = tmp_path / "ord.tsv"
    table.write_text("sv\tfi\nhissar\thissit\n")
    first = json.loads(CliRunner().invoke(lexicon, [str(table), "--json"]).output)
    again = json.loads(CliRunner().invoke(lexicon, ["--json"]).output)
    assert first["labels"] == again["labels"] and first["name"] != again["name"]
    now = store.current()
    assert now is not None and now.meanings("hissit", "fi", "sv")[0].word == "hissar"
    table.write_text("nothing,here\n")
    assert CliRunner().invoke(lexicon, [str(table)]).exit_code == 1


def _number(size: int) -> str:
    return labels.DIGITS[size // 64] + labels.DIGITS[size % 64]
