"""Once a year members say whether the rule still holds; who does not answer rests, and comes back by a click."""

import re
from datetime import timedelta

import pytest

from krets.db import clock
from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.actions.keeping import remove_memberships, remove_resting
from krets.networks.jobs import reconfirm
from krets.networks.models import Mandate, Membership, Reconfirmation, Unit
from krets.networks.tests.lists import brought, csv, notes
from krets.networks.tests.ruled import UNIT, ruled
from krets.people.models import Account
from krets.tests.cast import Cast, client_of, reader

YEAR = timedelta(days=366)


def days(number: int) -> timedelta:
    return YEAR + timedelta(days=number)


@pytest.fixture
def anna_is_asked(cast: Cast) -> str:
    """The address in her letter."""
    Account.objects.filter(person=cast.anna).update(last_login=now())
    ruled(cast, yearly=True)
    with clock.shifted(YEAR):
        reconfirm()
    return link(Letter.objects.get())


def link(letter: Letter) -> str:
    found = re.search(r"/reconfirm/\w+/\?seal=[\w=-]+", letter.text)
    assert found is not None
    return found[0]


def membership(cast: Cast) -> Membership:
    return Membership.objects.get(unit__slug=UNIT, person=cast.anna)


def test_each_who_has_signed_in_is_asked_once_a_year(cast: Cast, anna_is_asked: str) -> None:
    letter = Letter.objects.get()
    assert "Minst 80 % av din tjänst" in letter.text and "Vad vill du dela" not in letter.text
    with clock.shifted(days(1)):
        reconfirm()
    assert Reconfirmation.objects.count() == 1
    with clock.shifted(days(2)):
        client_of(None).post(anna_is_asked, {"answer": "yes"})
    with clock.shifted(days(300)):
        reconfirm()
    assert Reconfirmation.objects.count() == 1
    with clock.shifted(days(2) + YEAR):
        reconfirm()
    assert Reconfirmation.objects.count() == 2


def test_a_scanner_that_opens_the_link_changes_nothing_one_click_does(cast: Cast, anna_is_asked: str) -> None:
    client = client_of(None)
    for _ in range(3):
        assert "Gäller det fortfarande?" in client.get(anna_is_asked).content.decode()
    assert Reconfirmation.objects.get().answered is None
    assert client.post(anna_is_asked, {"answer": "yes"}, follow=True).status_code == 200
    assert Reconfirmation.objects.get().answer == "yes"
    client.post(anna_is_asked, {"answer": "no"})  # what was answered stands
    assert membership(cast).ended is None


def test_reminded_at_thirty_days_and_resting_at_sixty(cast: Cast, anna_is_asked: str) -> None:
    since, told = membership(cast).since, []
    for day in (29, 31, 59, 61):
        with clock.shifted(days(day)):
            reconfirm()
        told.append((Letter.objects.count(), membership(cast).resting is not None))
    assert told == [(1, False), (2, False), (2, False), (3, True)]
    assert not rules.is_member(reader(cast.anna), cast.units[UNIT])
    assert "Anna Granlund" in client_of(cast.eva).get(f"/units/{UNIT}/resting/").content.decode()
    assert len(rules.reconfirmations_waiting(reader(cast.anna))) == 1
    assert link(Letter.objects.latest("pk")) == anna_is_asked
    client_of(None).post(anna_is_asked, {"answer": "yes"})
    assert rules.is_member(reader(cast.anna), cast.units[UNIT])
    assert (membership(cast).since, membership(cast).resting) == (since, None)


def test_no_ends_it_kindly(cast: Cast, anna_is_asked: str) -> None:
    path = anna_is_asked.partition("?")[0]
    page = client_of(cast.anna).post(path, {"answer": "no"}, follow=True).content.decode()
    assert "Tack" in page
    assert membership(cast).ended is not None and membership(cast).resting is None
    with clock.shifted(days(61)):
        reconfirm()
    assert Letter.objects.count() == 1
    client_of(None).post(anna_is_asked, {"answer": "yes"})
    assert not rules.is_member(reader(cast.anna), cast.units[UNIT])


def test_retention_keeps_who_rests_longer_than_who_left(cast: Cast, anna_is_asked: str) -> None:
    for day in (31, 61):
        with clock.shifted(days(day)):
            reconfirm()
    with clock.shifted(days(61 + 800)):
        remove_memberships(by=None, before=now() - timedelta(days=730), at_most=100)
    assert membership(cast).resting is not None
    with clock.shifted(days(61 + 1200)):
        assert (
            remove_resting(by=None, before=now() - timedelta(days=1095), at_most=100) == 2
        )  # in the subgroup too


def test_a_forged_seal_or_another_person_finds_nothing(cast: Cast, anna_is_asked: str) -> None:
    path = anna_is_asked.partition("?")[0]
    assert client_of(cast.bo).get(path).status_code == 404
    assert client_of(cast.bo).post(f"{path}?seal=forged", {"answer": "no"}).status_code == 404
    assert client_of(None).post(f"{path}?seal=forged", {"answer": "no"}).status_code == 302
    assert client_of(cast.anna).get(path).status_code == 200
    assert Reconfirmation.objects.get().answered is None


def test_nobody_is_asked_where_no_rule_says_so_or_who_never_came_in_or_runs_it(cast: Cast) -> None:
    Account.objects.filter(person=cast.eva).update(last_login=now())
    ruled(cast, yearly=True)
    with clock.shifted(YEAR):
        reconfirm()
    assert not Reconfirmation.objects.exists()
    Account.objects.update(last_login=now())
    ruled(cast, yearly=False)
    with clock.shifted(YEAR):
        reconfirm()
    assert not Reconfirmation.objects.exists()


def test_those_who_run_it_see_who_rests_others_do_not(cast: Cast) -> None:
    assert client_of(cast.anna).get(f"/units/{UNIT}/resting/").status_code == 403
    assert client_of(cast.eva).get(f"/units/{UNIT}/resting/").status_code == 200
    assert actions.rest_silent(by=None) == 0


def test_a_list_wakes_who_rests_with_what_rests_with_it_and_nobody_hears_of_a_secret_unit(
    cast: Cast, anna_is_asked: str
) -> None:
    secret = cast.units["uppfoljning"]
    actions.edit_unit(by=None, unit=secret, known_to=Unit.KnownTo.MEMBERS)
    actions.appoint(by=None, unit=cast.units[UNIT], person=cast.ida, kind=Mandate.Kind.SECRETARIAT)
    since, rows = membership(cast).since, Membership.objects.count()
    for day in (30, 61):
        with clock.shifted(days(day)):
            reconfirm()
    assert not rules.may_know(reader(cast.anna), secret)
    with clock.shifted(days(90)):
        listed = csv(("Anna Granlund", "anna@grankoping.example", "Granköpings kommun"))
        imported = brought(cast.ida, cast.units[UNIT], listed)
        assert notes(imported, 2) == ["rests"]
        page = client_of(cast.ida).get(f"/units/{UNIT}/imports/{imported.key}/").content.decode()
        assert "vilar sedan" in page and "Uppföljning" not in page
        actions.decide_import(by=cast.ida, imported=imported, choices={2: "back"})
        actions.confirm_import(by=cast.ida, imported=imported)
        reconfirm()  # that night nobody is put to rest by a question of last year
    assert (membership(cast).since, membership(cast).ended, Membership.objects.count()) == (since, None, rows)
    assert rules.is_member(reader(cast.anna), secret)
    client_of(None).post(anna_is_asked, {"answer": "no"})  # an old link: that question is over
    assert membership(cast).ended is None


def test_whoever_invites_who_rests_wakes_them(cast: Cast, anna_is_asked: str) -> None:
    since = membership(cast).since
    for day in (30, 61):
        with clock.shifted(days(day)):
            reconfirm()
    with clock.shifted(days(70)):
        actions.invite(by=cast.eva, unit=cast.units[UNIT], name="Anna", email="anna@grankoping.example")
    assert (membership(cast).since, membership(cast).resting) == (since, None)
