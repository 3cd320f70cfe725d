"""Who is likely to answer, from who answered what."""

import pytest

from krets.engines.matching.ledger import Ledger, Letter
from krets.engines.matching.memory import Memory

NAMES = {"eva": "Eva Ek", "ole": "Ole Berg", "ida": "Ida Lund", "new": "Nils Ny"}


def heard(*letters: Letter) -> Ledger:
    ledger = Ledger()
    for letter in letters:
        ledger.hear(letter)
    return ledger


def thread(name: str, at: float, title: str, *answerers: str, asker: str = "asker") -> list[Letter]:
    answers = [Letter(one, at + n, name, "Vi gjorde så här.") for n, one in enumerate(answerers, 1)]
    return [Letter(asker, at, name, "Vad fungerade?", title, opens=True), *answers]


def order(ledger: Ledger, title: str, at: float = 100, asker: str = "asker") -> list[str]:
    ask = Letter(asker, at, "now", "Hur gjorde ni?", title, opens=True)
    return [one.person for one in ledger.rank(ask, among=NAMES)]


def test_whoever_answered_something_like_it_comes_first() -> None:
    ledger = heard(*thread("1", 0, "Elbussar i depå", "eva"), *thread("2", 0, "Skolmat av nära råvaror", "ole"))
    assert order(ledger, "Depå för elbussar")[:2] == ["eva", "ole"]
    assert order(ledger, "Råvaror till skolmat")[:2] == ["ole", "eva"]


def test_of_equals_the_one_who_was_here_lately() -> None:
    ledger = heard(*thread("1", 0, "Elbussar", "eva"), *thread("2", 90, "Elbussar", "ole"))
    assert order(ledger, "Elbussar")[:2] == ["ole", "eva"]


def test_a_name_in_the_ask_counts() -> None:
    ledger = heard(*thread("1", 0, "Avtal", "eva"), *thread("2", 0, "Avtal", "ida"))
    found = ledger.rank(
        Letter("asker", 9, "now", "Ida Lund skrev om det i fjol.", "Avtal", opens=True), names=NAMES
    )
    assert found[0].person == "ida"
    assert found[0].parts["named_in_full"] == 1


def test_the_asker_is_nobodys_helper_and_shares_make_one() -> None:
    ledger = heard(*thread("1", 0, "Avtal", "eva", "ole", asker="ida"))
    found = ledger.rank(Letter("eva", 9, "now", "", "Avtal", opens=True))
    assert {one.person for one in found} == {"ole", "ida"}
    assert sum(one.p for one in found) == pytest.approx(1)


def test_what_no_letter_says_counts_too() -> None:
    ledger = heard(*thread("1", 0, "Avtal", "eva"))
    ask = Letter("asker", 9, "now", "", "Zink", opens=True)
    assert ledger.rank(ask, among=["eva", "new"])[0].person == "eva"
    assert ledger.rank(ask, among=["eva", "new"], told={"new": 500.0})[0].person == "new"


def test_ones_own_thread_is_no_answer() -> None:
    ledger = heard(*thread("1", 0, "Avtal", "asker", "eva"), *thread("2", 3, "Avtal", "ida", asker="ole"))
    asked_before = {one.person: one.parts for one in ledger.rank(Letter("x", 9, "now", "", "Avtal", opens=True))}
    assert asked_before["asker"].get("answers") == 0
    assert asked_before["eva"]["answers"] > 0


def test_memory_forgets_what_is_older_than_its_latest() -> None:
    memory = Memory(latest=2)
    for text in ("zink", "zink och järn", "järn"):
        memory.add(text.split())
    assert set(memory.alike(["zink"])) == {1}
    assert set(memory.alike(["järn"])) == {1, 2}
    assert memory.alike(["koppar"]) == {}
