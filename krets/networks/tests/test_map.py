"""Whose staff is in a unit: drawn without a tile or a script, and told as a table."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from krets.codes.commands import import_outlines
from krets.codes.models import Outline
from krets.codes.places import POINTS, flat
from krets.networks import actions, rules
from krets.networks.models import Membership
from krets.people.models import Organisation, Person
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting

PATH = "/units/hallbart-inkop/map/"
SQUARE = [[14.0, 63.0], [15.0, 63.0], [15.0, 63.8], [14.0, 63.8], [14.0, 63.0]]


def test_a_circle_for_each_region_and_the_same_as_a_table(cast: Cast) -> None:
    page = client_of(cast.anna).get(PATH).content.decode()
    assert page.count('class="here"') == page.count('<th scope="row">') == 4
    assert "Jämtlands län: 3" in page and "Pohjanmaa – Österbotten 2" in page
    assert page.count('class="dot"') > 20  # no land without outlines: the other regions, faintly
    assert "Granköpings kommun" in page and "Anna Granlund" not in page.split("<main")[1]
    assert "<script" not in page.split("<main")[1] and " style=" not in page


def test_organisations_are_counted_once_and_without_a_region_too(cast: Cast) -> None:
    Organisation.objects.filter(slug="grankoping").update(nuts="")
    actions.join(by=None, unit=cast.units["hallbart-inkop"], person=cast.ida)  # works where Eva does
    drawn = rules.drawn(cast.units["hallbart-inkop"])
    assert (sum(circle.organisations for circle in drawn.circles), drawn.elsewhere) == (6, 1)


def test_members_see_it_and_others_only_where_it_says_so(cast: Cast) -> None:
    assert client_of(cast.ida).get(PATH).status_code == 404
    assert Client().get(PATH).status_code == 404
    actions.edit_unit(by=cast.eva, unit=cast.units["hallbart-inkop"], map_for="knowing")
    assert Client().get(PATH).status_code == 200
    assert PATH in Client().get("/units/hallbart-inkop/").content.decode()


@pytest.mark.parametrize("many", [1, 3, 10_000])
def test_it_takes_as_many_queries_whatever_there_is(cast: Cast, many: int) -> None:
    unit = cast.units["cirkulart"]
    places = Organisation.objects.bulk_create(
        Organisation(slug=f"m-{n}", name=f"0 Kommun {n}", kind="municipality", country="SE", nuts="SE311")
        for n in range(many)
    )
    people = Person.objects.bulk_create(Person(name="P", organisation=one, readers=["buyers"]) for one in places)
    Membership.objects.bulk_create(Membership(unit=unit, person=person) for person in people)
    client = client_of(cast.cilla)
    client.get("/help/")
    with counting() as queries:
        page = client.get("/units/cirkulart/map/").content.decode()
    assert len(set(re.findall(r"0 Kommun \d+", page))) == min(many, 20)
    assert len(queries) <= 8


def test_outlines_come_from_the_host(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "nuts.geojson"
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    other = {"type": "Feature", "properties": {"NUTS_ID": "DE111"}, "geometry": shape}
    file.write_text(json.dumps({"features": [other | {"properties": {"NUTS_ID": "SE322"}}, other]}))
    for _ in range(2):
        assert CliRunner().invoke(import_outlines, [str(file)]).output == "1 outlines.\n"
    assert [one.code for one in Outline.objects.all()] == ["SE322"]
    page = client_of(cast.anna).get(PATH).content.decode()
    assert (page.count('class="land"'), page.count('class="dot"')) == (1, 0)


@pytest.mark.parametrize("text", ["", "[]", '{"features": []}', '{"features": [{"id": "SE322"}]}'])
def test_a_file_without_outlines_is_refused(cast: Cast, tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.geojson"
    file.write_text(text)
    assert CliRunner().invoke(import_outlines, [str(file)]).exit_code == 1


def test_the_map_is_laid_flat_true_to_area_and_the_right_way_up() -> None:
    assert flat(63.0, 17.0) == pytest.approx((0, 0))
    east, north = flat(63.0, 18.0), flat(64.0, 17.0)
    assert east[0] == pytest.approx(50.5, abs=0.2) and north[1] == pytest.approx(-111.2, abs=0.2)
    skane, norrbotten = (flat(*POINTS[code][1:]) for code in ("SE224", "SE332"))
    assert norrbotten[1] < skane[1] and norrbotten[0] > skane[0]
