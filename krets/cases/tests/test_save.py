from django.urls import reverse

from krets.cases import actions
from krets.cases.models import Case, Typed
from krets.cases.tests.filled import EFFECT, published
from krets.search.models import Document
from krets.tests.cast import Cast, client_of


def test_what_is_valid_is_taken_and_what_is_not_is_kept_as_it_was_typed(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    actions.save(by=cast.anna, case=case, title="x" * 91, aim="Säkrare leveranser", award_date="3:e december")
    case.refresh_from_db()
    assert (case.title, case.aim, case.award_date) == ("Handskar", "Säkrare leveranser", None)
    assert case.typed.values == {"title": "x" * 91, "award_date": "3:e december"}


def test_a_value_that_was_mended_is_no_longer_kept_beside_the_case(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, award_date="3:e december")
    actions.save(by=cast.anna, case=case, award_date="2026-12-03")
    case.refresh_from_db()
    assert case.award_date.isoformat() == "2026-12-03"
    assert not Typed.objects.filter(case=case).exists()


def test_codes_are_taken_with_or_without_check_digit(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, cpv="90910000-9, 7962")
    assert case.cpv == ["90910000", "7962"]
    assert case.cpv_groups == ["796", "909"]


def test_characters_that_the_database_refuses_are_left_out(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="A\x00B", aim="\ud800 mål", award_date="\x00nej")
    case.refresh_from_db()
    assert (case.title, case.aim) == ("AB", "? mål")
    assert case.typed.values == {"award_date": "nej"}


def test_effects_are_rows_and_empty_ones_are_dropped(cast: Cast) -> None:
    case = actions.draft(by=cast.anna)
    actions.save(by=cast.anna, case=case, effects=[EFFECT, {"kind": "", "indicator": " "}])
    assert [effect.indicator for effect in case.effects.all()] == ["Leveranssäkerhet"]
    assert Case.objects.get(pk=case.pk).with_evidence


def test_an_effect_that_cant_be_taken_keeps_all_rows_as_typed(cast: Cast) -> None:
    case = actions.draft(by=cast.anna)
    actions.save(by=cast.anna, case=case, effects=[EFFECT, {"kind": "magic", "indicator": "Trivsel"}])
    assert not case.effects.exists()
    assert [row["indicator"] for row in Typed.objects.get(case=case).values["effects"]] == [
        "Leveranssäkerhet",
        "Trivsel",
    ]


def test_an_effect_without_baseline_is_no_evidence(cast: Cast) -> None:
    case = actions.draft(by=cast.anna)
    actions.save(by=cast.anna, case=case, effects=[{**EFFECT, "baseline": ""}])
    assert not Case.objects.get(pk=case.pk).with_evidence


def test_a_case_builds_only_on_cases_that_its_writer_may_read(cast: Cast) -> None:
    seen = published(cast.david)
    hidden = published(cast.ida, audience="units", units=[cast.units["kategori-it"]])
    case = actions.draft(by=cast.anna)
    actions.save(by=cast.anna, case=case, builds_on=f"https://krets.example/cases/{seen.key}/")
    assert list(case.builds_on.all()) == [seen]
    actions.save(by=cast.anna, case=case, builds_on=[hidden])
    assert list(case.builds_on.all()) == [seen]
    assert Typed.objects.get(case=case).values == {"builds_on": [hidden.key]}


def test_readers_of_a_published_case_see_changes_when_they_are_published(cast: Cast) -> None:
    case = published(cast.david)
    actions.save(by=cast.david, case=case, title="Handskar i kubikmeter", effects=[EFFECT])
    assert Case.objects.get(pk=case.pk).title.startswith("Handskar: reserv")
    assert not case.effects.exists()
    assert Document.objects.get(key=case.key).title.startswith("Handskar: reserv")


def test_autosave_keeps_what_was_typed_and_wants_no_page(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    response = client_of(cast.anna).post(
        reverse("save_part", args=[case.key, "course"]),
        {"aim": "Säkrare", "what_we_did": "", "outcome": "partly"},
        headers={"X-Requested-With": "autosave"},
    )
    assert (response.status_code, response.content) == (204, b"")
    case.refresh_from_db()
    assert (case.aim, case.outcome) == ("Säkrare", "partly")


def test_the_button_goes_to_the_next_part(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    client = client_of(cast.anna)
    there = client.post(reverse("save", args=[case.key]), {"title": "Handskar", "go": "next"})
    assert there["Location"] == reverse("save_part", args=[case.key, "course"])


def test_what_cant_be_taken_stands_on_the_page_again_with_a_word_about_it(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    client = client_of(cast.anna)
    page = reverse("save", args=[case.key])
    given = {"title": "Handskar " * 15, "cpv": "handskar", "summary": "Vi köpte.", "go": "next"}
    assert client.post(page, given)["Location"] == page
    form = client.get(page).context["form"]
    assert set(form.errors) == {"title", "cpv"}
    assert form["title"].value() == ("Handskar " * 15).strip()
    assert form["cpv"].value() == "handskar"
    assert Case.objects.get(pk=case.pk).summary == "Vi köpte."


def test_effect_rows_are_added_and_taken_away_without_scripts(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    client, page = client_of(cast.anna), reverse("save_part", args=[case.key, "effects"])
    row = {"0-indicator": "Lager", "0-kind": "money", "0-baseline": "0,8", "add": "1"}
    again = client.get(client.post(page, row)["Location"].split("#")[0])
    assert len(list(again.context["rows"])) == 2
    two = {"0-indicator": "Lager", "0-kind": "money", "1-indicator": "Säkerhet", "1-kind": "risk", "remove": "0"}
    client.post(page, two)
    assert [effect.indicator for effect in case.effects.all()] == ["Säkerhet"]


def test_what_is_drawn_from_tenders_is_in_no_form_before_the_award(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar", phase="procurement")
    client = client_of(cast.anna)
    for part, names in (("course", {"outcome"}), ("more", {"value", "currency", "non_award_reason"})):
        form = client.get(reverse("save_part", args=[case.key, part])).context["form"]
        assert names.isdisjoint(form.fields)


def test_two_windows_do_not_overwrite_each_other(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="Handskar")
    one, other = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    actions.save(by=cast.anna, case=one, aim="Säkrare")
    actions.save(by=cast.anna, case=other, advice="Räkna i kubikmeter")
    case.refresh_from_db()
    assert (case.aim, case.advice) == ("Säkrare", "Räkna i kubikmeter")


def test_nobody_else_saves(cast: Cast) -> None:
    case = published(cast.david)
    page = reverse("save", args=[case.key])
    assert client_of(cast.anna).post(page, {"title": "Kapad"}).status_code == 403
    assert client_of(None).post(page, {"title": "Kapad"}).status_code == 302
    assert not Typed.objects.exists()
