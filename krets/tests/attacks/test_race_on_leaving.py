"""Two things at once, on two connections: somebody leaves networks while they act in them."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from krets.networks import actions
from krets.networks.models import Founding, Membership, Unit
from krets.people.models import Person, ProfileField
from krets.tests.cast import load

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """`second` begins when `first` has done its work and not yet committed."""
    done, began = threading.Event(), threading.Event()

    def later() -> None:
        done.wait(10)
        began.set()
        try:
            second()
        finally:
            connections.close_all()

    thread = threading.Thread(target=later)
    thread.start()
    with transaction.atomic():
        first()
        done.set()
        began.wait(10)
        thread.join(1)  # it waits for us, or has gone past us
    thread.join(20)
    assert not thread.is_alive()


def test_who_leaves_two_networks_at_once_shares_with_neither() -> None:
    cast = load()
    anna, units = cast.anna, [cast.units["hallbart-inkop"], cast.units["krets-mitt"]]
    others = Membership.objects.filter(person=anna, ended=None).exclude(unit__in=units)
    for one in others:
        actions.leave(by=anna, unit=one.unit, person=anna)
    ProfileField.objects.update_or_create(
        person=anna,
        field="phone",
        defaults={"text": "070", "audience": "units", "readers": [f"unit:{u.pk}" for u in units]},
    )

    def leaves(unit: Unit) -> Callable[[], object]:
        return lambda: actions.leave(
            by=Person.objects.get(pk=anna.pk), unit=unit, person=Person.objects.get(pk=anna.pk)
        )

    at_once(leaves(units[0]), leaves(units[1]))
    assert not Membership.objects.filter(person=anna, ended=None).exists()
    readers = ProfileField.objects.get(person=anna, field="phone").readers
    assert [token for token in readers if token.startswith("unit:")] == []


def test_who_joins_twice_at_once_is_a_member_once() -> None:
    cast = load()
    unit, ida = cast.units["hallbart-inkop"], cast.ida

    def joins() -> object:
        return actions.join(by=ida, unit=unit, person=ida)

    at_once(joins, joins)
    assert Membership.objects.filter(unit=unit, person=ida, ended=None).count() == 1
    assert connection.is_usable()


def test_two_presses_at_once_begin_one_application() -> None:
    cast = load()

    def begins() -> object:
        return actions.propose(
            by=Person.objects.get(pk=cast.bo.pk), association=Unit.objects.get(slug="kretsens-inkopare"),
            name="Krets Öst", purpose="Att träffas.", letter="Det är långt.",
        )  # fmt: skip

    at_once(begins, begins)
    assert Founding.objects.count() == 1 and Unit.objects.filter(name="Krets Öst").count() == 1
