"""A person decides, with a reason; twice at most, and never about themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from krets.api.tests.calling import Caller
from krets.db import readers
from krets.db.clock import now, today
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Application, ApplicationStep, Exemption, Membership, Reconfirmation
from krets.networks.tests.ruled import SHORT, UNIT, applied, ruled
from krets.people.models import Account, Person
from krets.records.models import Trace
from krets.tests.cast import Cast, client_of, load, reader


def decide(application: Application, by: Person, admit: bool, exempt: str = "") -> Application:
    return actions.decide_application(by=by, application=application, admit=admit, why="Därför.", exempt=exempt)


def the_board(cast: Cast) -> Person:
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.david, kind="board")
    return cast.david


def test_yes_lets_them_in_and_tells_why(cast: Cast) -> None:
    Account.objects.filter(person=cast.ida).update(last_login=now())
    application = applied(cast)
    decide(application, cast.eva, True)
    assert rules.is_member(reader(cast.ida), cast.units[UNIT])
    assert Membership.objects.get(person=cast.ida, unit__slug=UNIT).added_by == cast.eva
    letter = Letter.objects.get(person=cast.ida)
    assert letter.subject == "Välkommen till Hållbart inköp" and "Därför." in letter.text
    assert not Exemption.objects.exists()


def test_no_tells_why_and_lets_nobody_in(cast: Cast) -> None:
    Account.objects.filter(person=cast.ida).update(last_login=now())
    decide(applied(cast), cast.eva, False)
    assert not rules.is_member(reader(cast.ida), cast.units[UNIT])
    assert "Därför." in Letter.objects.get(person=cast.ida).text


def test_an_exception_needs_its_own_reason_and_members_see_it_without_the_answers(cast: Cast) -> None:
    application = applied(cast, SHORT)
    with pytest.raises(actions.NeedsReason):
        decide(application, cast.eva, True)
    page = client_of(cast.eva).post(f"/applications/{application.key}/decide/", {"admit": "yes", "why": "Ja."})
    assert page.status_code == 200 and not rules.is_member(reader(cast.ida), cast.units[UNIT])
    decide(application, cast.eva, True, exempt="Ensam om det i länet.")
    for member, sees in ((cast.anna, True), (cast.david, True), (cast.nora, False)):
        answer = client_of(member).get(f"/units/{UNIT}/exceptions/")
        assert (answer.status_code == 200 and "Ensam om det" in answer.content.decode()) is sees
        told = Caller(member)("get", f"/units/{UNIT}/exceptions")
        assert (told.status_code == 200 and "Ensam om det" in told.content.decode()) is sees
        assert "Ruthenium" not in answer.content.decode() and "40 %" not in answer.content.decode()


def test_the_rule_and_the_answers_stand_side_by_side(cast: Cast) -> None:
    application = applied(cast, SHORT)
    page = client_of(cast.eva).get(f"/applications/{application.key}/").content.decode()
    outcomes = [page.index(f'data-outcome="{one}"') for one in ("fails", "holds", "judge")]
    assert outcomes == sorted(outcomes)
    assert "40 %" in page and "Rutheniumsvar" in page
    own = client_of(cast.ida).get(f"/applications/{application.key}/").content.decode()
    assert "data-outcome" not in own and "Rutheniumsvar" in own
    assert Trace.objects.filter(act="saw", kind="application", key=application.key).get().by_id == cast.eva.pk


def test_who_comes_second_sees_what_the_first_decided(cast: Cast) -> None:
    application = applied(cast)
    decide(application, the_board(cast), False)
    with pytest.raises(actions.Decided) as late:
        decide(application, cast.eva, True)
    assert late.value.step is not None and late.value.step.by == cast.david
    page = client_of(cast.eva).post(
        f"/applications/{application.key}/decide/", {"admit": "yes", "why": "Ja."}, follow=True
    )
    assert "Det var redan beslutat" in page.content.decode()
    assert ApplicationStep.objects.filter(state="admitted").count() == 0


def test_an_appeal_goes_once_to_somebody_else(cast: Cast) -> None:
    board = the_board(cast)
    Account.objects.filter(person__in=[cast.eva, board]).update(last_login=now())
    application = decide(applied(cast), cast.eva, False)
    client = client_of(cast.ida)
    client.post(f"/applications/{application.key}/appeal/", {"why": "Ni räknade fel."})
    application.refresh_from_db()
    assert application.state == "appealed"
    assert Letter.objects.filter(person=board).count() == 1
    assert not rules.may_decide_on(reader(cast.eva), application)
    assert client_of(cast.eva).post(f"/applications/{application.key}/decide/").status_code == 403
    assert [one.url for one in rules.applications_waiting(reader(board))] == [f"/applications/{application.key}/"]
    assert rules.applications_waiting(reader(cast.eva)) == []
    decide(application, board, False)
    assert client.get(f"/applications/{application.key}/appeal/").status_code == 403
    assert applied(cast).state == "sent"  # anew


def test_nobody_decides_about_themselves(cast: Cast) -> None:
    unit = ruled(cast)
    actions.leave(by=cast.david, unit=unit, person=cast.david)
    application = applied(cast, who=the_board(cast))
    with pytest.raises(actions.NotTheirs):
        decide(application, cast.david, True)
    assert client_of(cast.david).post(f"/applications/{application.key}/decide/").status_code == 403
    assert rules.applications_waiting(reader(cast.david)) == []


@pytest.mark.parametrize("rule", [True, False])
def test_rule_and_database_let_the_applicant_and_who_administers_read_nobody_else(cast: Cast, rule: bool) -> None:
    application = applied(cast)
    board = the_board(cast)
    chapter = cast.units["krets-mitt"]
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.lea, kind="secretariat")
    actions.appoint(by=None, unit=cast.units[UNIT], person=cast.bo, kind="mentor")
    actions.appoint(by=None, unit=chapter, person=cast.cilla, kind="board")
    gone = actions.appoint(by=None, unit=cast.units[UNIT], person=cast.anna, kind="board")
    actions.end_mandate(by=None, mandate=gone)
    last = today() - timedelta(days=3)
    actions.appoint(by=None, unit=cast.units[UNIT], person=cast.sven, kind="board", since=last, until=last)
    may = {cast.ida, cast.eva, board, cast.lea}
    for person in (*may, cast.bo, cast.cilla, cast.anna, cast.sven, cast.nora, cast.olof):
        who = reader(person)
        with acting_as(who):
            rows = rules.visible_applications(who) if rule else Application.objects.all()
            steps = ApplicationStep.objects.filter(application=application)
            assert rows.filter(pk=application.pk).exists() is (person in may), person
            assert steps.exists() is (person in may), person
    with acting_as(readers.STRANGER):
        assert not Application.objects.exists()
        assert not Reconfirmation.objects.exists()


def test_the_secretariat_reads_but_does_not_decide(cast: Cast) -> None:
    application = applied(cast)
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.lea, kind="secretariat")
    client = client_of(cast.lea)
    page = client.get(f"/applications/{application.key}/").content.decode()
    assert "Ida Inglund" in page and "Rutheniumsvar" in page and "/decide/" not in page
    assert client.get(f"/units/{UNIT}/applications/").status_code == 200
    assert (
        client.post(f"/applications/{application.key}/decide/", {"admit": "yes", "why": "Ja"}).status_code == 403
    )


def test_the_api_decides_and_appeals(cast: Cast, ida: Caller) -> None:
    board = Caller(the_board(cast))
    key = applied(cast, SHORT).key
    path = f"/units/{UNIT}/applications/{key}"
    eva = Caller(cast.eva)
    assert eva("post", f"{path}/decide", {"admit": True, "why": "Ja."}).status_code == 422
    assert eva.post(f"{path}/decide", {"admit": False, "why": "Nej."})["state"] == "declined"
    assert eva("post", f"{path}/decide", {"admit": False, "why": "Nej."}).status_code == 409
    assert ida.post(f"{path}/appeal", {"why": "Se igen."})["state"] == "appealed"
    assert eva("post", f"{path}/decide", {"admit": False, "why": "Nej."}).status_code == 403
    assert board.post(f"{path}/decide", {"admit": True, "why": "Ja.", "exempt": "Ensam."})["state"] == "admitted"
    assert Caller(cast.anna)("post", f"{path}/decide", {"admit": False, "why": "Nej."}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_in_one_second_one_decides(transactional_db: None) -> None:
    cast = load()
    application, board = applied(cast), the_board(cast)

    def act(by: Person) -> str:
        try:
            return decide(application, by, True).state
        except actions.Decided as late:
            return f"late: {late.step.state if late.step else ''}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(act, (cast.eva, board)))
    assert told == ["admitted", "late: admitted"]
    assert ApplicationStep.objects.filter(state="admitted").count() == 1
