from krets.networks import actions, rules
from krets.networks.models import Membership
from krets.tests.cast import Cast, reader


def test_a_member_holds_the_units_token(cast: Cast) -> None:
    unit = cast.units["transporter"]
    assert not rules.is_member(reader(cast.anna), unit)
    actions.join(by=cast.eva, unit=unit, person=cast.anna)
    assert rules.is_member(reader(cast.anna), unit)


def test_a_second_time_changes_only_the_role(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.join(by=cast.eva, unit=unit, person=cast.anna, role=Membership.Role.COORDINATOR)
    assert Membership.objects.filter(unit=unit, person=cast.anna).count() == 1
    assert rules.coordinates(reader(cast.anna), [f"unit:{unit.pk}"])


def test_one_may_come_back(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.leave(by=cast.anna, unit=unit, person=cast.anna)
    actions.join(by=cast.eva, unit=unit, person=cast.anna)
    assert rules.is_member(reader(cast.anna), unit)
    assert Membership.objects.filter(unit=unit, person=cast.anna).count() == 2
