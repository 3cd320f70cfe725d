from krets.networks import actions, rules
from krets.search.models import Document
from krets.tests.cast import STRANGER, Cast, reader


def test_a_unit_is_known_to_whom_it_is_told_and_to_its_members(cast: Cast) -> None:
    unit = actions.found(by=None, slug="vast", name="Krets Väst", known_to="members")
    assert unit not in rules.visible(reader(cast.anna))
    actions.join(by=None, unit=unit, person=cast.anna)
    assert unit in rules.visible(reader(cast.anna))
    assert unit not in rules.visible(STRANGER)


def test_it_is_found_by_those_who_may_know_of_it(cast: Cast) -> None:
    unit = actions.found(by=None, slug="vast", name="Krets Väst", purpose="Vi köper ihop.", known_to="members")
    document = Document.objects.get(kind="unit", key="vast")
    assert document.readers == unit.readers
    assert "Vi köper ihop." in document.body
