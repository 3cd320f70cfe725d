"""A few people are asked to help, with the reason said, and nobody too often."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext
from procrastinate.contrib.django.models import ProcrastinateJob

from krets.asks import actions, matching, rules
from krets.asks.models import Ask, Suggestion, Wave
from krets.asks.tests.an_ask import TITLE, a_hit, answered, everybody_has_signed_in, letters, posted, strip
from krets.db import clock
from krets.engines.routing import Candidate
from krets.engines.routing import Problem as Routing
from krets.engines.text.snippet import Piece
from krets.networks.models import Check, Phase
from krets.people.models import Account, Availability, Person, Purchase
from krets.search import query
from krets.tests.cast import Cast, client_of, reader


@pytest.fixture(autouse=True)
def nothing_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """One wave in ten draws a person by lot; here only the likeliest are asked."""
    monkeypatch.setattr(matching, "Problem", lambda **parts: Routing(**parts, exploration=0.0))


@pytest.fixture
def asked_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Everybody has signed in; Cilla, Bo and David answered something alike, Sven wrote about himself."""
    everybody_has_signed_in(cast)
    earlier = posted(cast, by="eva", title="Lönar sig en avtalscontroller?")
    hits = [
        a_hit(answered(cast, earlier, by="cilla"), "answer", cast.cilla.key, 0.9),
        a_hit(answered(cast, earlier, by="david"), "answer", cast.david.key, 0.8),
        a_hit(answered(cast, earlier, by="sven"), "answer", cast.sven.key, 0.5),
        a_hit(answered(cast, earlier, by="bo", unnamed=True), "answer", "", 1.0),
    ]
    found(monkeypatch, hits)
    return earlier


def found(monkeypatch: pytest.MonkeyPatch, hits: list[Any]) -> None:
    def evidence(text: str, *, exclude: list[str], **_: Any) -> list[Any]:
        return [one for one in hits if one.key not in exclude]

    monkeypatch.setattr(query, "evidence", evidence)


def asked(ask: Ask) -> list[Person]:
    return [one.person for one in ask.suggestions.select_related("person")]


def test_who_answered_something_alike_is_asked_and_told_why(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    actions.suggest(ask=ask, wave=1)
    assert set(asked(ask)) == {cast.cilla, cast.david, cast.sven}
    letter = letters(cast.cilla, "suggestion").get()
    assert letter.subject == f"Kan du hjälpa? {TITLE}" and letter.about == f"ask:{ask.key}"
    assert "därför att du svarade på ”Lönar sig en avtalscontroller?”" in letter.text
    assert letter.text.index("Svara på det här mejlet") < letter.text.index(ask.body)
    suggestion = Suggestion.objects.get(person=cast.cilla)
    assert 0 < suggestion.score < suggestion.likely < 1 and suggestion.propensity == 1
    assert Wave.objects.get(ask=ask).rule == matching.RULE


def test_an_unnamed_answer_is_no_evidence(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    actions.suggest(ask=ask)
    assert cast.bo not in asked(ask)
    unnamed = asked_before.answers.get(writer=None)
    assert not [one for one in ask.suggestions.all() if unnamed.key in str(one.reasons)]


def test_an_answer_is_as_alike_as_what_it_answers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_has_signed_in(cast)
    earlier = posted(cast, by="eva", title="Lönar sig en avtalscontroller?")
    answered(cast, earlier, by="sven", body="Ja.")
    found(monkeypatch, [a_hit(earlier, "ask", "", 0.8)])
    ask = posted(cast)
    actions.suggest(ask=ask)
    assert ask.suggestions.get(person=cast.sven).reasons[0]["words"] == earlier.title


def test_a_profile_is_told_by_the_words_that_fit_but_not_by_the_employer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_has_signed_in(cast)
    pieces = [Piece("Björkfors ", hit=False), Piece("kommun", hit=True), Piece("avtalstrohet", hit=True)]
    found(monkeypatch, [replace(a_hit(cast.bo, "person"), snippet=pieces)])
    actions.suggest(ask=posted(cast))
    assert "din profil nämner avtalstrohet." in letters(cast.bo, "suggestion").get().text


def test_a_job_that_runs_twice_asks_once(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    for _ in range(2):
        actions.suggest(ask=ask, wave=1)
    assert ask.suggestions.count() == 3 and ask.waves.count() == 1


def test_what_the_organisation_has_bought_is_a_reason(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_has_signed_in(cast)
    found(monkeypatch, [])
    Purchase.objects.create(
        organisation=cast.organisations["bjorkfors"], notice="1-2021", cpv=["15500000"],
        title="Skolmat och mejeriprodukter", published=clock.today() - timedelta(days=400),
    )  # fmt: skip
    ask = posted(cast, title="Skolmat från små producenter", cpv=["155"])
    actions.suggest(ask=ask)
    suggestion = ask.suggestions.get(person=cast.bo)
    assert "ni har köpt Skolmat och mejeriprodukter" in letters(cast.bo, "suggestion").get().text
    assert rules.reasons_for(reader(cast.anna), [suggestion])[suggestion.pk].startswith("har köpt Skolmat")


def test_where_nobody_has_left_a_trace_colleagues_are_asked_in_turn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_has_signed_in(cast)
    found(monkeypatch, [])
    ask = posted(cast)
    actions.suggest(ask=ask)
    assert ask.suggestions.count() == 3
    assert "du är med i samma nätverk" in letters(asked(ask)[0], "suggestion").get().text


def test_neither_the_asker_nor_her_colleagues_are_asked(cast: Cast, asked_before: Ask) -> None:
    Person.objects.filter(pk=cast.cilla.pk).update(organisation=cast.anna.organisation)
    ask = posted(cast)
    assert not rules.candidates(ask).filter(pk__in=[cast.anna.pk, cast.cilla.pk]).exists()
    ask.own_organisation_too = True
    assert rules.candidates(ask).filter(pk=cast.cilla.pk).exists()
    hidden = posted(cast, unnamed=True)
    assert not rules.candidates(hidden).filter(pk__in=[cast.anna.pk, cast.cilla.pk]).exists()


def test_nobody_is_asked_who_may_not_read_it_or_has_never_signed_in(cast: Cast, asked_before: Ask) -> None:
    Account.objects.filter(person=cast.cilla).update(last_login=None)
    candidates = set(rules.candidates(posted(cast)))
    assert candidates == {cast.bo, cast.david, cast.eva, cast.viveka, cast.sven}


def test_nobody_is_asked_before_the_day_they_named(cast: Cast, asked_before: Ask) -> None:
    Availability.objects.filter(person=cast.cilla).update(not_before=clock.today() + timedelta(days=3))
    ask = posted(cast)
    assert cast.cilla not in rules.candidates(ask)
    with clock.shifted(timedelta(days=3)):
        assert cast.cilla in rules.candidates(ask)


def test_nobody_is_asked_more_often_than_they_accept_in_a_month(cast: Cast, asked_before: Ask) -> None:
    Availability.objects.filter(person=cast.cilla).update(monthly_requests=1)
    first, second = posted(cast), posted(cast)
    actions.suggest(ask=first)
    actions.suggest(ask=second)
    assert cast.cilla in asked(first) and cast.cilla not in asked(second)
    with clock.shifted(timedelta(days=29)):
        third = posted(cast)
        actions.suggest(ask=third)
    assert cast.cilla in asked(third)


def test_a_full_network_is_noted_and_asked_again_later(cast: Cast, asked_before: Ask) -> None:
    Availability.objects.update(monthly_requests=0)
    ask = posted(cast)
    assert actions.suggest(ask=ask) == []
    assert Wave.objects.get(ask=ask).full
    letter = letters(cast.anna, "full").get()
    assert "Nätverket är fullt" in letter.text and f"/asks/{ask.key}/" in letter.text
    Availability.objects.update(monthly_requests=4)
    with clock.shifted(Wave.WAIT + timedelta(minutes=1)):
        actions.suggest_due()
    assert ask.suggestions.count() == 3 and not Wave.objects.get(ask=ask).full


def test_the_next_wave_comes_after_a_wait_and_after_three_it_ends(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    actions.suggest(ask=ask, wave=1)
    actions.suggest_due()
    assert ask.suggestions.count() == 3
    seen = []
    for wait in range(1, 6):
        with clock.shifted(wait * (Wave.WAIT + timedelta(minutes=1))):
            actions.suggest_due()
        seen.append(ask.suggestions.count())
    assert seen == sorted(seen) and seen[-1] == rules.candidates(ask).count() + seen[-1] == 6


def test_an_ask_that_was_answered_closed_or_imported_waits_for_nobody(cast: Cast, asked_before: Ask) -> None:
    open_, closed, imported = posted(cast), posted(cast), posted(cast)
    actions.suggest(ask=open_)
    actions.suggest(ask=closed)
    answered(cast, open_)
    actions.close(by=cast.anna, ask=closed)
    before = Suggestion.objects.count()
    with clock.shifted(timedelta(days=3)):
        assert actions.suggest_due() == 0
    assert Suggestion.objects.count() == before and not imported.suggestions.exists()


def test_the_asker_need_not_wait(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    actions.suggest(ask=ask, wave=1)
    client_of(cast.anna).post(f"/asks/{ask.key}/next/")
    job = ProcrastinateJob.objects.filter(task_name="asks.suggest").latest("id")
    assert job.args == {"ask": ask.key, "wave": 2, "on_demand": True}
    actions.suggest(**{**job.args, "ask": ask})
    assert ask.waves.count() == 2 and ask.suggestions.count() == 6


def test_before_the_award_a_letter_tells_title_and_links_only(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast, check=Check(Phase.PREPARATION, awarded=False), body="Vi planerar att köpa städning.")
    actions.suggest(ask=ask)
    letter = letters(cast.cilla, "suggestion").get()
    assert TITLE in letter.text and f"/asks/{ask.key}/" in letter.text
    for part in (letter.text, letter.html):
        assert not [word for word in ("städning", "Anna", "Granköping", "avtalscontroller") if word in part]


def test_a_letter_about_an_unnamed_ask_names_nobody(cast: Cast, asked_before: Ask) -> None:
    actions.suggest(ask=posted(cast, unnamed=True))
    letter = letters(cast.cilla, "suggestion").get()
    assert not [word for word in ("Anna", "Granlund", "Granköping") if word in letter.text + letter.html]
    assert "Sverige" in letter.text


def test_the_asker_hears_only_reasons_she_could_read_herself(cast: Cast, asked_before: Ask) -> None:
    elsewhere = posted(cast, by="ida", unit="kategori-it", title="Licenser för kontorsprogram")
    hidden = {"source": "answer", "key": answered(cast, elsewhere, by="david").key, "words": elsewhere.title}
    ask = posted(cast)
    suggestion = Suggestion.objects.create(ask=ask, person=cast.david, wave=1, reasons=[hidden])
    assert rules.reasons_for(reader(cast.anna), [suggestion])[suggestion.pk] == "liknande erfarenhet"
    assert "Licenser" not in client_of(cast.anna).get(f"/asks/{ask.key}/").content.decode()
    assert "Licenser" in suggestion.because


def test_choosing_takes_the_same_queries_however_many_could_be_asked(cast: Cast, asked_before: Ask) -> None:
    def queries() -> int:
        ask = posted(cast)
        with CaptureQueriesContext(connection) as seen:
            matching.choose(ask, 3, 1)
        return len(seen)

    queries()  # the ledger is made once, and then hears what is new
    before = queries()
    for number in range(30):
        other = Person.objects.create(name=f"Person {number}", organisation=cast.organisations["sjohamn"])
        Account.objects.create(email=f"p{number}@x.example", person=other, last_login=clock.now())
        Availability.objects.create(person=other)
        cast.units["hallbart-inkop"].memberships.create(person=other)
    assert queries() == before


def test_the_engine_is_given_load_and_budget(
    cast: Cast, asked_before: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Candidate] = []

    def problem(**parts: Any) -> Routing:
        given.extend(parts["candidates"])
        return Routing(**parts)

    monkeypatch.setattr(matching, "Problem", problem)
    Availability.objects.filter(person=cast.cilla).update(monthly_requests=7)
    Suggestion.objects.create(ask=asked_before, person=cast.cilla, wave=1)
    matching.choose(posted(cast), 3, 1)
    cilla = next(one for one in given if one.person == cast.cilla.key)
    assert (cilla.load, cilla.budget) == (1, 7)


def test_who_was_asked_sees_it_on_the_start_page_until_it_is_answered(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast)
    actions.suggest(ask=ask)
    waiting = rules.waiting_for(reader(cast.cilla))
    assert [(one.kind, one.key) for one in waiting] == [("answer", ask.key)]
    assert waiting[0].because == gettext("you have answered something like it")
    answered(cast, ask, unnamed=True)
    assert rules.waiting_for(reader(cast.cilla)) == []
    assert strip(waiting[0].title) == TITLE
