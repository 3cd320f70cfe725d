"""Somebody is erased: nothing leads to them any more, and what others built on stays."""

import json
import sys
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.db import connection
from django.test import Client

from krets.asks import actions as asks
from krets.asks.models import Answer, AnswerWriter, Ask, AskWriter, Suggestion
from krets.cases import actions as cases
from krets.cases.models import Case
from krets.cases.tests.filled import filled, published
from krets.db.clock import now
from krets.files import actions as files
from krets.home import actions, rules
from krets.mail.models import Incoming, Letter, Silence
from krets.networks.commands import units
from krets.networks.models import Membership
from krets.people import actions as people
from krets.people.models import Account, Person
from krets.people.tests.test_sign_in import sign_in
from krets.records.models import Removal
from krets.records.rules import NoDecision
from krets.search import query
from krets.tests.cast import PASSWORD, Cast, client_of, reader
from krets.tests.searching import CatchUp

NAME, EMAIL, PHONE = "Quirina Zubrowski", "quirina@grankoping.example", "+46 70 555 44 33"
WORDS = (NAME, EMAIL, PHONE, "quirina", "zubrowski")
# Where the words of somebody erased may still stand, and why.
STAYS = {
    "asks_answer.body": "what others wrote in their own words is theirs",
    "search_document.body": "the same, as it is found",
    "cases_document.assessed_by": "who judged a supplier's document is the authority's own note, like minutes",
}


@pytest.fixture
def quirina(cast: Cast) -> Person:
    """She has done everything that leaves something."""
    Account.objects.update(last_login=now())
    unit, bo = cast.units["hallbart-inkop"], cast.bo
    one = people.register(
        by=None, name=NAME, email=EMAIL, organisation=cast.organisations["grankoping"], language="sv",
        password=PASSWORD,
    )  # fmt: skip
    Account.objects.filter(email=EMAIL).update(last_login=now())
    one = Person.objects.select_related("account", "organisation").get(pk=one.pk)
    Membership.objects.create(unit=unit, person=one, role=Membership.Role.COORDINATOR)
    people.update_profile(
        by=one, person=one, name=NAME, title="Upphandlare", languages=["sv"],
        fields={"phone": (PHONE, "public"), "experience": (f"Ring {NAME}", "public")},
    )  # fmt: skip
    named = asks.post(by=one, title="Namngiven fråga", body=f"Hälsningar {NAME}, {PHONE}", units=[unit])
    given = asks.answer(by=bo, ask=named, body="Så här gjorde vi.")
    asks.thank(by=one, ask=named, helped=[given])
    asks.post(by=one, title="Dold fråga", body=f"Mejla {EMAIL.upper()}", units=[unit], unnamed=True)
    other = asks.post(by=bo, title="Bos fråga", body="Vem vet?", units=[unit])
    mine = asks.answer(
        by=one, ask=other, body=f"Vi vet. {NAME}", files=[files.keep(name="mall.txt", content=b"mall")]
    )
    asks.answer(by=one, ask=other, body=f"Utan namn, men {PHONE}.", unnamed=True)
    asks.answer(by=bo, ask=other, body=f"Tack {NAME}!")
    asks.thank(by=bo, ask=other, helped=[mine])
    suggestion = Suggestion.objects.create(ask=other, person=one, wave=1)
    asks.pass_on(by=one, suggestion=suggestion, to=cast.eva)
    asks.ask_instead(suggestion=suggestion, to=cast.eva)
    published(one, title="Namngivet fall", advice=f"Fråga {NAME}.", contact=EMAIL)
    published(one, title="Dolt fall", unnamed=True)
    filled(one, title=f"Utkast av {NAME}")
    cases.withdraw(by=one, case=published(bo, audience="units", units=[unit]), why=f"Hör av dig till {NAME}")
    cases.reuse(by=one, case=published(bo), adapted=f"{NAME} anpassade.", result="Bra.")
    asks.draft(by=one, typed={"title": [NAME]})
    asks.draft_answer(by=one, ask=other, typed={"body": [NAME]})
    people.create_token(by=one, account=one.account, name=NAME, scopes=["read"], expires=now() + timedelta(days=9))
    Incoming.objects.create(digest="x", sender=EMAIL, recipient="reply+x@krets", raw=f"From: {NAME}".encode())
    Silence.objects.create(email=EMAIL, why="asked")
    EmailAddress.objects.create(user=one.account, email=EMAIL)
    Authenticator.objects.create(user=one.account, type="totp", data={"secret": "x"})
    client_of(one).get("/start/")
    people.appoint_registrar(by="olof", person=one, organisation=cast.organisations["grankoping"])
    Letter.objects.filter(person=one).update(sent=None)
    return one


def erase(one: Person, **more: Any) -> None:
    actions.erase(by=Person.objects.select_related("organisation").get(pk=one.pk), leave_units=True, **more)


def found_in_the_database() -> dict[str, set[str]]:
    """Every column of every table that holds text, or what may hold text: which of the words stand in it."""
    wanted = """
        select table_name, column_name, data_type from information_schema.columns join information_schema.tables
        using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE'
        and (data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea'))
    """
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(wanted)
        for table, column, kind in cursor.fetchall():
            text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            for word in WORDS:
                cursor.execute(f'select count(*) from "{table}" where {text} ilike %s', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.setdefault(f"{table}.{column}", set()).add(word)
    return found


def test_the_scan_sees_what_there_is_before(quirina: Person) -> None:
    before = found_in_the_database()
    assert {"people_person.name", "people_account.email", "mail_letter.text", "asks_ask.body"} <= set(before)
    assert {"mail_incoming.sender", "cases_case.contact", "people_profilefield.text"} <= set(before)


def test_no_table_holds_name_address_or_telephone_after(quirina: Person) -> None:
    erase(quirina)
    after = found_in_the_database()
    assert set(after) - set(STAYS) == set(), {name: after[name] for name in set(after) - set(STAYS)}


def test_the_index_finds_nothing(quirina: Person, cast: Cast, searching: CatchUp) -> None:
    erase(quirina)
    searching()
    for word in ("Quirina", "Zubrowski", f'"{PHONE}"'):
        hits = query.find(word, reader=reader(cast.bo)).hits
        assert [hit.title for hit in hits if hit.kind != "answer" and "Bos" not in hit.title] == []


def test_what_was_named_is_a_former_members_and_what_was_not_is_nobodys(quirina: Person, cast: Cast) -> None:
    erase(quirina)
    named, hidden = Ask.objects.get(title="Namngiven fråga"), Ask.objects.get(title="Dold fråga")
    page = client_of(cast.bo).get(f"/asks/{named.key}/").content.decode()
    assert "Tidigare medlem" in page and "Granköpings kommun" in page and "[…]" in page
    assert hidden.unnamed and not AskWriter.objects.exists() and not AnswerWriter.objects.exists()
    page = client_of(cast.bo).get(f"/asks/{hidden.key}/").content.decode()
    assert "Tidigare medlem" not in page and not hidden.is_open
    case = Case.objects.get(title="Namngivet fall")
    page = client_of(cast.bo).get(f"/cases/{case.key}/").content.decode()
    assert "Tidigare medlem" in page and "[…]" in page and case.contact == ""
    assert Case.objects.get(title="Dolt fall").unnamed
    assert not Case.objects.filter(title__startswith="Utkast").exists()


def test_letters_that_wait_for_her_are_dropped_and_those_of_others_are_not(quirina: Person, cast: Cast) -> None:
    others = Letter.objects.exclude(to=EMAIL).count()
    assert Letter.objects.filter(to=EMAIL).exists()
    erase(quirina)
    assert not Letter.objects.filter(to=EMAIL).exists()
    assert Letter.objects.count() >= others


def test_what_she_chooses_goes_wholly_but_not_what_others_hold_on_to(quirina: Person, cast: Cast) -> None:
    own = {item.key for item in rules.removable(quirina)}
    thanked = Answer.objects.get(body__startswith="Vi vet")
    assert thanked.key not in own
    erase(quirina, take_away=[*own, thanked.key])
    assert Answer.objects.filter(pk=thanked.pk).exists()
    assert not Answer.objects.filter(body__startswith="Utan namn").exists()
    assert not Ask.objects.filter(title="Dold fråga").exists(), "nobody had answered it"
    emptied = Ask.objects.get(pk=Answer.objects.get(body="Så här gjorde vi.").ask_id)
    assert (emptied.title, emptied.body) == ("–", "")
    ask = Ask.objects.get(title="Bos fråga")
    assert ask.answer_count == ask.answers.count()
    assert Removal.objects.get(kind="contributions").count == len(own) + 1


def test_the_last_coordinator_is_told_and_the_operator_hears(cast: Cast) -> None:
    Account.objects.update(last_login=now())
    with pytest.raises(actions.LeftAlone, match="Hållbart inköp"):
        actions.erase(by=cast.eva)
    assert Person.objects.filter(pk=cast.eva.pk).exists()
    actions.erase(by=cast.eva, leave_units=True)
    assert Letter.objects.filter(person=cast.olof, subject__contains="Hållbart inköp").count() == 1


def test_a_letter_does_not_name_to_the_operator_what_is_not_public(cast: Cast) -> None:
    Account.objects.update(last_login=now())
    actions.erase(by=cast.nora, leave_units=True)
    letter = Letter.objects.get(person=cast.olof)
    assert "Supply" not in f"{letter.subject} {letter.text} {letter.html}"
    assert "security-of-supply" not in f"{letter.text} {letter.html}"
    listed = CliRunner().invoke(units, ["--alone", "--json"], catch_exceptions=False)
    assert "security-of-supply" in [row["slug"] for row in json.loads(listed.output)]


def test_an_authority_erases_by_its_decision_only(quirina: Person, settings: Any) -> None:
    settings.RUN_BY_AUTHORITY = True
    with pytest.raises(NoDecision):
        erase(quirina)
    assert Person.objects.filter(pk=quirina.pk).exists()
    client = Client()
    sign_in(client, EMAIL)
    assert 'name="word"' not in client.get("/my-data/erase/").content.decode()


def test_all_of_it_or_nothing(quirina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found_in_the_database()

    def die(**more: Any) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(sys.modules["krets.home.actions.erase"], "let_go", die)
    with pytest.raises(RuntimeError):
        erase(quirina)
    assert found_in_the_database() == before


def test_the_page_asks_to_sign_in_anew_and_for_the_word(quirina: Person) -> None:
    client = client_of(quirina)
    asked = client.get("/my-data/erase/")
    assert asked["Location"].startswith("/account/again/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get("/my-data/erase/").content.decode()
    assert "Granköpings kommun" in page and "Namngiven fråga" in page and 'name="word"' in page
    assert client.post("/my-data/erase/", {"word": "ja"}).status_code == 200
    assert Person.objects.filter(pk=quirina.pk).exists()
    done = client.post("/my-data/erase/", {"word": "Radera"})
    assert "Du är raderad" in done.content.decode()
    assert not Person.objects.filter(pk=quirina.pk).exists()
    assert client.get("/start/").status_code == 302
    assert not Account.objects.filter(email=EMAIL).exists()


def test_where_each_thing_is_corrected_stands_beside_it(cast: Cast) -> None:
    asks.post(by=cast.anna, title="En fråga", body="Vad?", units=[cast.units["hallbart-inkop"]])
    page = client_of(cast.anna).get("/my-data/").content.decode()
    assert 'href="/profile/"' in page and 'href="/profile/sign-in/"' in page and "mailto:" in page
