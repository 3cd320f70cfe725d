from krets.cases import actions
from krets.cases.models import Case, Typed
from krets.cases.tests.filled import EFFECT, published
from krets.search.models import Document
from krets.tests.cast import Cast


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
