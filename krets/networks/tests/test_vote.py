"""A unit votes: who has a vote, what counts, what is shown and when, and that a secret stays one."""

import re
import threading
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, connections

from krets.db import places
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Ballot, Decision, RollEntry, Urn, Vote
from krets.people.models import Person
from krets.tests.cast import Cast, client_of, load, reader


def matter(cast: Cast, title: str = "Årsavgift") -> Decision:
    return actions.draft_decision(by=cast.eva, unit=cast.units["krets-mitt"], matter=title)


def opened(cast: Cast, **how: object) -> Vote:
    return actions.open_vote(by=cast.eva, decision=matter(cast), **{"how": "open"} | how)  # type: ignore[arg-type]


def refused(vote: Vote, by: Person, choice: str = "yes") -> str:
    with pytest.raises(actions.NoVote) as no:
        actions.vote(by=by, vote=vote, choice=choice)
    return no.value.why


def test_an_open_vote_is_counted_and_told_when_it_is_closed(cast: Cast) -> None:
    vote = opened(cast)
    page = f"/decisions/{vote.decision.key}/"
    for name, choice in (("anna", "no"), ("bo", "abstain"), ("david", "yes")):
        assert client_of(cast.people[name]).post(f"{page}vote/", {"choice": choice}).status_code == 302
    client_of(cast.anna).post(f"{page}vote/", {"choice": "yes"})  # she changes her mind
    waiting = client_of(cast.bo).get(page).content.decode()
    assert "3 av 4 har röstat" in waiting and "Anna Granlund" not in waiting
    assert client_of(cast.eva).post(f"{page}close/").status_code == 302
    vote.refresh_from_db()
    assert (vote.yes, vote.no, vote.abstain, vote.everybody) == (2, 0, 1, 4)
    closed = client_of(cast.bo).get(page).content.decode()
    assert "Bifallet" in closed and "Anna Granlund" in closed and "David Mittberg" in closed
    assert Decision.objects.get(pk=vote.decision_id).outcome == "carried"


def test_who_came_after_the_opening_has_no_vote_and_who_left_has_none(cast: Cast) -> None:
    unit = cast.units["krets-mitt"]
    vote = opened(cast)
    actions.join(by=cast.eva, unit=unit, person=cast.cilla)
    assert refused(vote, cast.cilla) == "not_on_roll"
    actions.vote(by=cast.anna, vote=vote, choice="yes")
    for person in (cast.anna, cast.bo):
        actions.leave(by=person, unit=unit, person=person)
    assert refused(vote, cast.bo) == "left"
    counted = actions.close_vote(by=cast.eva, vote=vote).count
    assert (counted.yes, counted.all) == (1, 3)  # Bo is struck; Anna had voted
    assert refused(vote, cast.david) == "closed"


@pytest.mark.parametrize("how", ["open", "secret"])
def test_one_organisation_has_one_vote_which_is_the_first_of_its_colleagues(cast: Cast, how: str) -> None:
    unit = cast.units["krets-mitt"]
    actions.join(by=cast.eva, unit=unit, person=cast.ida)  # works where Eva works
    actions.join(by=cast.eva, unit=unit, person=cast.lea)  # works nowhere
    vote = opened(cast, how=how, counted="organisations")
    assert refused(vote, cast.lea) == "not_on_roll"
    actions.vote(by=cast.ida, vote=vote, choice="no")
    assert refused(vote, cast.eva) == "organisation_voted"
    assert refused(vote, cast.ida) == "voted" if how == "secret" else rules.has_vote(reader(cast.ida), vote)
    counted = actions.close_vote(by=cast.eva, vote=vote).count
    assert (counted.no, counted.all) == (1, 4)


def test_a_secret_vote_is_cast_once_and_nobody_finds_it_again(cast: Cast) -> None:
    vote = opened(cast, how="secret")
    page = f"/decisions/{vote.decision.key}/"
    for _twice in range(2):
        told = client_of(cast.anna).post(f"{page}vote/", {"choice": "no"}, follow=True).content.decode()
    assert "En sluten röst går inte att ändra" in told
    actions.vote(by=cast.bo, vote=vote, choice="yes")
    assert not Ballot.objects.exists()
    actions.close_vote(by=cast.eva, vote=vote)
    vote.refresh_from_db()
    assert (vote.yes, vote.no, vote.everybody) == (1, 1, 4)
    assert not Urn.objects.exists()
    assert "Vem som sa vad" not in client_of(cast.anna).get(page).content.decode()


def copy_of_the_database() -> str:
    """All rows as whoever has a copy reads them; what is random or a moment is not told apart."""
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        rows = []
        for (name,) in cursor.fetchall():
            cursor.execute(f'select to_jsonb(t)::text from "{name}" t order by ctid')
            rows += [f"{name} {row}" for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def fill_no_gaps() -> None:
    """What other tests wrote and took back leaves gaps, in which new rows would lie."""
    with psycopg.connect(places.owner().of(connection.settings_dict["NAME"]).url(), autocommit=True) as owner:
        owner.execute("vacuum networks_decision, networks_vote, networks_urn, networks_rollentry")


RANDOM = re.compile(
    r'"(id|at|key|sealed|salt|digest|opened|closed|decided|vote_id|decision_id|entry_id|once|message_id|reply_token'
    r'|created|lock|queueing_lock|args|text|html|headers|shows|about|scheduled_at|job_id)": ("[^"]*"|[^,}]*)'
)


def test_a_copy_of_the_database_does_not_tell_who_said_what(cast: Cast) -> None:
    """The same two vote in the same order, once yes and no and once no and yes: row by row, in the order in which
    they lie there, a copy says the same before and after the count."""

    def told(first: str, second: str) -> list[str]:
        before = set(copy_of_the_database().splitlines())
        vote = opened(cast, how="secret")
        copies = []
        for person, choice in ((cast.anna, first), (cast.bo, second)):
            actions.vote(by=person, vote=vote, choice=choice)
            copies.append(copy_of_the_database())
        actions.close_vote(by=cast.eva, vote=vote)
        copies.append(copy_of_the_database())
        new = [[row for row in one.splitlines() if row not in before] for one in copies]
        return [RANDOM.sub("", row) for rows in new for row in rows if row.startswith("networks_")]

    fill_no_gaps()
    assert told("yes", "no") == told("no", "yes")


def test_the_urn_is_as_long_sealed_anew_and_says_no_time(cast: Cast) -> None:
    vote = opened(cast, how="secret")
    sealed = [Urn.objects.get(vote=vote).sealed]
    for person in (cast.anna, cast.bo, cast.david):
        actions.vote(by=person, vote=vote, choice="yes")
        sealed.append(Urn.objects.get(vote=vote).sealed)
    assert len(set(sealed)) == 4 and len({len(one) for one in sealed}) == 1
    assert {one[:11] for one in sealed} == {"gAAAAAAAAAA"}  # version and a time of nought


def test_ballots_are_read_by_nobody(cast: Cast) -> None:
    actions.vote(by=cast.anna, vote=opened(cast), choice="yes")
    actions.vote(by=cast.anna, vote=opened(cast, how="secret"), choice="yes")
    for name in ("anna", "eva", "olof"):
        with acting_as(reader(cast.people[name])):
            assert not Ballot.objects.exists() and not Urn.objects.exists()
    with acting_as(reader(cast.anna)):
        assert {entry.person_id for entry in RollEntry.objects.all()} == {cast.anna.pk}


def test_few_who_vote_in_secret_are_told_that_others_may_guess(cast: Cast) -> None:
    vote = opened(cast, how="secret")
    assert "Få röstar" in client_of(cast.anna).get(f"/decisions/{vote.decision.key}/").content.decode()


def test_who_has_a_vote_is_written_to_and_reminded(cast: Cast) -> None:
    cast.bo.account.last_login = now()
    cast.bo.account.save()
    vote = opened(cast)
    assert Letter.objects.get(person=cast.bo).subject == "Rösta: Årsavgift"
    assert [one.says for one in rules.votes_waiting(reader(cast.bo))] == ["Rösta: Årsavgift"]
    actions.vote(by=cast.bo, vote=vote, choice="abstain")
    assert rules.votes_waiting(reader(cast.bo)) == []


def test_a_draft_is_read_by_who_decides_and_a_vote_is_led_by_them(cast: Cast) -> None:
    drafted = matter(cast)
    page = f"/decisions/{drafted.key}/"
    assert client_of(cast.eva).get(page).status_code == 200
    assert client_of(cast.anna).get(page).status_code == 404
    actions.appoint(by=None, unit=drafted.unit, person=cast.anna, kind="board")
    assert client_of(cast.anna).get(page).status_code == 200
    actions.open_vote(by=cast.eva, decision=drafted, how="open")
    assert client_of(cast.bo).get(page).status_code == 200
    for verb in ("close/", "change/"):
        assert client_of(cast.bo).post(f"{page}{verb}").status_code == 403
    assert client_of(cast.ida).get(page).status_code == 404


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Each on a connection of its own, all let go at the same moment; what each came to."""
    gate, came_to = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        gate.wait(10)
        try:
            act()
            came_to.append("in")
        except actions.NoVote as no:
            came_to.append(no.why)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(came_to)


@pytest.mark.django_db(transaction=True)
def test_two_votes_in_one_second_are_one_after_the_other() -> None:
    cast = load()
    actions.join(by=cast.eva, unit=cast.units["krets-mitt"], person=cast.ida)
    secret, shared = opened(cast, how="secret"), opened(cast, counted="organisations")

    def votes(person: Person, vote: Vote, choice: str) -> Callable[[], object]:
        return lambda: actions.vote(by=person, vote=vote, choice=choice)

    twice = at_once(votes(cast.anna, secret, "yes"), votes(cast.anna, secret, "no"), votes(cast.bo, secret, "yes"))
    assert twice == ["in", "in", "voted"]
    colleagues = at_once(votes(cast.eva, shared, "yes"), votes(cast.ida, shared, "no"))
    assert colleagues == ["in", "organisation_voted"]
    assert actions.close_vote(by=cast.eva, vote=secret).count.votes == 2
    assert actions.close_vote(by=cast.eva, vote=shared).count.votes == 1
