"""Somebody is given what somebody else ran."""

import threading
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connections

from krets.api.tests.calling import Caller
from krets.db.clock import now, shifted
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.commands import hand_over as command
from krets.networks.models import Handover, Mandate, Membership
from krets.people.models import Account, Person
from krets.tests.cast import Cast, client_of, reader

PAGE = "/units/hallbart-inkop/"


def runs(cast: Cast, person: Person) -> set[str]:
    return {mandate.unit.slug for mandate in rules.current().filter(person=person, kind__in=Mandate.RUNS)}


def test_the_successor_gets_everything_and_the_predecessor_keeps_a_members_rights(cast: Cast) -> None:
    Account.objects.update(last_login=now())
    unit = cast.units["hallbart-inkop"]
    eva, ida = (Person.objects.get(pk=one.pk) for one in (cast.eva, cast.ida))
    actions.charge(by=eva, unit=unit, person=eva)
    done = actions.hand_over(by=eva, unit=unit, predecessor=eva, successor=ida, note="Mötena är på torsdagar.")
    moved = {"hallbart-inkop", "uppfoljning", "transporter", "cirkulart"}
    assert moved <= runs(cast, cast.ida) and not moved & runs(cast, cast.eva)
    assert rules.is_member(reader(cast.ida), unit) and rules.may_run(reader(cast.ida), unit)  # was no member
    assert rules.is_member(reader(cast.eva), unit) and not rules.may_decide(reader(cast.eva), unit)
    assert [one.person for one in rules.vouching(reader(cast.ida), unit)] == [cast.ida]
    letters = Letter.objects.filter(once__startswith=f"networks.handed_over:{done.pk}:")
    assert {letter.person for letter in letters} == {cast.eva, cast.ida}
    assert "torsdagar" not in "".join(letter.text for letter in letters)
    assert "/handovers/" in rules.mandates_waiting(reader(cast.ida))[0].url


def test_the_note_is_read_by_both_and_by_who_appoints_there(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.cilla, kind="board")
    done = actions.hand_over(by=cast.eva, unit=unit, predecessor=cast.eva, successor=cast.bo, note="Zirkon.")
    path = f"{PAGE}handovers/{done.key}/"
    for person, reads in (
        (cast.eva, True),
        (cast.bo, True),
        (cast.cilla, True),
        (cast.anna, False),
        (cast.lea, False),
    ):
        page = client_of(person).get(path)
        assert (page.status_code == 200, "Zirkon" in page.content.decode()) == (reads, reads), person
        with acting_as(reader(person)):
            assert Handover.objects.filter(pk=done.pk).exists() is reads


def test_the_page_hands_over_what_is_ticked_and_undoes_it_within_a_day(cast: Cast) -> None:
    eva = client_of(cast.eva)
    held = {one.unit.slug: one for one in rules.current().filter(person=cast.eva, kind="coordinator")}
    form = {"who": "Ida Inglund", "mandates": [held["hallbart-inkop"].key, held["transporter"].key], "note": "Hej"}
    assert "Transporter" in eva.get(f"{PAGE}hand-over/{cast.eva.key}/").content.decode()
    path = eva.post(f"{PAGE}hand-over/{cast.eva.key}/", form)["Location"]
    assert {"hallbart-inkop", "transporter"} <= runs(cast, cast.ida) and "uppfoljning" in runs(cast, cast.eva)
    assert client_of(cast.ida).post(f"{path}undo/").status_code == 403
    with shifted(timedelta(days=1, minutes=1)):
        assert eva.post(f"{path}undo/").status_code == 403
    assert eva.post(f"{path}undo/").status_code == 302
    assert {"hallbart-inkop", "transporter"} <= runs(cast, cast.eva)
    assert not rules.is_member(reader(cast.ida), cast.units["hallbart-inkop"])  # became one by it alone
    assert rules.may_run(reader(cast.eva), cast.units["hallbart-inkop"])
    assert eva.post(f"{path}undo/").status_code == 403


def test_what_was_handed_on_since_is_not_undone(cast: Cast) -> None:
    unit = cast.units["kategori-it"]
    first = actions.hand_over(by=cast.ida, unit=unit, predecessor=cast.ida, successor=cast.david)
    actions.hand_over(by=cast.david, unit=unit, predecessor=cast.david, successor=cast.anna)
    with pytest.raises(actions.TooLate):
        actions.undo_hand_over(by=cast.ida, handover=first)
    assert "kategori-it" in runs(cast, cast.anna) and Handover.objects.get(pk=first.pk).undone is None


def test_of_somebody_who_has_left_it_is_handed_over_from_above(cast: Cast) -> None:
    unit = cast.units["kategori-it"]
    actions.leave(by=cast.ida, unit=unit, person=cast.ida)
    assert Membership.objects.filter(unit=unit, ended=None, role="coordinator").count() == 0
    form = {"predecessor": cast.ida.key, "who": "david@mittland.example"}
    assert Caller(cast.anna)("post", "/units/kategori-it/handovers", form).status_code == 404
    done = Caller(cast.eva).post("/units/kategori-it/handovers", form, 201)
    assert len(done["mandates"]) == 1 and "kategori-it" in runs(cast, cast.david)
    assert not rules.is_member(reader(cast.ida), unit)


def test_the_operator_hands_over_by_command(cast: Cast) -> None:
    def run() -> int:
        addresses = ["ida@inkop-mittland.example", "david@mittland.example"]
        return CliRunner().invoke(command, [*addresses, "--unit", "kategori-it"]).exit_code

    assert (run(), runs(cast, cast.david)) == (0, {"kategori-it"})
    assert run() == 1  # there is nothing more


def test_members_hand_over_nothing(cast: Cast) -> None:
    assert client_of(cast.anna).get(f"{PAGE}hand-over/{cast.eva.key}/").status_code == 404
    assert "hallbart-inkop" in runs(cast, cast.eva)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_takes_over(cast: Cast) -> None:
    unit, begin = cast.units["kategori-it"], threading.Barrier(2)
    done: list[str] = []

    def take(successor: Person) -> None:
        try:
            begin.wait()
            actions.hand_over(by=cast.ida, unit=unit, predecessor=cast.ida, successor=successor)
            done.append(successor.name)
        except actions.NothingToHandOver:
            done.append("")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(one,)) for one in (cast.david, cast.anna)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    holders = [mandate.person.name for mandate in rules.current().filter(unit=unit, kind="coordinator")]
    assert sorted(done) == sorted(["", *holders]) and len(holders) == 1
