"""A unit seen whole: by its members, by others who may know of it, by nobody else."""

import re
from typing import Any

import pytest
from django.test import Client

from krets.asks import actions as asks
from krets.asks.models import Ask
from krets.networks.models import Membership
from krets.networks.rules import forget_counts
from krets.people.models import Person
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting


def without_token(page: Any) -> str:
    return re.sub(r'value="\w{64}"', "", page.content.decode())


def test_members_see_who_is_in_it_and_what_goes_on(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    asks.post(by=cast.anna, title="Hur mäter ni avtalstrohet?", body="Berätta.", units=[unit])
    page = client_of(cast.bo).get("/units/hallbart-inkop/").content.decode()
    assert "avtalstrohet" in page
    assert "Cilla Sjöberg" in page
    assert "läses av medlemmarna: 7 personer från 7 organisationer" in page


def test_others_see_what_it_is_for_and_whom_to_ask(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    asks.post(by=cast.anna, title="Hur mäter ni avtalstrohet?", body="Berätta.", units=[unit])
    page = client_of(cast.ida).get("/units/hallbart-inkop/").content.decode()
    assert "Minst 80 %" in page
    assert "Eva Kretz" in page
    assert "avtalstrohet" not in page
    assert "Cilla Sjöberg" not in page
    forget_counts()  # so that it is counted for a stranger, who may know nobody
    stranger = Client().get("/units/hallbart-inkop/").content.decode()
    assert "7 personer från 7 organisationer" in stranger
    assert "Minst 80 %" in stranger and 'href="/account/join/"' in stranger
    assert "Eva Kretz" not in stranger


def test_hidden_and_absent_are_the_same(cast: Cast) -> None:
    for client in (Client(), client_of(cast.anna)):
        hidden, absent = client.get("/units/security-of-supply/"), client.get("/units/no-such/")
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert without_token(hidden) == without_token(absent)


def test_a_hidden_parent_is_not_named(cast: Cast) -> None:
    child, parent = cast.units["transporter"], cast.units["security-of-supply"]
    child.parent = parent
    child.save()
    assert parent.name not in client_of(cast.cilla).get("/units/transporter/").content.decode()


def test_only_coordinators_are_offered_to_invite(cast: Cast) -> None:
    assert "/invite/" in client_of(cast.eva).get("/units/hallbart-inkop/").content.decode()
    assert "/invite/" not in client_of(cast.anna).get("/units/hallbart-inkop/").content.decode()


@pytest.mark.parametrize("more", [1, 3, 10_000])
def test_it_takes_as_many_queries_whatever_there_is(cast: Cast, more: int) -> None:
    unit = cast.units["hallbart-inkop"]
    asks.post(by=cast.anna, title="Hur mäter ni avtalstrohet?", body="Berätta.", units=[unit])
    people = Person.objects.bulk_create(
        Person(name=f"P {n}", sort_key=f"p {n}", readers=["buyers"]) for n in range(more)
    )
    Membership.objects.bulk_create(Membership(unit=unit, person=person) for person in people)
    rows = Ask.objects.bulk_create(
        Ask(title=f"Fråga {n}", body="?", writer=cast.bo, readers=[f"unit:{unit.pk}"]) for n in range(more)
    )
    Ask.units.through.objects.bulk_create(Ask.units.through(ask=row, unit=unit) for row in rows)
    client = client_of(cast.anna)
    client.get("/help/")  # the session's first page keeps a form token
    with counting() as queries:
        page = client.get("/units/hallbart-inkop/")
    assert len(queries) <= 10
    assert len(page.content) < 40_000
