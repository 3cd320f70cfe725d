"""Applying for a chapter and voting by the API, as on the page."""

from krets.api.tests.calling import ENGLISH, Caller, faults
from krets.networks import actions
from krets.networks.models import Founding, Unit, Vote
from krets.tests.cast import Cast

CHAPTER = {
    "parent": "kretsens-inkopare", "kind": "chapter", "name": "Krets Väst", "purpose": "Att träffas.",
    "area": ["Dalsland"], "letter": "Här finns ingen.",
}  # fmt: skip


def test_a_chapter_by_one_who_does_not_decide_is_applied_for(cast: Cast, bo: Caller) -> None:
    begun = bo.post("/units", CHAPTER, 202)
    founding = Founding.objects.get(key=begun["key"])
    assert (founding.initiator, founding.unit.state) == (cast.bo, Unit.State.PROPOSED)
    assert (begun["signed"], begun["signatories"], begun["area"]) == (1, 4, ["Dalsland"])
    path = "/units/kretsens-inkopare/foundings"
    assert [row["letter"] for row in bo.get(path)["items"]] == ["Här finns ingen."]
    assert [row["key"] for row in Caller(cast.eva).get(path)["items"]] == [begun["key"]]  # oversees it
    assert Caller(cast.anna).get(path)["items"] == []
    assert faults(bo.post("/units", CHAPTER | {"slug": "vast", "area": []}, 422)) == {"slug"}
    assert faults(bo.post("/units", CHAPTER | {"letter": ""}, 422)) == {"letter"}
    bo.post("/units", CHAPTER | {"kind": "network"}, 403)
    bo.post("/units", CHAPTER | {"parent": "hallbart-inkop"}, 403)
    founded = {name: CHAPTER[name] for name in ("parent", "kind", "name", "purpose")}
    assert Caller(cast.eva).post("/units", founded, 201)["state"] == "active"


def test_votes_are_cast_and_told_as_on_the_page(cast: Cast, bo: Caller, anna: Caller) -> None:
    for how in ("open", "secret"):
        drafted = actions.draft_decision(by=cast.eva, unit=cast.units["krets-mitt"], matter="Årsavgift")
        path = f"/units/krets-mitt/decisions/{drafted.key}"
        bo.get(path, 404)
        vote = actions.open_vote(by=cast.eva, decision=drafted, how=how)
        assert bo.post(f"{path}/vote", {"choice": "yes"})["vote"]["voted"] == 1
        again = bo("post", f"{path}/vote", {"choice": "no"}).status_code
        shown = bo.get(path)["vote"]
        assert (again, shown["own"]) == ((200, "no") if how == "open" else (409, ""))
        running = anna.get(path)["vote"]
        assert (running["yes"], running["said"], running["may_vote"]) == (None, [], True)
        actions.close_vote(by=cast.eva, vote=vote)
        closed = anna.get(path)["vote"]
        assert [closed["yes"], closed["no"], closed["everybody"]] == ([0, 1, 4] if how == "open" else [1, 0, 4])
        said = [(row["organisation"]["key"], row["choice"]) for row in closed["said"]]
        assert said == ([("bjorkfors", "no")] if how == "open" else [])
        assert "closed" in anna.post(f"{path}/vote", {"choice": "no"}, 409)["detail"]
    Caller(cast.ida, **ENGLISH).get("/units/krets-mitt/decisions", 404)
    assert Vote.objects.count() == 2
