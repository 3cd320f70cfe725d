"""Colleagues and organisations as JSON."""

from krets.api.tests.calling import Caller
from krets.db.keys import sort_key
from krets.people.actions import update_profile
from krets.people.models import Audience
from krets.tests.cast import Cast


def test_a_colleague_is_shown_with_what_they_tell_this_reader(cast: Cast, anna: Caller) -> None:
    told = {"experience": ("Städavtal", Audience.BUYERS), "phone": ("0123", Audience.ME)}
    update_profile(by=cast.bo, person=cast.bo, name="Bo Björk", languages=["sv"], fields=told)
    shown = anna.get(f"/people/{cast.bo.key}")
    assert shown["told"] == [{"field": "experience", "text": "Städavtal"}]
    assert shown["organisation"]["key"] == "bjorkfors"
    assert [one["field"] for one in Caller(cast.bo).get(f"/people/{cast.bo.key}")["told"]] == [
        "experience",
        "phone",
    ]


def test_hidden_and_absent_people_are_one(cast: Cast) -> None:
    lea = Caller(cast.lea)
    assert lea.get(f"/people/{cast.bo.key}", 404) == lea.get("/people/aaaaaaaaaaaa", 404)
    assert [row["name"] for row in lea.get("/people")["items"]] == ["Lea Lindmark"]


def test_people_come_by_the_alphabet_and_can_be_narrowed(cast: Cast, anna: Caller) -> None:
    names, cursor = [], ""
    while True:
        page = anna.get(f"/people?limit=4&cursor={cursor}")
        names += [row["name"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert names == sorted(names, key=sort_key) and len(names) == len(set(names)) > 4
    assert [row["name"] for row in anna.get("/people?q=strateg+sjö")["items"]] == ["Cilla Sjöberg"]
    assert [row["name"] for row in anna.get("/people?organisation=bjorkfors")["items"]] == ["Bo Björk"]
    assert anna.get("/people?organisation=finns-inte")["items"] == []


def test_an_organisation_is_public_to_whoever_has_a_key(cast: Cast) -> None:
    shown = Caller(cast.lea).get("/organisations/bjorkfors")
    assert (shown["name"], shown["size"], shown["country"]) == ("Björkfors kommun", "under_10", "SE")
    Caller(cast.lea).get("/organisations/finns-inte", 404)
