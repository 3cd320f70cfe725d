"""Somebody signs what they did not read, takes two steps with one press, or founds with people who have gone."""

import re
from typing import Any

import pytest
from django.test import Client

from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Chain, Decision, Founding, Mandate, Membership, Signature, Unit
from krets.people.models import Account, Organisation, Person
from krets.tests.cast import Cast, client_of, reader

TWICE_BY_THE_BOARD = [{"kind": "recommend", "who": "board"}, {"kind": "decide", "who": "board"}]


@pytest.fixture
def association(cast: Cast) -> Unit:
    Account.objects.update(last_login=now())
    return cast.units["kretsens-inkopare"]


def begun(cast: Cast, association: Unit, *signed: Person, steps: Any = Chain.USUAL) -> Founding:
    actions.compose_chain(by=cast.eva, association=association, signatories=1, steps=steps, opens_as="tentative")
    founding = actions.propose(
        by=cast.bo, association=association, name="Krets Öst", purpose="Att träffas.", letter="Det är långt."
    )
    for one in signed:
        asked = actions.ask_to_sign(
            by=cast.bo, founding=founding, email=one.account.email, name=one.name, organisation=one.organisation
        )
        actions.sign(by=one, signature=asked)
    return founding


def at_meeting(cast: Cast, founding: Founding) -> Decision:
    actions.send_in(by=cast.bo, founding=founding)
    actions.take_step(by=cast.eva, founding=founding, outcome="yes")
    return actions.draft_decision(by=cast.eva, unit=founding.unit.parent, matter="Krets Öst", founding=founding)


def decided(cast: Cast, decision: Decision, choice: str = "yes") -> str:
    vote = actions.open_vote(by=cast.eva, decision=decision, how="secret")
    actions.vote(by=cast.eva, vote=vote, choice=choice)
    assert client_of(cast.eva).post(f"/decisions/{decision.key}/close/").status_code == 302
    decision.refresh_from_db()
    return decision.outcome


def test_what_is_rewritten_while_somebody_reads_it_is_not_signed(cast: Cast, association: Unit) -> None:
    founding = begun(cast, association)
    asked = actions.ask_to_sign(
        by=cast.bo, founding=founding, email="ny@sjohamn.example", name="Ny", organisation=cast.cilla.organisation
    )
    found = re.search(r"https?://[^/]+(/foundings/\S+)", Letter.objects.get(to="ny@sjohamn.example").text)
    assert found
    path, stranger = found[1], Client()
    read = re.search(r'name="text" value="(\w+)"', stranger.get(path).content.decode())
    assert read
    words = {"name": "Krets Öst", "purpose": "Att träffas.", "area": []}
    actions.change_founding(by=cast.bo, founding=founding, letter="Vi tar er kassa.", **words)
    page = stranger.post(path, {"text": read[1]}).content.decode()
    assert "Vi tar er kassa." in page and not Signature.objects.get(pk=asked.pk).signed
    again = re.search(r'name="text" value="(\w+)"', page)
    assert again
    stranger.post(path, {"text": again[1]})
    assert Signature.objects.get(pk=asked.pk).signed
    for path_ in (path.partition("?")[0], path[:-2] + "xx"):  # without the seal, with another
        assert Client().post(path_, {"take_back": "yes"}).status_code == 302
    assert client_of(cast.anna).post(path, {"take_back": "yes"}).status_code == 403  # the letter was not hers
    assert Signature.objects.get(pk=asked.pk).signed


def test_one_press_too_many_does_not_take_the_next_step(cast: Cast, association: Unit) -> None:
    actions.appoint(by=None, unit=association, person=cast.david, kind=Mandate.Kind.BOARD)
    actions.appoint(by=None, unit=association, person=cast.cilla, kind=Mandate.Kind.BOARD)
    founding = begun(cast, association, steps=TWICE_BY_THE_BOARD)
    actions.send_in(by=cast.bo, founding=founding)
    path = f"/foundings/{founding.key}/step/"
    page = client_of(cast.david).get(path).content.decode()
    assert 'name="place" value="0"' in page
    position = {"place": "0", "outcome": "no", "reason": "Nej, men stämman avgör."}
    for person in (cast.david, cast.david, cast.cilla):
        assert client_of(person).post(path, position).status_code == 302
    founding.refresh_from_db()
    assert founding.is_open and founding.steps.count() == 1
    client_of(cast.cilla).post(path, {"place": "1", "outcome": "yes"})
    founding.refresh_from_db()
    assert founding.outcome == Founding.Outcome.YES
    for late in ("send-in/", "step/", "again/", "change/"):
        assert client_of(cast.bo).post(f"/foundings/{founding.key}/{late}").status_code in (302, 403)


def test_the_same_application_begun_twice_is_begun_once(cast: Cast, association: Unit) -> None:
    said = {"name": "Krets Öst", "purpose": "Att träffas.", "area": "Östergötland", "letter": "Det är långt."}
    page, where = f"/units/{association.slug}/foundings/new/", set()
    for change in ({}, {}, {"purpose": "Att träffas ofta."}):
        where.add(client_of(cast.bo).post(page, said | change)["Location"])
    assert len(where) == 1 and Unit.objects.filter(name="Krets Öst").count() == 1
    assert client_of(cast.bo).post(page, said | {"name": "Krets Nordost"})["Location"] not in where


def test_who_works_for_a_supplier_by_then_does_not_stop_it_nor_comes_in(cast: Cast, association: Unit) -> None:
    founding = begun(cast, association, cast.anna, cast.cilla)
    decision = at_meeting(cast, founding)
    firm = Organisation.objects.create(slug="firma", name="Firma AB", covered=False)
    Person.objects.filter(pk__in=[cast.bo.pk, cast.anna.pk]).update(organisation=firm)
    assert decided(cast, decision) == "carried"
    unit = Unit.objects.get(pk=founding.unit_id)
    assert unit.state == Unit.State.TENTATIVE
    assert [one.person for one in Membership.objects.filter(unit=unit)] == [cast.cilla]


@pytest.mark.parametrize("meanwhile", [Unit.State.ACTIVE, Unit.State.CLOSED])
@pytest.mark.parametrize("choice", ["yes", "no"])
def test_what_was_opened_or_closed_from_above_meanwhile_stays_so(
    cast: Cast, association: Unit, meanwhile: str, choice: str
) -> None:
    founding = begun(cast, association, cast.anna)
    decision = at_meeting(cast, founding)
    actions.change_state(by=cast.eva, unit=Unit.objects.get(pk=founding.unit_id), state=meanwhile)
    decided(cast, decision, choice)
    unit = Unit.objects.get(pk=founding.unit_id)
    assert unit.state == meanwhile
    comes_in = meanwhile == Unit.State.ACTIVE and choice == "yes"
    assert Membership.objects.filter(unit=unit, person=cast.anna).exists() == comes_in


def test_who_left_the_association_does_not_begin_again_and_nobody_twice(cast: Cast, association: Unit) -> None:
    founding = begun(cast, association)
    assert decided(cast, at_meeting(cast, founding), "no") == "lost"
    again = f"/foundings/{founding.key}/again/"
    founding.refresh_from_db()
    assert rules.may_begin_again(reader(cast.bo), founding)
    for _press in range(2):
        assert client_of(cast.bo).post(again).status_code == 302
    assert Founding.objects.filter(ended=None).count() == 1
    actions.leave(by=cast.bo, unit=association, person=cast.bo)
    assert client_of(cast.bo).post(again).status_code == 403


def test_who_leaves_while_it_is_voted_has_no_vote_and_late_votes_do_not_count(
    cast: Cast, association: Unit
) -> None:
    decision = actions.draft_decision(by=cast.eva, unit=association, matter="Avgiften")
    vote = actions.open_vote(by=cast.eva, decision=decision, how="open", quorum=1)
    before = vote.roll.count()
    actions.vote(by=cast.anna, vote=vote, choice="yes")
    for person in (cast.anna, cast.bo):
        actions.leave(by=person, unit=association, person=person)
    with pytest.raises(actions.NoVote, match="left"):
        actions.vote(by=cast.bo, vote=vote, choice="no")
    actions.change_decision(
        by=cast.eva, decision=decision, matter="Något annat", proposal="", date=None, place="", extract=""
    )
    outcome = actions.close_vote(by=cast.eva, vote=vote)
    assert (outcome.count.yes, outcome.count.no, outcome.count.all) == (1, 0, before - 1)
    with pytest.raises(actions.NoVote, match="closed"):
        actions.vote(by=cast.cilla, vote=vote, choice="no")
    with pytest.raises(actions.NotNow):
        actions.close_vote(by=cast.eva, vote=vote)
    assert Decision.objects.get(pk=decision.pk).matter == "Avgiften"


def test_the_supplier_who_is_invited_gives_a_sentence(cast: Cast, association: Unit) -> None:
    firm = Organisation.objects.create(slug="firma", name="Firma AB", covered=False)
    Person.objects.filter(pk=cast.ida.pk).update(organisation=firm)
    eva = client_of(cast.eva)
    for given in (
        {"email": cast.ida.account.email, "organisation": "Granköpings kommun"},
        {"email": "x@inkop-mittland.example"},
    ):
        page = eva.post("/units/hallbart-inkop/invite/", {"name": "Någon", "organisation": ""} | given)
        assert page.status_code in (200, 302)
    assert not cast.ida.memberships.filter(unit__slug="hallbart-inkop").exists()


def test_an_undone_handover_takes_nothing_that_came_of_something_else(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    done = actions.hand_over(by=cast.eva, unit=unit, predecessor=cast.eva, successor=cast.ida)
    actions.appoint(by=None, unit=unit, person=cast.ida, kind=Mandate.Kind.BOARD)
    actions.appoint(by=cast.ida, unit=unit, person=cast.eva, kind=Mandate.Kind.COORDINATOR)
    actions.undo_hand_over(by=cast.eva, handover=done)
    assert rules.is_member(reader(cast.ida), unit)
    held = Mandate.objects.filter(unit=unit, ended=None).values_list("person__name", "kind")
    assert sorted(held) == [("Eva Kretz", "coordinator"), ("Ida Inglund", "board")]


def test_nobody_who_left_is_made_a_member_again_by_undoing(cast: Cast) -> None:
    unit = cast.units["krets-mitt"]
    done = actions.hand_over(by=cast.eva, unit=unit, predecessor=cast.eva, successor=cast.anna)
    actions.leave(by=cast.eva, unit=unit, person=cast.eva)
    with pytest.raises(actions.TooLate):
        actions.undo_hand_over(by=cast.eva, handover=done)
    assert not rules.is_member(reader(cast.eva), unit) and rules.may_run(reader(cast.anna), unit)
