from dataclasses import replace
from datetime import date, timedelta

import pytest

from krets.activity.models import Entry
from krets.cases import actions, rules
from krets.cases.models import Case, CaseCheck
from krets.cases.tests.filled import EARLY, EFFECT, FIELDS, IN_FORCE, filled, published
from krets.db.clock import today
from krets.search.models import Document
from krets.tests.cast import MEMBERS, Cast, reader


def readers_of(cast: Cast, case: Case) -> set[str]:
    return {name for name in MEMBERS if rules.visible(reader(cast.people.get(name))).filter(pk=case.pk).exists()}


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("public", set(MEMBERS)),
        ("buyers", {"anna", "bo", "eva", "ida", "nora"}),
        ("units", {"anna", "bo", "eva"}),
    ],
)
def test_those_it_was_published_to_read_it_and_nobody_else(cast: Cast, audience: str, who: set[str]) -> None:
    case = published(cast.anna, audience=audience, units=[cast.units["hallbart-inkop"]])
    assert readers_of(cast, case) == who
    assert Document.objects.get(key=case.key).readers == case.readers


@pytest.mark.parametrize("field", ["title", "summary", "aim", "what_we_did", "advice", "outcome", "themes"])
def test_it_says_what_is_missing(cast: Cast, field: str) -> None:
    case = filled(cast.anna, **{field: [] if field == "themes" else ""})
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.anna, case=case, audience="buyers", check=IN_FORCE)
    assert set(refused.value.faults) == {field}
    assert readers_of(cast, case) == {"anna"}


def test_what_went_wrong_is_needed_unless_it_worked_well(cast: Cast) -> None:
    bad = filled(cast.anna, outcome="stopped", what_went_wrong="", why="")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.anna, case=bad, audience="buyers", check=IN_FORCE)
    assert set(refused.value.faults) == {"what_went_wrong", "why"}
    good = filled(cast.anna, outcome="worked_well", what_went_wrong="", why="")
    actions.publish(by=cast.anna, case=good, audience="buyers", check=IN_FORCE)
    assert good.published


def test_before_the_award_nothing_drawn_from_tenders_is_told(cast: Cast) -> None:
    case = filled(cast.anna, value="u2")
    actions.save(by=cast.anna, case=case, effects=[EFFECT])
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.anna, case=case, audience="buyers", check=EARLY)
    assert set(refused.value.faults) == {"outcome", "value", "effects"}


def test_before_the_award_the_need_can_be_told(cast: Cast) -> None:
    case = filled(cast.anna, outcome="", phase="preparation")
    actions.publish(by=cast.anna, case=case, audience="buyers", check=EARLY)
    assert case.published
    assert case.before_award


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (replace(IN_FORCE, awarded=None), "awarded"),
        (replace(IN_FORCE, awarded=False), "awarded"),
        (replace(IN_FORCE, award_date=None), "award_date"),
        (replace(IN_FORCE, supplier_secrets=True), "supplier_secrets"),
        (replace(IN_FORCE, supplier_secrets=None), "supplier_secrets"),
    ],
)
def test_the_gate_is_answered_first(cast: Cast, check: object, field: str) -> None:
    case = filled(cast.anna)
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.anna, case=case, audience="buyers", check=check)
    assert field in refused.value.faults


def test_an_award_that_is_still_to_come_opens_nothing(cast: Cast) -> None:
    check = replace(IN_FORCE, award_date=today() + timedelta(days=1))
    with pytest.raises(actions.NotReady):
        actions.publish(by=cast.anna, case=filled(cast.anna), audience="buyers", check=check)


def test_the_answers_are_kept_with_who_gave_them(cast: Cast) -> None:
    case = published(cast.anna)
    check = CaseCheck.objects.get(case=case)
    assert (check.by, check.awarded, check.award_date) == (cast.anna, True, date(2026, 3, 2))
    assert case.award_date == date(2026, 3, 2)


def test_an_unnamed_case_shows_an_outline_and_names_nobody(cast: Cast) -> None:
    case = published(cast.ida, audience="units", units=[cast.units["kategori-it"]], region="", unnamed=True)
    case = Case.objects.get(pk=case.pk)
    assert (case.writer, case.organisation) == (None, None)
    assert case.shown_as == {"kind": "joint_body", "size": "under_100", "country": "SE"}
    document = Document.objects.get(key=case.key)
    assert (document.facets["organisation"], document.facets["person"]) == ("", "")
    assert "Inköp Mittland" not in document.body
    assert Entry.objects.get(key=case.key).by is None
    assert rules.is_writer(reader(cast.ida), case)
    assert not rules.is_writer(reader(cast.eva), case)


def test_what_points_at_one_organisation_stays_out_of_an_unnamed_case(cast: Cast) -> None:
    case = filled(cast.ida, case_ref="IM 2026/41", notice_link="https://ted.europa.eu/1")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.ida, case=case, audience="buyers", unnamed=True, check=IN_FORCE)
    assert set(refused.value.faults) == {"case_ref", "notice_link", "region"}


def test_an_unnamed_case_can_get_its_name_back(cast: Cast) -> None:
    case = published(cast.ida, region="", unnamed=True)
    actions.publish(by=cast.ida, case=case, audience="buyers", check=IN_FORCE)
    case = Case.objects.get(pk=case.pk)
    assert (case.writer, case.unnamed) == (cast.ida, False)
    assert not hasattr(case, "hidden_writer")


def test_changes_come_out_when_published_again(cast: Cast) -> None:
    case = published(cast.david)
    first = case.published
    actions.save(by=cast.david, case=case, title="Handskar i kubikmeter", effects=[EFFECT])
    actions.publish(by=cast.david, case=case, audience="buyers", check=IN_FORCE)
    case = Case.objects.get(pk=case.pk)
    assert (case.title, case.with_evidence, case.published) == ("Handskar i kubikmeter", True, first)
    assert Document.objects.get(key=case.key).title == "Handskar i kubikmeter"


def test_a_change_that_cant_be_taken_is_named_and_nothing_comes_out(cast: Cast) -> None:
    case = published(cast.david)
    actions.save(by=cast.david, case=case, title="x" * 91, aim="Annat mål")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.david, case=case, audience="buyers", check=IN_FORCE)
    assert set(refused.value.faults) == {"title"}
    case = Case.objects.get(pk=case.pk)
    assert case.aim == FIELDS["aim"]
    assert case.typed.values == {"title": "x" * 91, "aim": "Annat mål"}


def test_members_of_the_unit_hear_of_it_once(cast: Cast) -> None:
    units = [cast.units["kategori-it"]]
    case = published(cast.ida, audience="units", units=units)
    actions.publish(by=cast.ida, case=case, audience="units", units=units, check=IN_FORCE)
    told = [notice.person for entry in Entry.objects.filter(key=case.key) for notice in entry.notices.all()]
    assert told == [cast.david]


def test_somebody_without_an_organisation_publishes_nothing(cast: Cast) -> None:
    case = filled(cast.lea, authority_type="municipality", authority_size="under_10")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.lea, case=case, audience="public", check=IN_FORCE)
    assert set(refused.value.faults) == {"organisation"}
