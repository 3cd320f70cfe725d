"""People are trusted with something in a unit."""

from datetime import timedelta

from krets.db.clock import today
from krets.networks import actions, rules
from krets.networks.models import Mandate, Membership, Unit
from krets.tests.cast import Cast, reader


def board_of(cast: Cast) -> tuple[Unit, Unit]:
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.cilla, kind=Mandate.Kind.BOARD)
    return cast.units["kretsens-inkopare"], cast.units["krets-norr"]


def test_the_board_decides_about_what_belongs_to_it(cast: Cast) -> None:
    association, chapter = board_of(cast)
    assert rules.may_decide(reader(cast.cilla), association)
    assert not rules.may_run(reader(cast.cilla), association)
    assert rules.may_oversee(reader(cast.cilla), chapter)
    assert not rules.may_oversee(reader(cast.anna), chapter)


def test_a_mandate_holds_from_its_first_day_to_its_last(cast: Cast) -> None:
    unit = cast.units["krets-norr"]
    for days, until, holds in ((1, 2, False), (0, 0, True), (-2, -1, False)):
        mandate = actions.appoint(
            by=None, unit=unit, person=cast.bo, kind=Mandate.Kind.CHAIR,
            since=today() + timedelta(days=days), until=today() + timedelta(days=until),
        )  # fmt: skip
        assert rules.may_run(reader(cast.bo), unit) is holds
        actions.end_mandate(by=None, mandate=mandate)
        assert not rules.may_run(reader(cast.bo), unit)


def test_a_member_who_runs_a_unit_has_its_role(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    mandate = actions.appoint(by=cast.eva, unit=unit, person=cast.bo, kind=Mandate.Kind.CO_HOST)
    assert Membership.objects.get(unit=unit, person=cast.bo).role == Membership.Role.COORDINATOR
    actions.end_mandate(by=cast.eva, mandate=mandate)
    assert Membership.objects.get(unit=unit, person=cast.bo).role == Membership.Role.MEMBER
