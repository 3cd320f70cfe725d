"""A unit that falls quiet is offered sleep; nothing falls asleep by itself."""

from datetime import timedelta

import pytest

from krets.activity.models import Entry
from krets.asks import actions as asks
from krets.db.clock import now, today
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Quiet, Unit
from krets.tests.cast import Cast, client_of, reader
from krets.tests.counting import counting

PATH = "/units/transporter/sleep/"


def quiet_for(cast: Cast, days: int, slug: str = "transporter") -> Unit:
    cast.eva.account.last_login = now()
    cast.eva.account.save()
    Unit.objects.update(last_sign=today())
    Unit.objects.filter(slug=slug).update(last_sign=today() - timedelta(days=days))
    return Unit.objects.get(slug=slug)


@pytest.fixture
def _long_ago(cast: Cast) -> None:
    """What made the cast is no sign of life of today."""
    Entry.objects.update(at=now() - timedelta(days=4000))


@pytest.mark.parametrize(("days", "offered"), [(180, 0), (181, 1)])
def test_it_is_offered_once_after_its_days(cast: Cast, _long_ago: None, days: int, offered: int) -> None:
    unit = quiet_for(cast, days)
    assert (actions.notice_quiet(), actions.notice_quiet()) == (offered, 0)
    assert Letter.objects.filter(subject="Vilar Transporter?").count() == offered
    assert [one.unit for one in rules.units_waiting(reader(cast.eva))] == [unit]
    assert ("Vilar den?" in client_of(cast.eva).get("/units/transporter/").content.decode()) == bool(offered)
    unit.refresh_from_db()
    assert unit.state == Unit.State.ACTIVE


def test_an_ask_is_a_sign_of_life_and_an_administrators_act_is_none(cast: Cast, _long_ago: None) -> None:
    unit = quiet_for(cast, 400)
    actions.edit_unit(by=cast.eva, unit=unit, purpose="Annat.")
    assert actions.notice_quiet() == 1
    asks.post(by=cast.cilla, title="Hur laddar ni?", body="Berätta.", units=[unit])
    actions.notice_quiet()
    unit.refresh_from_db()
    assert unit.last_sign == today()
    assert not Quiet.objects.exists()


def test_alive_is_asked_again_later_and_sleep_is_a_state(cast: Cast, _long_ago: None) -> None:
    unit, eva = quiet_for(cast, 400), client_of(cast.eva)
    actions.notice_quiet()
    assert eva.post(PATH, {"reply": "alive"}).status_code == 302
    assert (actions.notice_quiet(), rules.units_waiting(reader(cast.eva))) == (0, [])
    Entry.objects.update(at=now() - timedelta(days=181))
    quiet_for(cast, 181)
    assert actions.notice_quiet() == 1
    eva.post(PATH, {"reply": "sleep"})
    unit.refresh_from_db()
    assert unit.state == Unit.State.DORMANT
    assert [(one.reply, one.by) for one in Quiet.objects.all()] == [("alive", cast.eva), ("sleep", cast.eva)]


def test_the_board_sees_who_falls_quiet_at_half_time_and_settles_it_there(cast: Cast, _long_ago: None) -> None:
    quiet_for(cast, 91)
    page = client_of(cast.eva).get("/units/hallbart-inkop/quiet/").content.decode()
    assert "Transporter" in page and "Cirkulärt" not in page
    above = client_of(cast.eva).get("/units/kretsens-inkopare/quiet/").content.decode()
    assert "Transporter" in above and "Krets Norr" in above
    quiet_for(cast, 90)
    assert "Transporter" not in client_of(cast.eva).get("/units/hallbart-inkop/quiet/").content.decode()


def test_never_means_never(cast: Cast, _long_ago: None) -> None:
    unit = quiet_for(cast, 3000)
    actions.edit_unit(by=cast.eva, unit=unit, quiet_days=0)
    assert (actions.notice_quiet(), rules.units_waiting(reader(cast.eva))) == (0, [])


@pytest.mark.parametrize("many", [1, 3, 10_000])
def test_the_list_takes_as_many_queries_whatever_there_is(cast: Cast, _long_ago: None, many: int) -> None:
    parent = quiet_for(cast, 1).parent
    old = today() - timedelta(days=300)
    Unit.objects.bulk_create(
        Unit(
            slug=f"q-{n}",
            name=f"Tyst {n}",
            sort_key=f"tyst {n:05}",
            readers=["public"],
            parent=parent,
            last_sign=old,
        )
        for n in range(many)
    )
    client = client_of(cast.eva)
    client.get("/help/")
    with counting() as queries:
        page = client.get("/units/hallbart-inkop/quiet/")
        waiting = rules.units_waiting(reader(cast.eva))
    assert page.content.decode().count('value="alive"') == min(many, 20) == len(waiting)
    assert len(queries) <= 16


def test_members_do_not_settle_it(cast: Cast) -> None:
    assert client_of(cast.cilla).post(PATH, {"reply": "sleep"}).status_code == 403
    assert client_of(cast.cilla).get("/units/hallbart-inkop/quiet/").status_code == 403
    assert client_of(cast.anna).get("/units/security-of-supply/sleep/").status_code == 404
