from datetime import date, timedelta

from krets.db.clock import today
from krets.people import actions, rules
from krets.people.models import Availability
from krets.tests.cast import STRANGER, Cast, client_of, reader


def test_how_much_and_from_when(cast: Cast) -> None:
    actions.set_availability(by=cast.anna, person=cast.anna, monthly_requests=1, not_before=date(2030, 1, 7))
    kept = Availability.objects.get(person=cast.anna)
    assert (kept.monthly_requests, kept.not_before, kept.is_away) == (1, date(2030, 1, 7), True)


def test_one_is_not_away_when_the_day_has_come(cast: Cast) -> None:
    actions.set_availability(by=cast.anna, person=cast.anna, monthly_requests=1, not_before=today())
    assert not Availability.objects.get(person=cast.anna).is_away
    tomorrow = today() + timedelta(days=1)
    actions.set_availability(by=cast.anna, person=cast.anna, monthly_requests=1, not_before=tomorrow)
    assert Availability.objects.get(person=cast.anna).is_away


def test_it_is_told_to_nobody_else(cast: Cast) -> None:
    actions.set_availability(by=cast.anna, person=cast.anna, monthly_requests=0)
    mine, bos = rules.own_availability(reader(cast.anna)), rules.own_availability(reader(cast.bo))
    assert mine is not None and mine.monthly_requests == 0
    assert bos is not None and bos.monthly_requests != 0
    assert rules.own_availability(STRANGER) is None
    assert "Aldrig." in client_of(cast.anna).get("/start/").content.decode()
