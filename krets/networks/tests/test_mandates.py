"""People are trusted with something in a unit."""

from datetime import datetime, time, timedelta

from click.testing import CliRunner
from django.db import connection
from django.utils import timezone

from krets.api.tests.calling import Caller
from krets.asks.models import Answer, Ask
from krets.cases.models import Case
from krets.db.clock import now, shifted, today
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions, adapter, rules
from krets.networks.commands import appoint
from krets.networks.models import Mandate, Membership, Unit
from krets.people.models import Account
from krets.tests.cast import Cast, client_of, reader
from krets.tests.world import build


def board_of(cast: Cast) -> tuple[Unit, Unit]:
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.cilla, kind=Mandate.Kind.BOARD)
    return cast.units["kretsens-inkopare"], cast.units["krets-norr"]


def test_the_board_decides_about_what_belongs_to_it(cast: Cast) -> None:
    association, chapter = board_of(cast)
    assert rules.may_decide(reader(cast.cilla), association)
    assert not rules.may_run(reader(cast.cilla), association)
    assert rules.may_oversee(reader(cast.cilla), chapter)
    assert not rules.may_oversee(reader(cast.anna), chapter)


def test_the_database_begins_and_ends_a_mandate_at_the_same_midnight_as_the_rule(cast: Cast) -> None:
    unit, first = cast.units["krets-norr"], today() + timedelta(days=3)
    last = first + timedelta(days=1)
    actions.appoint(by=None, unit=unit, person=cast.lea, kind=Mandate.Kind.SECRETARIAT, since=first, until=last)
    minute, asked = timedelta(minutes=1), "select networks_administers(%s), networks_leads(%s)"
    actions.appoint(by=None, unit=unit, person=cast.lea, kind=Mandate.Kind.BOARD, since=first, until=last)
    found = []
    for midnight in (first, last + timedelta(days=1)):
        begins = timezone.make_aware(
            datetime.combine(midnight, time())
        )  # in Stockholm: an hour or two before UTC's
        for moment in (begins - minute, begins + minute):
            with shifted(moment - now()), acting_as(reader(cast.lea)), connection.cursor() as cursor:
                cursor.execute(asked, [unit.pk, unit.pk])
                told = cursor.fetchone()
                may = rules.may_administer(reader(cast.lea), unit), rules.may_decide(reader(cast.lea), unit)
                assert told == may, moment
                found.append(may)
    assert found == [(False, False), (True, True), (True, True), (False, False)]


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


def test_who_may_appoint_to_what(cast: Cast) -> None:
    """The whole table: what each mandate in the unit, and in what it belongs to, lets its holder appoint to."""
    kinds = list(Mandate.Kind)
    own = {
        "chair": kinds,
        "board": kinds,
        "coordinator": ["coordinator", "co_host", "lead", "contact", "mentor", "council"],
        "lead": ["co_host", "lead", "contact"],
        "co_host": ["contact", "mentor"],
    }
    above = {"chair": kinds, "board": kinds, "coordinator": kinds}
    unit, parent = cast.units["krets-norr"], cast.units["kretsens-inkopare"]
    for kind in kinds:
        for place, table in ((unit, own), (parent, above)):
            mandate = actions.appoint(by=None, unit=place, person=cast.sven, kind=kind)
            may = rules.appointable(reader(cast.sven), unit)
            assert may == [one for one in kinds if one in table.get(kind, [])], (kind, place)
            actions.end_mandate(by=None, mandate=mandate)
    assert rules.appointable(reader(cast.sven), unit) == []


def test_one_truth_about_who_coordinates(cast: Cast) -> None:
    """Joining with the role makes a mandate; the rules, the role and the account agree from day to day."""
    unit = cast.units["hallbart-inkop"]
    actions.join(by=cast.eva, unit=unit, person=cast.anna, role=Membership.Role.COORDINATOR)
    mandate = rules.current().get(unit=unit, person=cast.anna)
    assert (mandate.kind, mandate.appointed_by) == ("coordinator", cast.eva)
    actions.renew_mandate(by=cast.eva, mandate=mandate, until=today())
    for days, runs in ((0, True), (1, False)):
        with shifted(timedelta(days=days)):
            actions.settle_mandates()
            role = Membership.objects.get(unit=unit, person=cast.anna).role == Membership.Role.COORDINATOR
            agreed = {
                rules.may_run(reader(cast.anna), unit), rules.may_invite(reader(cast.anna), unit),
                adapter.coordinates(cast.anna.account), role,
                rules.holds(reader(cast.anna), [unit.pk], Mandate.RUNS),
            }  # fmt: skip
            assert agreed == {runs}
    assert Mandate.objects.get(pk=mandate.pk).ended is not None


def test_a_mandate_to_come_begins_by_the_clock(cast: Cast) -> None:
    unit, tomorrow = cast.units["hallbart-inkop"], today() + timedelta(days=1)
    actions.appoint(by=cast.eva, unit=unit, person=cast.bo, kind="co_host", since=tomorrow)
    actions.settle_mandates()
    assert not rules.may_run(reader(cast.bo), unit)
    with shifted(timedelta(days=1)):
        actions.settle_mandates()
        assert rules.may_run(reader(cast.bo), unit)


def test_a_secretariat_serves_and_reads_nothing_that_is_shared(cast: Cast) -> None:
    world, unit = build(cast), cast.units["hallbart-inkop"]
    actions.appoint(by=None, unit=unit, person=cast.lea, kind="secretariat", firm="Kansli och Stämma AB")
    lea = reader(cast.lea)
    assert rules.may_administer(lea, unit) and not rules.is_member(lea, unit)
    assert not rules.may_run(lea, unit) and not rules.may_decide(lea, unit) and rules.appointable(lea, unit) == []
    with acting_as(lea):
        shared = [Ask.objects.filter(pk=world.ask.pk), Case.objects.filter(pk=world.unit_case.pk)]
        shared.append(Answer.objects.filter(pk=world.answer.pk))
        assert [rows.exists() for rows in shared] == [False, False, False]
    assert client_of(cast.lea).get(f"/asks/{world.ask.key}/").status_code == 404


def test_what_ends_is_told_sixty_days_ahead_once_to_its_holder_and_to_who_appoints(cast: Cast) -> None:
    Account.objects.update(last_login=now())
    unit, day = cast.units["uppfoljning"], today() + timedelta(days=60)
    mandate = actions.appoint(by=cast.eva, unit=unit, person=cast.david, kind="lead", until=day)
    told = Letter.objects.filter(once__startswith=f"networks.mandate_ends:{mandate.pk}:")
    with shifted(timedelta(days=-1)):
        actions.announce_endings()
    assert not told.exists()
    for _ in range(2):
        actions.announce_endings()
        assert {letter.person for letter in told} == {cast.david, cast.eva}
    assert "Uppföljning" in rules.mandates_waiting(reader(cast.david))[0].says
    assert cast.david.name in " ".join(one.says for one in rules.mandates_waiting(reader(cast.eva)))
    assert rules.mandates_waiting(reader(cast.anna)) == []
    actions.renew_mandate(by=cast.eva, mandate=mandate, until=day + timedelta(days=400))
    assert rules.mandates_waiting(reader(cast.david)) == []


def test_leaving_ends_what_only_members_are_trusted_with(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    for kind in ("lead", "secretariat"):
        actions.appoint(by=None, unit=unit, person=cast.bo, kind=kind)
    actions.leave(by=cast.bo, unit=unit, person=cast.bo)
    assert [one.kind for one in rules.current().filter(unit=unit, person=cast.bo)] == ["secretariat"]


PAGE = "/units/hallbart-inkop/mandates/"


def test_the_pages_appoint_renew_and_end(cast: Cast) -> None:
    eva, until = client_of(cast.eva), (today() + timedelta(days=90)).isoformat()
    form = {"who": "Bo Björk", "kind": "co_host", "until": until}
    assert eva.post(f"{PAGE}appoint/", form)["Location"] == PAGE
    mandate = rules.current().get(person=cast.bo, kind="co_host")
    shown = client_of(cast.anna).get(PAGE).content.decode()
    assert "Bo Björk" in shown and "Medvärd" in shown and "Lägg till ett uppdrag" not in shown
    assert eva.post(f"{PAGE}{mandate.key}/renew/", {"until": ""})["Location"] == PAGE
    mandate.refresh_from_db()
    assert mandate.until is None
    assert "hallbart-inkop" in client_of(cast.bo).get("/mandates/").content.decode()
    assert "Bo Björk" in eva.get(f"{PAGE}all/").content.decode()
    assert client_of(cast.bo).post(f"{PAGE}{mandate.key}/end/")["Location"] == PAGE  # given back
    assert not rules.current().filter(pk=mandate.pk).exists()
    assert "Bo Björk" in eva.get(PAGE).content.decode()  # among those before


def test_the_api_appoints_renews_and_ends(cast: Cast) -> None:
    eva, path = Caller(cast.eva), "/units/hallbart-inkop/mandates"
    given = eva.post(path, {"who": "bo@bjorkfors.example", "kind": "mentor"}, 201)
    assert given["person"]["key"] == cast.bo.key
    assert given["key"] in [row["key"] for row in Caller(cast.anna).get(path)["items"]]
    until = (today() + timedelta(days=9)).isoformat()
    assert eva("patch", f"{path}/{given['key']}", {"until": until}).json()["until"] == until
    assert eva("delete", f"{path}/{given['key']}").status_code == 204
    assert not rules.current().filter(person=cast.bo).exists()


def test_the_operator_appoints_by_command(cast: Cast) -> None:
    options = ["bo@bjorkfors.example", "--unit", "krets-norr", "--as", "contact"]
    assert CliRunner().invoke(appoint, options).exit_code == 0
    assert cast.bo in {mandate.person for mandate in rules.current().filter(unit=cast.units["krets-norr"])}
    assert CliRunner().invoke(appoint, [*options, "--end"]).exit_code == 0
    assert CliRunner().invoke(appoint, [*options, "--end"]).exit_code == 1


def test_who_may_not(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    mandate = actions.appoint(by=cast.eva, unit=unit, person=cast.bo, kind="co_host")
    anna = client_of(cast.anna)
    assert anna.post(f"{PAGE}appoint/", {"who": "Anna Granlund", "kind": "chair"}).status_code == 403
    assert anna.post(f"{PAGE}{mandate.key}/end/").status_code == 403
    assert anna.post(f"{PAGE}{mandate.key}/renew/", {"until": ""}).status_code == 403
    assert client_of(cast.ida).get(f"{PAGE}all/").status_code == 404
    # A co-host appoints contact persons and mentors, and nobody to what a coordinator is.
    refused = client_of(cast.bo).post(f"{PAGE}appoint/", {"who": "Anna Granlund", "kind": "coordinator"})
    assert refused.status_code == 200 and not rules.current().filter(person=cast.anna).exists()
    assert rules.current().filter(pk=mandate.pk).exists()
