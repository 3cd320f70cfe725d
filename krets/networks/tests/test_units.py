"""The list of networks: one's own first, and none that one may not know of."""

import pytest
from django.test import Client

from krets.networks.models import Membership, Unit
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting


def test_ones_own_come_first(cast: Cast) -> None:
    page = client_of(cast.anna).get("/units/").content.decode()
    assert page.index("Uppföljning") < page.index("Cirkulärt")


def test_hidden_ones_are_in_nobodys_list_but_their_members(cast: Cast) -> None:
    for client in (Client(), client_of(cast.anna)):
        assert "Security of Supply" not in client.get("/units/").content.decode()
        assert "Security of Supply" not in client.get("/units/?q=critical").content.decode()
    assert "Security of Supply" in client_of(cast.nora).get("/units/").content.decode()


def test_words_narrow_it_down(cast: Cast) -> None:
    page = client_of(cast.anna).get("/units/?q=elfordon+laddning").content.decode()
    assert "Inget nätverk med de orden" in page
    page = client_of(cast.anna).get("/units/?q=laddning").content.decode()
    assert "Transporter" in page
    assert "Cirkulärt" not in page


def test_a_page_that_is_not_there(cast: Cast) -> None:
    assert client_of(cast.anna).get("/units/?page=77").status_code == 404
    assert client_of(cast.anna).get("/units/?page=x").status_code == 404


@pytest.mark.parametrize("more", [1, 3, 10_000])
def test_it_takes_as_many_queries_whatever_there_is(cast: Cast, more: int) -> None:
    Unit.objects.bulk_create(
        Unit(slug=f"u-{n}", name=f"Nät {n}", sort_key=f"nät {n:05}", readers=["public"]) for n in range(more)
    )
    units = Unit.objects.filter(slug__startswith="u-")
    Membership.objects.bulk_create(Membership(unit=unit, person=cast.anna) for unit in units[:50])
    client = client_of(cast.anna)
    client.get("/help/")  # the session's first page keeps a form token
    with counting() as queries:
        page = client.get("/units/")
    assert page.status_code == 200
    assert len(queries) == 5
    assert len(page.content) < 40_000
