"""Answers to a rule that was changed, a door that was shut meanwhile, a second look that nobody can take."""

import re

from krets.api.tests.calling import Caller
from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Application, Unit
from krets.networks.tests.ruled import APPLY, GOOD, UNIT, applied, ruled
from krets.people.models import Account
from krets.tests.cast import Cast, client_of, reader

ANOTHER = [
    {"id": "c1", "kind": "share", "least": 80, "topic": "hållbarhet kopplad till inköp", "among": []},
    {"id": "c2", "kind": "yes_no", "question": "Säljer du något till medlemmarna?", "among": []},
]


def test_an_answer_is_not_taken_for_that_to_another_question(cast: Cast, ida: Caller) -> None:
    unit = ruled(cast)
    client = client_of(cast.ida)
    read = re.search(r'name="version" value="(\d+)"', client.get(APPLY).content.decode())
    assert read
    actions.set_rule(by=cast.eva, unit=unit, clauses=ANOTHER)
    client.post(APPLY, GOOD | {"step": "send", "version": read[1]})
    draft = Application.objects.get()
    assert (draft.state, draft.answers) == ("draft", {"c1": "90"})  # what is asked as before is kept
    page = client.get(APPLY).content.decode()
    assert "Säljer du något" in page and 'value="90"' in page and "Regeln ändrades" in page
    told = ida("post", f"/units/{UNIT}/applications", {"answers": {"c1": "90", "c2": "no"}, "version": 1})
    assert told.status_code == 409
    client.post(APPLY, {"c1": "90", "c2": "no", "step": "send", "version": "2"})
    assert Application.objects.get().state == "sent"


def test_a_draft_to_an_older_rule_does_not_answer_the_new_one(cast: Cast) -> None:
    unit = ruled(cast)
    actions.draft_application(by=cast.ida, unit=unit, answers=GOOD)
    actions.set_rule(by=cast.eva, unit=unit, clauses=ANOTHER)
    page = client_of(cast.ida).get(APPLY).content.decode()
    assert 'value="90"' in page and "checked" not in page


def test_a_clause_that_is_taken_away_is_still_judged_for_who_applied_before(cast: Cast) -> None:
    application = applied(cast)
    actions.set_rule(by=cast.eva, unit=cast.units[UNIT], clauses=ANOTHER)
    page = client_of(cast.eva).get(f"/applications/{application.key}/").content.decode()
    assert "Rutheniumsvar" in page and "Säljer du" not in page


def test_nobody_is_let_into_what_sleeps(cast: Cast) -> None:
    application = applied(cast)
    actions.change_state(by=cast.eva, unit=cast.units[UNIT], state=Unit.State.DORMANT)
    path = f"/applications/{application.key}/decide/"
    page = client_of(cast.eva).post(path, {"admit": "yes", "why": "Ja."}, follow=True).content.decode()
    assert "tar inte in några medlemmar nu" in page and not rules.is_member(reader(cast.ida), cast.units[UNIT])
    client_of(cast.eva).post(path, {"admit": "no", "why": "Nätverket vilar."})
    assert Application.objects.get().state == "declined"


def test_where_nobody_else_decides_who_declined_hears_that_somebody_else_must(cast: Cast) -> None:
    Account.objects.filter(person=cast.eva).update(last_login=now())
    application = applied(cast)
    actions.decide_application(by=cast.eva, application=application, admit=False, why="Nej.")
    before = Letter.objects.filter(person=cast.eva).count()
    client_of(cast.ida).post(f"/applications/{application.key}/appeal/", {"why": "Se igen."})
    assert Letter.objects.filter(person=cast.eva).count() == before + 1
    application.refresh_from_db()
    assert not rules.may_decide_on(reader(cast.eva), application)
    assert client_of(cast.ida).post(f"/applications/{application.key}/appeal/").status_code == 403  # once
