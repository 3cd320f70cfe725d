"""Members choose subgroups themselves, propose them and set their agendas."""

import pytest

from krets.api.tests.calling import Caller
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Membership, NextMeeting, Topic, TopicVote, Unit, Watch
from krets.people.models import Account, Person
from krets.tests.cast import Cast, client_of, reader

PAGE = "/units/hallbart-inkop/subgroups/"


def test_a_member_of_the_network_joins_and_leaves_with_a_click(cast: Cast) -> None:
    anna, unit = client_of(cast.anna), cast.units["cirkulart"]
    assert "Cirkulärt" in anna.get(PAGE).content.decode()
    assert anna.post("/units/cirkulart/subgroup/join/")["Location"] == "/units/cirkulart/agenda/"
    assert rules.is_member(reader(cast.anna), unit)
    assert anna.post("/units/cirkulart/subgroup/leave/")["Location"] == PAGE
    assert not rules.is_member(reader(cast.anna), unit)


def test_only_members_of_the_network_join(cast: Cast) -> None:
    assert client_of(cast.ida).post("/units/cirkulart/subgroup/join/").status_code == 403
    with pytest.raises(actions.NotInTheNetwork):
        actions.join_subgroup(by=cast.ida, unit=cast.units["cirkulart"])
    # A network is not joined so, whatever it belongs to.
    assert client_of(cast.cilla).post("/units/kategori-it/subgroup/join/").status_code == 403


def test_who_leaves_the_network_leaves_its_subgroups(cast: Cast) -> None:
    assert rules.is_member(reader(cast.bo), cast.units["uppfoljning"]) or actions.join_subgroup(
        by=cast.bo, unit=cast.units["uppfoljning"]
    )
    actions.leave(by=cast.bo, unit=cast.units["hallbart-inkop"], person=cast.bo)
    inside = Membership.objects.filter(person=cast.bo, ended=None, unit__parent=cast.units["hallbart-inkop"])
    assert not inside.exists()


def test_what_is_proposed_waits_for_who_runs_the_network(cast: Cast) -> None:
    Account.objects.update(last_login=now())
    anna = client_of(Person.objects.get(pk=cast.anna.pk))
    assert anna.post(f"{PAGE}propose/", {"name": "Livsmedel nära", "purpose": "Mat."})["Location"] == PAGE
    made = Unit.objects.get(slug="livsmedel-nara")
    assert (made.state, made.kind, made.parent) == ("proposed", "subgroup", cast.units["hallbart-inkop"])
    assert Letter.objects.filter(once=f"networks.subgroup_proposed:{made.pk}:{cast.eva.pk}").exists()
    # Until it is open nobody else knows of it.
    bo = client_of(cast.bo)
    assert "Livsmedel nära" not in bo.get(PAGE).content.decode()
    assert bo.post("/units/livsmedel-nara/subgroup/join/").status_code == 404
    assert bo.post("/units/livsmedel-nara/subgroup/open/").status_code == 404
    assert anna.post("/units/livsmedel-nara/subgroup/open/").status_code == 403
    assert "Livsmedel nära" in client_of(cast.eva).get(PAGE).content.decode()
    assert client_of(cast.eva).post("/units/livsmedel-nara/subgroup/open/")["Location"] == PAGE
    made.refresh_from_db()
    assert made.state == "active" and rules.may_know(reader(cast.ida), made)
    assert bo.post("/units/livsmedel-nara/subgroup/join/").status_code == 302
    assert rules.may_run(reader(cast.anna), made)  # who proposed leads


def test_where_the_network_lets_it_a_subgroup_opens_at_once(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    client_of(cast.eva).post(f"{PAGE}set-up/", {"yes": "1"})
    unit.refresh_from_db()
    made = actions.propose_subgroup(by=cast.anna, unit=unit, name="Postmaster", purpose="Post.")
    assert made.state == "active" and made.slug == "postmaster-grupp"  # the plain name is no subgroup's address
    assert client_of(cast.anna).post(f"{PAGE}set-up/", {"yes": "0"}).status_code == 403


def test_the_agenda_is_what_most_want_first_and_done_last(cast: Cast) -> None:
    unit = cast.units["uppfoljning"]
    one, two, three = (actions.put_forward(by=cast.david, unit=unit, title=title) for title in "ABC")
    actions.vote_for(by=cast.eva, topic=three)
    actions.vote_for(by=cast.eva, topic=three)
    actions.tick_off(by=cast.eva, topic=one)
    listed = rules.visible_topics(reader(cast.david), unit)
    assert [(topic.title, topic.wanted) for topic in listed] == [("C", 2), ("B", 1), ("A", 1)]
    david = client_of(cast.david)
    david.post(f"/units/uppfoljning/agenda/{two.key}/", {"step": "unwant"})
    assert not TopicVote.objects.filter(topic=two).exists()
    david.post(f"/units/uppfoljning/agenda/{two.key}/", {"step": "remove"})
    assert not Topic.objects.filter(pk=two.pk).exists()


def test_the_pages_take_topics_meetings_and_notes_and_ask_once_about_words_from_tenders(cast: Cast) -> None:
    david, here = client_of(cast.david), "/units/uppfoljning/"
    secret = {"title": "Vi fick tre anbud", "why": "Lägsta pris var 120 kr."}
    assert "Är det här hämtat ur anbud?" in david.post(f"{here}agenda/", secret).content.decode()
    assert not Topic.objects.exists()
    assert david.post(f"{here}agenda/", secret | {"confirmed": "on"}).status_code == 302
    assert david.post(f"{here}agenda/meeting/", {"text": "Torsdag klockan tio."}).status_code == 302
    assert "Torsdag klockan tio" in david.get(f"{here}agenda/").content.decode()
    note = {"title": "Ny vägledning", "why": "Rör vite.", "link": "https://vagledning.example/vite", "wide": "on"}
    assert david.post(f"{here}watch/", note).status_code == 302
    shown = client_of(cast.anna).get(f"{here}watch/").content.decode()
    assert "https://vagledning.example/vite" in shown
    assert david.post(f"{here}watch/", note | {"link": "javascript:alert(1)"}).status_code == 200
    assert Watch.objects.count() == 1


def test_the_agenda_is_the_subgroups_and_a_note_only_as_wide_as_chosen(cast: Cast) -> None:
    """By the rules and, asked past them, by the database."""
    unit = cast.units["uppfoljning"]
    actions.put_forward(by=cast.david, unit=unit, title="Zirkonpunkt")
    actions.tell_next_meeting(by=cast.david, unit=unit, text="Zirkonmöte")
    for wide in (False, True):
        actions.watch(by=cast.david, unit=unit, title=f"Zirkon {wide}", why="Så.", wide=wide)
    in_network = next(
        one for one in (cast.cilla, cast.sven, cast.viveka) if not rules.is_member(reader(one), unit)
    )
    for person, notes, topics in ((cast.david, 2, 1), (in_network, 1, 0), (cast.ida, 0, 0)):
        with acting_as(reader(person)):
            assert (Watch.objects.count(), Topic.objects.count(), NextMeeting.objects.count()) == (
                notes, topics, topics,
            )  # fmt: skip
            assert TopicVote.objects.count() == topics
        assert client_of(person).get("/units/uppfoljning/agenda/").status_code == (200 if topics else 404)
        assert client_of(person).get("/units/uppfoljning/watch/").status_code == (200 if notes else 404)


def test_who_wrote_it_or_leads_takes_a_note_away(cast: Cast) -> None:
    unit = cast.units["uppfoljning"]
    note = actions.watch(by=cast.david, unit=unit, title="Zirkon", why="Så.", wide=True)
    path = f"/units/uppfoljning/watch/{note.key}/remove/"
    assert client_of(cast.sven).post(path).status_code == 403
    assert client_of(cast.eva).post(path).status_code == 302
    assert not Watch.objects.exists()


def test_the_api_does_the_same(cast: Cast) -> None:
    anna, here = Caller(cast.anna), "/units/cirkulart"
    assert "cirkulart" in [row["key"] for row in anna.get("/units/hallbart-inkop/subgroups")["items"]]
    assert anna("post", f"{here}/membership").status_code == 204
    topic = anna.post(f"{here}/agenda", {"title": "Möbler"}, 201)
    assert [row["key"] for row in anna.get(f"{here}/agenda")["items"]] == [topic["key"]]
    note = anna.post(f"{here}/watch", {"title": "Nytt", "why": "Så.", "wide": True}, 201)
    assert [row["key"] for row in Caller(cast.sven).get(f"{here}/watch")["items"]] == [note["key"]]
    secret = {"title": "Vi fick tre anbud", "why": "Lägsta pris var 120 kr."}
    assert anna("post", f"{here}/agenda", secret).status_code == 422
    assert anna("post", f"{here}/agenda", secret | {"confirmed": True}).status_code == 201
    made = anna.post("/units/hallbart-inkop/subgroups", {"name": "Livsmedel nära", "purpose": "Mat."}, 201)
    assert made["state"] == "proposed"
    assert anna("delete", f"{here}/membership").status_code == 204
    assert anna("get", f"{here}/agenda").status_code == 404
