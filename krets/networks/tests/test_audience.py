"""Who reads it, in words: told to this reader, without betraying networks they may not know of."""

from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from krets.db import readers
from krets.networks.models import Shared, Unit
from krets.networks.rules import audience, name_audiences, tokens_of
from krets.tests.cast import STRANGER, Cast, reader
from krets.tests.counting import counting


class Row:
    def __init__(self, *units: Unit) -> None:
        self.readers = tokens_of(units)


def test_people_are_counted_once_over_all_units(cast: Cast) -> None:
    both = tokens_of([cast.units["uppfoljning"], cast.units["krets-mitt"]])
    words = audience(both, reader(cast.anna))
    assert words.count == 4  # anna, bo, david, eva
    assert str(words) == "4 personer i Krets Mitt och Uppföljning"


def test_a_network_that_is_not_known_is_only_counted(cast: Cast) -> None:
    tokens = tokens_of([cast.units["hallbart-inkop"], cast.units["security-of-supply"]])
    told = str(audience(tokens, reader(cast.anna)))
    assert "Hållbart inköp" in told
    assert "Security" not in told
    assert "Security" in str(audience(tokens, reader(cast.david)))


def test_public_buyers_and_own_have_words_of_their_own(cast: Cast) -> None:
    assert str(audience([readers.PUBLIC], STRANGER)) == "alla, även utan inloggning"
    assert str(audience([readers.BUYERS], reader(cast.anna))) == "alla köpare i Krets, 13 personer"
    assert str(audience([readers.person(cast.anna.pk)], reader(cast.anna))) == "ingen annan än du"


def test_it_takes_two_queries(cast: Cast) -> None:
    anna = reader(cast.anna)
    with counting() as queries:
        told = audience(tokens_of(cast.units.values()), anna)
    assert told.units and told.others
    assert len(queries) == 2


def test_a_list_is_named_in_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    anna = reader(cast.anna)
    rows: list[Shared] = [Row(unit) for unit in cast.units.values()] * 100  # type: ignore[misc]
    with django_assert_num_queries(1):
        name_audiences(rows, anna)
    assert "Hållbart inköp" in {str(row.read_by).removeprefix("medlemmarna i ") for row in rows}


def test_the_sentence_stands_on_the_page(cast: Cast) -> None:
    words = audience(tokens_of([cast.units["uppfoljning"]]), reader(cast.anna))
    assert "Läses av 4 personer i Uppföljning" in render_to_string("networks/readers.html", {"audience": words})
