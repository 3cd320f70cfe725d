"""Words by which somebody who writes without a name names themselves."""

import pytest

from krets.engines.text.named import Identity, named_in

MAILS = ("cilla@sjohamn.example", "c.sjoberg@post.example")
CILLA = Identity("Cilla Sjöberg", MAILS, ("+46 70-123 45 67",), "Sjöhamns stad")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hälsar Cilla", ["Cilla"]),
        ("Enligt Sjöbergs modell", ["Sjöbergs"]),
        ("Fråga mig på CILLA@sjohamn.example.", ["CILLA@sjohamn.example"]),
        ("Se www.sjohamn.example/inkop", ["www.sjohamn.example"]),
        ("Ring 070-123 45 67 i morgon", ["070-123 45 67"]),
        ("Vi i Sjöhamn, och sjöhamnsmodellen", ["Sjöhamn", "sjöhamnsmodellen"]),
        ("Staden köpte 5 000 000 handskar av en annan stad", []),
        ("", []),
    ],
)
def test_own_words_are_found(text: str, found: list[str]) -> None:
    assert named_in(text, CILLA) == found


def test_a_short_name_is_one_only_as_names_are_written() -> None:
    bo = Identity(name="Bo Björk", organisation="Björkfors kommun")
    assert named_in("Vi vill bo kvar i kommunen", bo) == []
    assert named_in("mvh Bo", bo) == ["Bo"]


def test_nobody_is_named_by_nothing() -> None:
    assert named_in("Vad som helst, 0701234567", Identity()) == []


def test_what_is_told_instead_of_an_address_names_nobody() -> None:
    assert named_in("Hos oss har det gått bra.", Identity(emails=("ring hellre", "@", " "))) == []
