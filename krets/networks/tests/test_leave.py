from django.test import Client

from krets.networks import actions, rules
from krets.tests.cast import Cast, client_of, reader


def test_what_is_shared_there_is_no_longer_read(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.leave(by=cast.anna, unit=unit, person=cast.anna)
    assert not rules.is_member(reader(cast.anna), unit)
    assert not rules.coordinates(reader(cast.anna), [f"unit:{unit.pk}"])


def test_a_coordinator_who_left_coordinates_no_more(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.leave(by=cast.eva, unit=unit, person=cast.eva)
    assert not rules.may_invite(reader(cast.eva), unit)


def test_the_page_asks_first(cast: Cast) -> None:
    client = client_of(cast.anna)
    assert "Lämna Hållbart inköp?" in client.get("/units/hallbart-inkop/leave/").content.decode()
    assert rules.is_member(reader(cast.anna), cast.units["hallbart-inkop"])
    assert client.post("/units/hallbart-inkop/leave/")["Location"] == "/units/"
    assert not rules.is_member(reader(cast.anna), cast.units["hallbart-inkop"])


def test_nobody_leaves_what_they_are_not_in(cast: Cast) -> None:
    assert client_of(cast.ida).post("/units/hallbart-inkop/leave/").status_code == 404
    assert client_of(cast.anna).post("/units/security-of-supply/leave/").status_code == 404
    assert Client().post("/units/hallbart-inkop/leave/").status_code == 302
