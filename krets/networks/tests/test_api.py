"""Networks as JSON."""

from krets.api.tests.calling import Caller
from krets.db import readers
from krets.networks.models import Unit
from krets.tests.cast import Cast, reader


def test_a_network_says_what_it_is_for_and_whether_one_is_in_it(anna: Caller) -> None:
    shown = anna.get("/units/uppfoljning")
    assert (shown["name"], shown["mine"]) == ("Uppföljning", True)
    assert shown["parent"]["key"] == "hallbart-inkop"
    assert anna.get("/units/transporter")["mine"] is False


def test_a_hidden_network_is_as_absent_as_one_that_never_was(cast: Cast, anna: Caller) -> None:
    assert anna.get("/units/security-of-supply", 404) == anna.get("/units/finns-inte", 404)
    assert Caller(cast.nora).get("/units/security-of-supply")["mine"]
    assert "security-of-supply" not in {row["key"] for row in anna.get("/units?limit=100")["items"]}


def test_a_parent_that_one_may_not_know_of_is_not_named(cast: Cast) -> None:
    sven = Caller(cast.sven)
    Unit.objects.filter(slug="palveluasuminen").update(readers=[readers.PUBLIC])
    assert sven.get("/units/palveluasuminen")["parent"] is None


def test_networks_come_by_the_alphabet_and_can_be_narrowed(cast: Cast, anna: Caller) -> None:
    first = anna.get("/units?limit=3")
    rest = anna.get(f"/units?limit=100&cursor={first['next']}")
    keys = [row["key"] for row in first["items"] + rest["items"]]
    known = Unit.objects.readable(reader(cast.anna)).order_by("sort_key")
    assert keys == [unit.slug for unit in known]
    assert {row["key"] for row in anna.get("/units?mine=true")["items"]} == {
        "kretsens-inkopare",
        "krets-mitt",
        "hallbart-inkop",
        "uppfoljning",
    }
    assert [row["key"] for row in anna.get("/units?q=fordon")["items"]] == ["transporter"]
