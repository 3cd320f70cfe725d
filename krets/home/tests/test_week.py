"""My network this week: what waits for whoever runs something, by unit, each with its act, and back again."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.asks.models import Ask, Wave, WriteUp
from krets.db.clock import now
from krets.home import actions, rules
from krets.mail import silence
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.networks.models import Membership, Welcome
from krets.people.models import Account, Person
from krets.tests.cast import Cast, client_of, reader
from krets.tests.counting import counting


@pytest.fixture(autouse=True)
def long_here(cast: Cast) -> None:
    """Nobody of the cast is new, and all of them have signed in."""
    Membership.objects.update(since=now() - timedelta(days=400))
    Account.objects.update(last_login=now())


def page(client: Client, path: str = "/week/") -> str:
    return client.get(path).content.decode()


def an_ask(cast: Cast, title: str = "Hur lagar ni kläder?", days: int = 8, unit: str = "hallbart-inkop") -> Ask:
    ask = asks.post(by=cast.anna, title=title, body="Berätta.", units=[cast.units[unit]])
    Ask.objects.filter(pk=ask.pk).update(posted=now() - timedelta(days=days))
    return ask


def act_in(shown: str, path: str) -> dict[str, str]:
    """What the form sends that stands on the page for this address."""
    found = re.search(rf'<form class="actions" method="post" action="{path}">(.*?)</form>', shown, re.DOTALL)
    assert found is not None, path
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


# It does it


def test_nothing_waits_and_that_is_said_calmly(cast: Cast) -> None:
    assert "Inget väntar den här veckan" in page(client_of(cast.eva))
    assert "Du håller inte i något nätverk" in page(client_of(cast.anna))


def test_an_ask_without_an_answer_for_a_week_waits_and_more_are_asked_in_one_click(cast: Cast) -> None:
    ask, client = an_ask(cast), client_of(cast.eva)
    an_ask(cast, "För ny än", days=6)
    asks.answer(by=cast.bo, ask=an_ask(cast, "Redan besvarad"), body="Så här.")
    shown = page(client)
    assert "Hur lagar ni kläder?" in shown and "Ingen har svarat på en vecka" in shown
    assert "För ny än" not in shown and "Redan besvarad" not in shown
    answer = client.post(f"/asks/{ask.key}/next/", act_in(shown, f"/asks/{ask.key}/next/"))
    assert (answer.status_code, answer["Location"]) == (302, "/week/")
    Wave.objects.create(ask=ask, number=Wave.AT_MOST)
    assert f"/asks/{ask.key}/next/" not in page(client)  # nobody is left to ask


def test_an_answer_that_helped_waits_to_become_a_case(cast: Cast) -> None:
    ask, client = an_ask(cast), client_of(cast.eva)
    answer = asks.answer(by=cast.bo, ask=ask, body="Så här.")
    asks.thank(by=cast.anna, ask=ask, helped=[answer])
    sent = act_in(page(client), f"/asks/{ask.key}/write-up/")
    assert sent["answer"] == answer.key
    assert client.post(f"/asks/{ask.key}/write-up/", sent)["Location"] == "/week/"
    assert WriteUp.objects.get(answer=answer).case.writer == cast.bo
    assert "Inget väntar den här veckan" in page(client)


def test_a_new_member_is_welcomed_once(cast: Cast) -> None:
    networks.join(by=None, unit=cast.units["kategori-it"], person=cast.bo)
    client, path = client_of(cast.ida), f"/units/kategori-it/welcome/{cast.bo.key}/"
    assert client.post(path, act_in(page(client), path))["Location"] == "/week/"
    letter = Letter.objects.get(person=cast.bo, subject="Välkommen till Kategori IT och digitala tjänster")
    assert "Ida Inglund" in letter.text
    assert path not in page(client)
    client.post(path)
    assert Welcome.objects.get().by == cast.ida
    assert Letter.objects.filter(subject=letter.subject).count() == 1


def test_mail_that_comes_back_is_told_by_name_and_not_what_stood_in_it(cast: Cast) -> None:
    Letter.objects.create(
        person=cast.bo, to="bo@bjorkfors.example", language="sv", subject="Hemligt ärende", text="x", html="",
        message_id="<a@b>", reply_token="a", bounced=now(),
    )  # fmt: skip
    shown = page(client_of(cast.eva))
    assert "Bo Björk, Björkfors kommun" in shown and "Mejl dit kommer tillbaka" in shown
    assert "Hemligt" not in shown
    assert "Bo Björk" not in page(client_of(cast.ida))  # of a unit that he is not in


def test_the_most_urgent_unit_comes_first_and_each_has_its_number(cast: Cast) -> None:
    an_ask(cast, "Äldst av alla?", days=30, unit="uppfoljning")
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=cast.ida)
    groups = rules.week(reader(cast.eva))
    assert [(group.unit and group.unit.slug, group.count) for group in groups] == [
        ("uppfoljning", 1), ("hallbart-inkop", 1),
    ]  # fmt: skip


def test_twenty_of_a_unit_are_shown_and_the_rest_is_a_link_away(cast: Cast) -> None:
    for n in range(22):
        an_ask(cast, f"Fråga nummer {n:02}?")
    client = client_of(cast.eva)
    shown = page(client)
    assert len(set(re.findall(r"Fråga nummer \d\d", shown))) == 20
    rest = page(client, "/week/?unit=hallbart-inkop&page=2")
    assert len(set(re.findall(r"Fråga nummer \d\d", rest))) == 2
    assert "/week/?unit=hallbart-inkop" in shown


def test_an_application_to_found_and_a_vote_wait_in_the_unit_that_takes_them(cast: Cast) -> None:
    association = cast.units["kretsens-inkopare"]
    founding = networks.propose(
        by=cast.ida, association=association, name="Krets Svea", purpose="Mötas.", letter="Vi."
    )
    for who in (cast.anna, cast.bo, cast.david):
        networks.sign(by=who, signature=networks.ask_to_sign(
            by=cast.ida, founding=founding, email=who.account.email, name=who.name, organisation=None,
        ))  # fmt: skip
    assert "Skicka in: Krets Svea" in page(client_of(cast.ida))
    networks.send_in(by=cast.ida, founding=founding)
    matter = networks.draft_decision(by=cast.eva, unit=cast.units["krets-mitt"], matter="Årsavgift")
    networks.open_vote(by=cast.eva, decision=matter, how="open")
    told = {
        row["kind"]: (one["unit"]["key"], row["url"])
        for one in Caller(cast.eva).get("/week")["items"]
        for row in one["rows"]
    }
    assert told["founding"] == ("kretsens-inkopare", f"http://localhost:8000/foundings/{founding.key}/?back=week")
    assert told["vote"] == ("krets-mitt", f"http://localhost:8000/decisions/{matter.key}/?back=week")
    client = client_of(cast.eva)
    shown = page(client)
    assert "Krets Svea" in shown and "Rösta: Årsavgift" in shown
    client.get(f"/decisions/{matter.key}/?back=week")
    client.post(f"/decisions/{matter.key}/vote/", {"choice": "yes"})
    assert "Rösta: Årsavgift" not in page(client)
    assert "Rösta: Årsavgift" not in page(client_of(cast.ida)) and "Krets Svea" not in page(client_of(cast.nora))


# Coming back


def test_whoever_came_from_the_week_is_led_back_and_nobody_else(cast: Cast) -> None:
    client = client_of(cast.eva)
    sent = {"name": "Nils Ny", "email": "nils@bjorkfors.example", "language": "sv"}
    assert client.post("/units/hallbart-inkop/invite/", sent)["Location"] == "/units/hallbart-inkop/invite/"
    client.get("/units/hallbart-inkop/invite/?back=week")
    sent["email"] = "nora@bjorkfors.example"
    assert client.post("/units/hallbart-inkop/invite/", sent)["Location"] == "/week/"
    assert (
        client.post("/language/", {"language": "fi", "back": "https://elsewhere.example"})["Location"] != "/week/"
    )
    assert Client().post("/language/", {"language": "fi", "back": "week"})["Location"] != "/week/"


# The API, and who may not


def test_the_api_tells_the_same(cast: Cast) -> None:
    ask = an_ask(cast)
    told = Caller(cast.eva).get("/week")
    assert [(one["unit"]["key"], one["count"]) for one in told["items"]] == [("hallbart-inkop", 1)]
    row = told["items"][0]["rows"][0]
    assert (row["kind"], row["title"]) == ("ask", "Hur lagar ni kläder?")
    assert row["act"] == {"label": "Fråga några till", "url": f"http://localhost:8000/asks/{ask.key}/next/"}
    assert Caller(cast.anna).get("/week")["items"] == []


def test_a_secretariat_sees_who_is_new_and_nothing_that_is_shared(cast: Cast) -> None:
    networks.appoint(by=None, unit=cast.units["hallbart-inkop"], person=cast.hanna, kind="secretariat")
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=cast.ida)
    ask = an_ask(cast)
    client = client_of(cast.hanna)
    shown = page(client)
    assert "Ida Inglund" in shown
    assert ask.title not in shown and ask.key not in shown
    assert client.post(f"/units/hallbart-inkop/welcome/{cast.ida.key}/").status_code == 302


def test_only_who_runs_a_unit_calls_more_invites_writers_and_welcomes(cast: Cast) -> None:
    ask = an_ask(cast)
    answer = asks.answer(by=cast.bo, ask=ask, body="Så här.")
    david = client_of(cast.david)
    assert david.post(f"/asks/{ask.key}/next/").status_code == 403
    assert david.post(f"/asks/{ask.key}/write-up/", {"answer": answer.key}).status_code == 403
    assert client_of(cast.eva).post(f"/asks/{ask.key}/write-up/", {"answer": "ask"}).status_code == 403
    assert david.post(f"/units/hallbart-inkop/welcome/{cast.bo.key}/").status_code == 403
    assert client_of(cast.eva).post("/units/hallbart-inkop/welcome/aaaaaaaaaaaa/").status_code == 404
    assert client_of(cast.anna).get("/week/?unit=hallbart-inkop").status_code == 404


# How much it costs


@pytest.mark.parametrize("path", ["/start/", "/help/", "/cases/"])
def test_the_link_in_the_menu_costs_no_query_and_is_for_whoever_runs_something(cast: Cast, path: str) -> None:
    def opened(client: Client) -> tuple[int, bool]:
        client.get(path)
        with counting() as queries:
            shown = client.get(path).content.decode()
        return len(queries), 'href="/week/"' in shown

    hanna = client_of(cast.hanna)
    before = opened(hanna)
    networks.appoint(by=None, unit=cast.units["hyvinvointialueet"], person=cast.hanna, kind="mentor")
    assert opened(hanna) == before == (before[0], False)
    networks.appoint(by=None, unit=cast.units["hyvinvointialueet"], person=cast.hanna, kind="contact")
    networks.appoint(by=None, unit=cast.units["hyvinvointialueet"], person=cast.hanna, kind="lead")
    assert opened(hanna) == (before[0], True)


# The letter


def test_on_monday_morning_one_letter_says_how_much_waits_and_names_nothing(cast: Cast) -> None:
    an_ask(cast)
    eva = Person.objects.get(pk=cast.eva.pk)
    actions.tell_week(person=eva)
    actions.tell_week(person=eva)
    letter = Letter.objects.get(person=cast.eva, kind="week")
    assert letter.subject == "1 sak väntar i dina nätverk den här veckan"
    assert "Efterlysningar som ingen har svarat på på en vecka: 1" in letter.text
    assert "Hur lagar ni kläder" not in letter.text + letter.html
    assert "/week/" in letter.text


def test_nothing_is_written_when_nothing_waits_or_when_it_was_said_no_to(cast: Cast) -> None:
    eva = Person.objects.get(pk=cast.eva.pk)
    actions.tell_week(person=eva)
    silence.hush(eva.account.email, "week")
    an_ask(cast)
    actions.tell_week(person=eva)
    assert not Letter.objects.filter(kind="week").exists()


@pytest.mark.parametrize(
    ("moment", "told"), [("2026-11-23T07:30", True), ("2026-11-23T13:00", False), ("2026-11-24T07:30", False)]
)
def test_it_is_queued_for_whoever_runs_something_on_mondays_only(
    cast: Cast, monkeypatch: Any, moment: str, told: bool
) -> None:
    at = timezone.make_aware(datetime.fromisoformat(moment))
    monkeypatch.setattr("krets.home.actions.week.now", lambda: at)
    leading = Membership.objects.filter(role=Membership.Role.COORDINATOR, ended=None).values("person").distinct()
    assert actions.begin_week() == (leading.count() if told else 0)


def test_many_newcomers_stand_in_one_row_and_are_welcomed_at_once(cast: Cast) -> None:
    unit, client, path = cast.units["kategori-it"], client_of(cast.ida), "/units/kategori-it/welcome/"
    for one in (cast.bo, cast.cilla, cast.juha, cast.hanna):
        networks.join(by=None, unit=unit, person=one)
    shown = page(client)
    assert "och 1 till" in shown and f"{path}{cast.bo.key}/" not in shown
    assert client_of(cast.anna).post(path).status_code == 403
    assert client.post(path, act_in(shown, path))["Location"] == "/week/"
    assert Welcome.objects.filter(unit=unit).count() == 4
    assert Letter.objects.filter(subject__contains="Kategori IT").count() == 4
    assert "Inget väntar den här veckan" in page(client)


def test_whoever_runs_nothing_sees_what_waits_for_them_alone(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    drafted = networks.draft_decision(by=cast.eva, unit=unit, matter="Årsavgift", proposal="Noll kronor.")
    networks.open_vote(by=cast.eva, decision=drafted, how="open")
    shown = page(client_of(cast.anna))
    assert "Årsavgift" in shown and f"/decisions/{drafted.key}/?back=week" in shown
