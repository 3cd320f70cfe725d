"""Somebody asks to be let in."""

import pytest

from krets.api.tests.calling import Caller
from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Application
from krets.networks.tests.ruled import APPLY, CLAUSES, GOOD, UNIT, applied, ruled
from krets.people.models import Account
from krets.tests.cast import Cast, client_of, reader


def signed_in(*people: object) -> None:
    Account.objects.filter(person__in=people).update(last_login=now())


def test_whoever_decides_is_written_to_without_the_answers(cast: Cast) -> None:
    signed_in(cast.eva, cast.anna)
    application = applied(cast)
    letter = Letter.objects.get()
    assert letter.person == cast.eva and application.key in letter.text
    assert letter.subject == "Ida Inglund vill vara med i Hållbart inköp"
    assert "Ruthenium" not in letter.text + letter.html


def test_the_form_is_built_of_the_rule_and_sent(cast: Cast) -> None:
    ruled(cast)
    client = client_of(cast.ida)
    page = client.get(APPLY).content.decode()
    assert "Hur många procent av din tjänst handlar om hållbarhet kopplad till inköp?" in page
    assert 'name="c3"' not in page  # the employer is known
    sent = client.post(APPLY, GOOD | {"step": "send"}, follow=True).content.decode()
    assert "väntar på beslut" in sent and "Rutheniumsvar" in sent
    assert client.get(APPLY).status_code == 302  # one at a time
    assert "Hållbart inköp" in client.get("/applications/").content.decode()


def test_what_is_missing_or_wrong_keeps_a_draft_and_loses_nothing(cast: Cast) -> None:
    ruled(cast)
    client = client_of(cast.ida)
    page = client.post(APPLY, {"c1": "900", "c4": "Rutheniumsvar", "step": "send"}).content.decode()
    assert 'value="900"' in page and "Rutheniumsvar" in page and "ds-validation-message" in page
    draft = Application.objects.get()
    assert (draft.state, draft.answers["c1"]) == ("draft", "900")
    assert "Rutheniumsvar" in client.get(APPLY).content.decode()
    assert client_of(cast.eva).get(f"/applications/{draft.key}/").status_code == 404  # not sent yet
    client.post(APPLY, GOOD | {"step": "send"})
    assert Application.objects.get().state == "sent"


def test_it_can_be_taken_back_and_made_anew(cast: Cast) -> None:
    application = applied(cast)
    client = client_of(cast.ida)
    client.post(f"/applications/{application.key}/withdraw/")
    assert Application.objects.get().state == "withdrawn"
    assert applied(cast).key != application.key
    with pytest.raises(actions.Decided):
        applied(cast)


def test_of_alternatives_one_must_be_answered(cast: Cast) -> None:
    ruled(cast, clauses=[one | {"group": "a"} for one in CLAUSES[:2]])
    client = client_of(cast.ida)
    assert "Svara på minst en av dem" in client.post(APPLY, {"step": "send"}).content.decode()
    client.post(APPLY, {"c2": "yes", "step": "send"})
    assert Application.objects.get().state == "sent"


def test_any_buyer_joins_an_open_network_by_a_click(cast: Cast) -> None:
    unit = ruled(cast, way="open", clauses=[])
    client = client_of(cast.ida)
    assert client.get(APPLY).status_code == 200
    assert not rules.is_member(reader(cast.ida), unit)
    assert client.post(APPLY).url == f"/units/{UNIT}/"  # type: ignore[attr-defined]
    assert rules.is_member(reader(cast.ida), unit)
    assert b"/profile/employers/new/" in client_of(cast.lea).get(APPLY).content
    client_of(cast.lea).post(APPLY)
    assert not rules.is_member(reader(cast.lea), unit)


def test_a_stranger_is_led_to_sign_up_and_back(cast: Cast) -> None:
    ruled(cast)
    answer = client_of(None).get(APPLY)
    assert answer.url == "/account/join/?next=%2Funits%2Fhallbart-inkop%2Fapply%2F"  # type: ignore[attr-defined]
    assert client_of(None).get("/units/security-of-supply/apply/").status_code == 404


def test_who_may_not(cast: Cast) -> None:
    assert client_of(cast.ida).get(APPLY).status_code == 403  # by invitation
    ruled(cast)
    assert client_of(cast.anna).get(APPLY).url == f"/units/{UNIT}/"  # type: ignore[attr-defined]
    with pytest.raises(actions.NotOpen):
        applied(cast, who=cast.anna)


def test_the_api(cast: Cast, ida: Caller) -> None:
    ruled(cast)
    path = f"/units/{UNIT}/applications"
    assert ida("post", path, {"answers": {"c1": "x"}}).status_code == 422
    told = ida.post(path, {"answers": GOOD}, 201)
    assert told["state"] == "sent" and told["answers"]["c1"] == "90" and told["findings"] == []
    assert [one["key"] for one in ida.get(path)["items"]] == [told["key"]]
    assert Caller(cast.anna).get(path)["items"] == []
    shown = Caller(cast.eva).get(f"{path}/{told['key']}")
    assert {one["clause"]: one["outcome"] for one in shown["findings"]} == {
        "c1": "holds", "c2": "holds", "c3": "holds", "c4": "judge",
    }  # fmt: skip
    assert ida("post", path, {"answers": GOOD}).status_code == 409
    assert ida.post(f"{path}/{told['key']}/withdraw")["state"] == "withdrawn"
