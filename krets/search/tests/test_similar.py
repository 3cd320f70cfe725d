"""Was it asked before? And: what may be meant while one types; who knows something."""

from krets.search.query import evidence, similar, suggest
from krets.search.tests.words_of_tests import BUYER, put
from krets.tests.searching import CatchUp

ASKED = "Hej alla!\nNi som har elbussar: hur laddar ni i depå, och räcker laddningen på vintern?\nMvh Anna"


def test_what_was_said_before_about_the_same_thing_is_found_with_its_reason(library: CatchUp) -> None:
    hits = similar(ASKED, reader=BUYER)
    assert [hit.key for hit in hits] == ["bil"]
    assert hits[0].because[0].split(", ")[0] in ("elbussar", "laddning", "vintern", "räckvidd")
    assert 0.3 < hits[0].strength <= 1


def test_courtesies_are_like_nothing(library: CatchUp) -> None:
    put("hej", "Hej alla", "Är det någon som har erfarenhet av takarbeten? Tack på förhand!", kind="ask")
    library()
    asked = "Hej alla! Är det någon som har erfarenhet av skolmat? Tack på förhand!"
    assert [hit.key for hit in similar(asked, reader=BUYER)] == ["mat"]


def test_something_weak_is_not_offered(library: CatchUp) -> None:
    assert similar("Vilka regler gäller för bisysslor i en valnämnd?", reader=BUYER) == []
    assert similar("", reader=BUYER) == []


def test_what_is_asked_about_everything_is_no_reason_to_think_of_one(searching: CatchUp) -> None:
    things = ["städning", "skolmat", "elbussar", "hissar", "snöröjning", "solceller", "brandskydd", "tolkar"]
    things += ["möbler", "växter", "däck", "skrivare"]
    for number, (thing, place) in enumerate((thing, place) for thing in things for place in ("skolor", "vårdhem")):
        put(f"f{number}", f"Vilken prismodell använder ni för {thing}?", f"Det gäller {place}.", kind="ask")
    for number in range(80):
        put(f"annat{number}", f"Ärende {number}", "Vilken prismodell?", kind="ask")
    searching()
    asked = "Vilken prismodell använder ni för {}? Det gäller skolor."
    assert {hit.key for hit in similar(asked.format("elbussarna"), reader=BUYER)} & {"f4", "f5"}
    assert similar(asked.format("blodanalyser"), reader=BUYER) == []


def test_what_is_on_the_page_already_is_left_out(library: CatchUp) -> None:
    assert similar(ASKED, reader=BUYER, exclude=["bil"]) == []


def test_only_the_wanted_kinds_are_compared(library: CatchUp) -> None:
    assert similar(ASKED, reader=BUYER, kinds=("answer",)) == []


def test_signs_in_an_ask_mean_nothing_else(library: CatchUp) -> None:
    assert [hit.key for hit in similar('Elbussar - "laddning i hamn" -depå -vintern', reader=BUYER)] == ["bil"]


def test_the_same_code_helps_but_does_not_suffice_when_it_is_wide(library: CatchUp) -> None:
    assert similar("Bisysslor i valnämnden", reader=BUYER, cpv=["15000000"]) == []
    assert [hit.key for hit in similar("Bisysslor", reader=BUYER, cpv=["15511000"])] == ["mat"]


def test_typing_suggests_titles(library: CatchUp) -> None:
    assert suggest("upp", reader=BUYER)[0].key == "uppf"
    assert suggest("uppföljning av av", reader=BUYER)[0].key == "uppf"
    assert suggest("elbu", reader=BUYER)[0].key == "bil"
    assert suggest("trafik", reader=BUYER)[0].key == "bil"
    assert suggest("xqz", reader=BUYER) == []
    assert suggest("", reader=BUYER) == []


def test_evidence_is_of_everything_and_says_how_alike(library: CatchUp) -> None:
    hits = evidence("Kvicksilver i skolan", cpv=["15511000"])
    assert [hit.key for hit in hits][:2] in (["hemlig", "mat"], ["mat", "hemlig"])
    assert all(0 <= hit.strength <= 1 for hit in hits)
    assert evidence("Kvicksilver i skolan", exclude=["hemlig"], limit=1)[0].key != "hemlig"
