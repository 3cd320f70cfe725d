from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from krets.activity.models import Entry
from krets.api.tests.calling import Caller, faults
from krets.cases import actions, rules
from krets.cases.models import Case, CaseCheck
from krets.cases.tests.filled import EARLY, EFFECT, FIELDS, IN_FORCE, filled, published
from krets.db.clock import today
from krets.mail.models import Letter
from krets.people.models import Organisation, Person
from krets.search.models import Document
from krets.tests.cast import MEMBERS, Cast, client_of, reader


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
    case = published(cast.ida, audience="units", units=[cast.units["kategori-it"]], unnamed=True)
    case = Case.objects.get(pk=case.pk)
    assert (case.writer, case.organisation) == (None, None)
    assert case.shown_as == {"kind": "", "sizes": [], "country": "SE"}
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
    assert set(refused.value.faults) == {"case_ref", "notice_link"}


def test_the_region_of_an_unnamed_case_is_left_out_by_itself_and_said_to_be(cast: Cast) -> None:
    case = filled(cast.ida)
    assert case.region == "SE322"
    client, page = client_of(cast.ida), reverse("publish", args=[case.key])
    assert "Regionen utelämnas av sig själv." in client.get(page).content.decode()
    given = ANSWERS | {"units": ["kategori-it"], "unnamed": "on", "confirmed": "on"}
    assert client.post(page, given).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.unnamed, case.region) == (True, "")


def test_an_unnamed_case_can_get_its_name_back(cast: Cast) -> None:
    case = published(cast.ida, unnamed=True)
    actions.publish(by=cast.ida, case=case, audience="buyers", check=IN_FORCE)
    case = Case.objects.get(pk=case.pk)
    assert (case.writer, case.unnamed, case.region) == (cast.ida, False, "SE322")
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


ANSWERS = {
    "audience": "units",
    "units": ["hallbart-inkop"],
    "phase": "contract",
    "awarded": "yes",
    "award_date": "2026-03-02",
    "supplier_secrets": "no",
}


def test_the_page_says_who_will_read_it_before_anybody_does(cast: Cast) -> None:
    case, client = filled(cast.anna), client_of(cast.anna)
    page = reverse("publish", args=[case.key])
    shown = client.post(page, ANSWERS).content.decode()
    assert "7 personer i Hållbart inköp" in shown
    assert readers_of(cast, case) == {"anna"}
    assert client.post(page, ANSWERS | {"confirmed": "on"}).status_code == 302
    assert readers_of(cast, case) == {"anna", "bo", "eva"}


def test_the_page_links_to_what_is_missing(cast: Cast) -> None:
    case = filled(cast.anna, advice="")
    response = client_of(cast.anna).post(reverse("publish", args=[case.key]), ANSWERS | {"confirmed": "on"})
    assert reverse("save_part", args=[case.key, "course"]) + "#id_advice" in response.content.decode()
    assert readers_of(cast, case) == {"anna"}


def test_the_page_asks_once_whether_it_is_drawn_from_tenders(cast: Cast) -> None:
    case = filled(cast.anna, outcome="", phase="procurement", aim="Vi fick två anbud på handskarna.")
    given = ANSWERS | {"phase": "procurement", "awarded": "no", "award_date": ""}
    client, page = client_of(cast.anna), reverse("publish", args=[case.key])
    assert "två anbud" in client.post(page, given).content.decode()
    assert client.post(page, given | {"confirmed": "on"}).status_code == 302
    assert Case.objects.get(pk=case.pk).published


def test_lists_filters_and_search_know_an_unnamed_case_by_what_is_shown_of_it(cast: Cast) -> None:
    for number, inhabitants in enumerate((5_000, 6_000, 12_000, 70_000, 80_000, 90_000, 95_000, 99_000)):
        Organisation.objects.create(
            slug=f"b{number}", name=f"B{number}", kind="joint_body", country="SE", inhabitants=inhabitants
        )
    Organisation.objects.filter(pk=cast.ida.organisation_id).update(inhabitants=20_000)
    more = Organisation.objects.create(slug="b9", name="B9", kind="joint_body", country="SE", inhabitants=9_000)
    case = published(Person.objects.get(pk=cast.ida.pk), unnamed=True, authority_size="under_25")
    case = Case.objects.get(pk=case.pk)
    assert case.shown_as == {"kind": more.kind, "sizes": ["under_10", "under_25"], "country": "SE"}
    assert (case.authority_type, case.authority_size) == ("joint_body", "")
    assert Document.objects.get(key=case.key).facets["organisation_size"] == ["under_10", "under_25"]
    client, page = client_of(cast.anna), reverse("cases")
    found = {
        size: case.key in client.get(page, {"size": size}).content.decode() for size in Organisation.Size.values
    }
    assert [size for size, shown in found.items() if shown] == ["under_10", "under_25"]


def test_the_page_warns_once_when_region_topic_and_date_tell(cast: Cast) -> None:
    case = filled(cast.ida)
    given = ANSWERS | {"units": ["kategori-it"], "unnamed": "on"}
    shown = client_of(cast.ida).post(reverse("publish", args=[case.key]), given).content.decode()
    assert "Färre än fem organisationer i er region" in shown
    named = client_of(cast.ida).post(reverse("publish", args=[case.key]), given | {"unnamed": ""})
    assert "Färre än fem" not in named.content.decode()
    program = Caller(cast.ida)
    sent = {"audience": "buyers", "unnamed": True, "phase": "contract", "awarded": True, "supplier_secrets": False}
    sent |= {"award_date": "2026-03-02"}
    assert faults(program.post(f"/cases/{case.key}/publish", sent, 422)) == {"confirmed"}
    program.post(f"/cases/{case.key}/publish", sent | {"confirmed": True})


def test_a_unit_that_one_is_no_member_of_is_no_choice(cast: Cast) -> None:
    case = filled(cast.anna)
    given = ANSWERS | {"units": ["security-of-supply"], "confirmed": "on"}
    response = client_of(cast.anna).post(reverse("publish", args=[case.key]), given)
    assert "units" in response.context["form"].errors
    assert readers_of(cast, case) == {"anna"}


def test_an_unnamed_case_is_told_of_without_its_writer(cast: Cast) -> None:
    for person in (cast.david, cast.ida):
        person.account.last_login = person.created
        person.account.save()
    case = published(cast.ida, audience="units", units=[cast.units["kategori-it"]], unnamed=True)
    actions.announce(case=case.key)
    actions.announce(case=case.key)
    letter = Letter.objects.get(to="david@mittland.example")
    assert case.title in letter.subject
    assert "Ida" not in letter.text + letter.html
    assert "Inköp Mittland" not in letter.text + letter.html
    assert not Letter.objects.filter(to="ida@inkop-mittland.example").exists()


def test_before_the_award_letters_hold_title_and_link_only(cast: Cast) -> None:
    cast.david.account.last_login = cast.david.created
    cast.david.account.save()
    units = [cast.units["kategori-it"]]
    case = published(cast.ida, "units", EARLY, units=units, outcome="", phase="preparation")
    actions.announce(case=case.key)
    letter = Letter.objects.get(to="david@mittland.example")
    assert case.summary not in letter.text + letter.html
    assert case.title in letter.subject
