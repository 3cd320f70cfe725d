"""A feed of what is public of a unit: the same for everybody."""

from xml.etree import ElementTree

from django.test import Client

from krets.networks import actions
from krets.tests.cast import Cast, client_of
from krets.tests.world import build

PATH = "/units/hallbart-inkop/feed.atom"


def titles(client: Client, path: str = PATH) -> list[str]:
    feed = ElementTree.fromstring(client.get(path).content)
    return [title.text or "" for title in feed.iterfind("{*}entry/{*}title")]


def test_it_tells_states_and_public_cases_and_nothing_that_is_for_members(cast: Cast) -> None:
    world = build(cast)
    world.public_case.units.add(cast.units["hallbart-inkop"])
    actions.change_state(by=cast.eva, unit=cast.units["hallbart-inkop"], state="dormant", why="Sommar & sol")
    wanted = ["Hållbart inköp: Vilande", "Magnesiumfall för alla", "Hållbart inköp: Aktiv"]
    assert sorted(titles(Client())) == sorted(wanted)
    assert titles(client_of(cast.anna)) == titles(Client())  # a member sees no more
    assert "Sommar &amp; sol" in Client().get(PATH).content.decode()
    assert PATH in Client().get("/units/hallbart-inkop/").content.decode()


def test_what_a_stranger_may_not_know_of_has_none(cast: Cast) -> None:
    for slug in ("security-of-supply", "inkopschefer-mitt", "krets-vast", "finns-inte"):
        assert client_of(cast.nora).get(f"/units/{slug}/feed.atom").status_code == 404
