"""An outside firm works for a unit that only its members know of, and reads nothing that is shared there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from krets.asks import actions as asks
from krets.db.clock import shifted, today
from krets.db.identity import acting_as
from krets.networks import actions, rules
from krets.networks.models import Check, Mandate, Unit
from krets.networks.tests.lists import csv
from krets.tests.cast import Cast, client_of, reader

DAY = timedelta(days=1)
ROOM = "/units/security-of-supply/"


@pytest.fixture
def unit(cast: Cast) -> Unit:
    return cast.units["security-of-supply"]


def serves(cast: Cast, unit: Unit, **days: object) -> Mandate:
    return actions.appoint(
        by=None, unit=unit, person=cast.lea, kind=Mandate.Kind.SECRETARIAT, firm="Byrån AB", **days  # type: ignore[arg-type]
    )  # fmt: skip


def opens(cast: Cast) -> bool:
    """Its page; and the database says the same."""
    with acting_as(reader(cast.lea)):
        known = Unit.objects.filter(slug="security-of-supply").exists()
    assert (client_of(cast.lea).get(ROOM).status_code == 200) == known
    return known


def test_they_work_with_members_applications_and_lists(cast: Cast, unit: Unit) -> None:
    serves(cast, unit)
    lea = client_of(cast.lea)
    for tail in ("", "applications/", "imports/", "resting/", "mandates/", "states/"):
        assert lea.get(f"{ROOM}{tail}").status_code == 200, tail
    out = lea.post(f"{ROOM}members/export/", {"as": "csv"}).content.decode()
    assert "Nora North" in out and "Carl Coast" in out
    row = ("Carla Coast", "carla@coastal.example", "Coastal Purchasing Partnership")
    file = SimpleUploadedFile("l.csv", csv(row))
    report = lea.post(f"{ROOM}imports/", {"file": file, "kind": "members"})["Location"]
    assert report in lea.get("/week/").content.decode()
    lea.post(f"{report}run/")
    assert unit.memberships.filter(person__name="Carla Coast", ended=None).exists()
    actions.set_rule(by=cast.nora, unit=unit, clauses=[{"id": "c1", "kind": "text", "question": "Varför?"}])
    actions.apply(by=cast.ida, unit=unit, answers={"c1": "x"})
    assert "Ida Inglund" in lea.get(f"{ROOM}applications/").content.decode()


def test_they_read_nothing_that_is_shared_there(cast: Cast, unit: Unit) -> None:
    serves(cast, unit)
    ask = asks.post(by=cast.nora, title="Kobaltask om lager", body="Vem har?", units=[unit], check=Check())
    lea = client_of(cast.lea)
    assert lea.get(f"/asks/{ask.key}/").status_code == 404
    assert all("Kobaltask" not in lea.get(path).content.decode() for path in (ROOM, "/asks/", "/week/"))
    assert not rules.is_member(reader(cast.lea), unit)


def test_they_know_of_it_for_as_long_as_the_mandate_holds(cast: Cast, unit: Unit) -> None:
    serves(cast, unit, since=today() + DAY, until=today() + 2 * DAY)
    known = []
    for days in range(4):
        with shifted(days * DAY):
            actions.settle_mandates()
            known.append(opens(cast))
    assert known == [False, True, True, False]
    mandate = serves(cast, unit)
    assert opens(cast)
    actions.end_mandate(by=None, mandate=mandate)
    assert not opens(cast)


def test_of_a_unit_for_buyers_a_firm_knows_that_is_none(cast: Cast) -> None:
    unit = cast.units["inkopschefer-mitt"]
    assert client_of(cast.lea).get("/units/inkopschefer-mitt/").status_code == 404
    serves(cast, unit)
    assert client_of(cast.lea).get("/units/inkopschefer-mitt/applications/").status_code == 200
    assert client_of(cast.ida).get("/units/inkopschefer-mitt/").status_code == 200
    assert client_of(cast.juha).get("/units/inkopschefer-mitt/").status_code == 200  # any buyer, as before
