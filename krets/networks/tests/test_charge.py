"""A member of a unit gets the charge of vouching, and loses it."""

import pytest
from click.testing import CliRunner

from krets.api.tests.calling import Caller
from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.commands import vouch
from krets.networks.models import Vouching
from krets.tests.cast import Cast, client_of, reader

PAGE = "/units/hallbart-inkop/vouching/"


def names(cast: Cast, who: str = "anna") -> list[str]:
    unit = cast.units["hallbart-inkop"]
    return [one.person.name for one in rules.vouching(reader(cast.people[who]), unit)]


def test_a_coordinator_gives_it_by_name_and_members_see_who_has_it(cast: Cast) -> None:
    cast.bo.account.last_login = now()
    cast.bo.account.save()
    assert client_of(cast.eva).post(PAGE, {"who": "Bo Björk"}).status_code == 302
    given = Vouching.objects.get()
    assert (given.person, given.by) == (cast.bo, cast.eva)
    assert "Bo Björk" in client_of(cast.anna).get(PAGE).content.decode()
    assert "Förtroendepersoner" in client_of(cast.anna).get("/units/hallbart-inkop/").content.decode()
    assert Letter.objects.get(person=cast.bo).subject == "Du är förtroendeperson i Hållbart inköp"


def test_it_is_given_once_and_taken_back(cast: Cast) -> None:
    client = client_of(cast.eva)
    for _ in range(2):
        client.post(PAGE, {"who": "bo@bjorkfors.example"})
    assert names(cast) == ["Bo Björk"]
    assert client.post(f"{PAGE}{cast.bo.key}/end/").status_code == 302
    assert names(cast) == []
    assert Vouching.objects.get().ended_by == cast.eva


def test_it_ends_with_the_membership_and_does_not_come_back(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.charge(by=cast.eva, unit=unit, person=cast.bo)
    actions.leave(by=cast.bo, unit=unit, person=cast.bo)
    actions.join(by=cast.eva, unit=unit, person=cast.bo)
    assert names(cast) == []


def test_only_members_have_it(cast: Cast) -> None:
    with pytest.raises(actions.NotAMember):
        actions.charge(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.ida)
    assert "Ingen medlem heter så" in client_of(cast.eva).post(PAGE, {"who": "Ida Inglund"}).content.decode()


def test_the_api_gives_it_and_takes_it_back(cast: Cast) -> None:
    eva = Caller(cast.eva)
    given = eva.post("/units/hallbart-inkop/vouching", {"who": "Bo Björk"}, 201)
    assert given["person"]["name"] == "Bo Björk"
    assert [one["person"]["key"] for one in Caller(cast.anna).get("/units/hallbart-inkop/vouching")] == [
        cast.bo.key
    ]
    assert eva("delete", f"/units/hallbart-inkop/vouching/{cast.bo.key}").status_code == 204
    assert names(cast) == []


def test_the_operator_gives_it_by_command(cast: Cast) -> None:
    def run(*more: str, email: str = "bo@bjorkfors.example") -> int:
        return CliRunner().invoke(vouch, [email, "--unit", "hallbart-inkop", *more]).exit_code

    assert (run(), names(cast)) == (0, ["Bo Björk"])
    assert (run("--end"), names(cast)) == (0, [])
    assert run(email="ida@inkop-mittland.example") == 1
    assert run(email="ingen@annanstans.example") == 1


def test_members_do_not_give_it_and_others_do_not_see_it(cast: Cast) -> None:
    actions.charge(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.bo)
    assert client_of(cast.anna).post(PAGE, {"who": "Anna Granlund"}).status_code == 403
    assert client_of(cast.anna).post(f"{PAGE}{cast.bo.key}/end/").status_code == 403
    assert client_of(cast.ida).get(PAGE).status_code == 404
    assert client_of(None).get(PAGE).status_code == 302
    assert names(cast) == ["Bo Björk"]
