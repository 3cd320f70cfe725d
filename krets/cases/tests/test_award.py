"""A case published before its award: its writer is asked when the day comes that she expected."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from krets.api.tests.calling import Caller, faults
from krets.cases import actions, jobs, rules
from krets.cases.models import AwardAsked, Case
from krets.cases.tests.filled import EARLY, filled
from krets.cases.tests.test_review import signs_in
from krets.db import clock
from krets.mail.models import Letter
from krets.people.models import Organisation, Person
from krets.tests.cast import Cast, client_of, reader

SOON = timedelta(days=30)


def early(by: Person, **more: Any) -> Case:
    case = filled(by, outcome="", phase="preparation", what_went_wrong="", why="")
    given = {"audience": "buyers", "award_expected": clock.today() + SOON, "check": EARLY} | more
    actions.publish(by=by, case=case, **given)
    return case


def start(cast: Cast, who: str) -> str:
    return client_of(cast.people[who]).get("/start/").content.decode()


@pytest.mark.parametrize(
    ("country", "days", "asks"), [("SE", 10, "tilldelningsbeslut"), ("FI", 14, "upphandlingsbeslutet")]
)
def test_by_itself_it_asks_again_after_the_standstill_of_the_country(
    cast: Cast, country: str, days: int, asks: str
) -> None:
    case = early(cast.anna)
    Organisation.objects.update(country=country)
    with clock.shifted(SOON):
        page = client_of(cast.anna).get(reverse("award", args=[case.key])).content.decode()
        again = clock.today() + timedelta(days=days)
    assert f'value="{again.isoformat()}"' in page and asks in page


@pytest.mark.parametrize("unnamed", [False, True])
def test_on_that_day_the_writer_is_asked_once_and_it_waits_for_her(cast: Cast, unnamed: bool) -> None:
    signs_in(cast.anna)
    case = early(cast.anna, unnamed=unnamed)
    page = reverse("award", args=[case.key])
    jobs.ask_awards()
    assert not AwardAsked.objects.exists() and page not in start(cast, "anna")
    with clock.shifted(SOON):
        jobs.ask_awards()
        jobs.ask_awards()
        assert page in start(cast, "anna") and page not in start(cast, "bo")
    letter = Letter.objects.get(to="anna@grankoping.example")
    assert page in letter.text and case.title in letter.subject
    assert case.summary not in letter.text


def test_the_day_publishes_nothing_and_neither_does_the_answer(cast: Cast) -> None:
    case = early(cast.anna)
    with clock.shifted(SOON):
        jobs.ask_awards()
        told = client_of(cast.anna).post(
            reverse("award", args=[case.key]), {"decided": "yes", "award_date": f"{clock.today()}"}
        )
        assert told["Location"] == reverse("save_part", args=[case.key, "course"])
        case = Case.objects.get(pk=case.pk)
        assert case.before_award and case.award_date is None
        assert "väntar på tilldelning" in client_of(cast.bo).get(f"/cases/{case.key}/").content.decode()
        assert reverse("award", args=[case.key]) not in start(cast, "anna")


def test_once_it_is_decided_how_it_went_can_be_filled_in_and_published(cast: Cast) -> None:
    case = early(cast.anna)
    client, course = client_of(cast.anna), reverse("save_part", args=[case.key, "course"])
    assert 'name="outcome"' not in client.get(course).content.decode()
    actions.award(by=cast.anna, case=case, decided=True, on=date(2026, 3, 2))
    assert 'name="outcome"' in client.get(course).content.decode()
    actions.save(by=cast.anna, case=case, outcome="worked_well")
    gate = client.get(reverse("publish", args=[case.key])).context["form"]
    assert (gate["phase"].value(), gate["awarded"].value()) == ("award", "yes")
    given = {"audience": "buyers", "phase": "award", "awarded": "yes", "award_date": "2026-03-02"}
    client.post(reverse("publish", args=[case.key]), given | {"supplier_secrets": "no", "confirmed": "on"})
    case = Case.objects.get(pk=case.pk)
    assert (case.outcome, case.before_award, case.award_expected) == ("worked_well", False, None)


def test_not_yet_means_that_we_ask_again_on_another_day_or_never(cast: Cast) -> None:
    case = early(cast.anna)
    with clock.shifted(SOON):
        jobs.ask_awards()
        later = {"decided": "no", "award_expected": f"{clock.today() + SOON}"}
        client_of(cast.anna).post(reverse("award", args=[case.key]), later)
        assert rules.waiting(reader(cast.anna), 5) == []
    with clock.shifted(2 * SOON):
        jobs.ask_awards()
        assert [one.pk for one in rules.waiting(reader(cast.anna), 5)] == [case.pk]
        client_of(cast.anna).post(reverse("award", args=[case.key]), {"decided": "no"})
        assert rules.waiting(reader(cast.anna), 5) == []
    assert AwardAsked.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "decided"),
        ({"decided": "yes"}, "award_date"),
        ({"decided": "yes", "award_date": "2999-01-01"}, "award_date"),
        ({"decided": "no", "award_expected": "2001-01-01"}, "award_expected"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(cast: Cast, given: dict[str, str], field: str) -> None:
    case = early(cast.anna)
    answer = client_of(cast.anna).post(reverse("award", args=[case.key]), given)
    assert set(answer.context["form"].errors) == {field}


def test_the_day_is_asked_for_on_the_page_where_one_publishes(cast: Cast) -> None:
    case = filled(cast.anna, outcome="", phase="preparation", what_went_wrong="", why="")
    given = {"audience": "buyers", "phase": "preparation", "awarded": "no", "supplier_secrets": "no"}
    client, page = client_of(cast.anna), reverse("publish", args=[case.key])
    late = client.post(page, given | {"award_expected": "2001-01-01"})
    assert set(late.context["form"].errors) == {"award_expected"}
    expected = clock.today() + SOON
    client.post(page, given | {"award_expected": f"{expected}", "confirmed": "on"})
    assert Case.objects.get(pk=case.pk).award_expected == expected


def test_the_api_hears_it_too(cast: Cast) -> None:
    case = early(cast.anna)
    anna = Caller(cast.anna)
    assert faults(anna.post(f"/cases/{case.key}/award", {"decided": True}, 422)) == {"award_date"}
    told = anna.post(f"/cases/{case.key}/award", {"decided": True, "award_date": "2026-03-02"})
    assert (told["changes_waiting"], told["award_date"]) == (True, None)


def test_only_its_writer_answers_and_only_while_it_waits(cast: Cast) -> None:
    case = early(cast.anna)
    page = reverse("award", args=[case.key])
    assert client_of(cast.bo).get(page).status_code == 403
    assert client_of(None).get(page).status_code == 302
    draft = filled(cast.anna, outcome="", phase="preparation")
    assert client_of(cast.anna).get(reverse("award", args=[draft.key])).status_code == 403
