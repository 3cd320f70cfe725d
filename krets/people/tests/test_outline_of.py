"""Without a name an organisation is shown as wide as it takes for five to be shown alike."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from krets.people.models import Organisation, Purchase, outline_in_words
from krets.people.rules import ENOUGH, may_be_guessed, outline_of
from krets.tests.cast import Cast

KINDS, SIZES = Organisation.Kind, Organisation.Size
INSIDE = dict(zip(SIZES.values, (5_000, 12_000, 30_000, 70_000, 200_000), strict=True))

pytestmark = pytest.mark.django_db


def some(count: int, kind: str, size: str, country: str = "IS") -> Organisation:
    """So many organisations of one sort; the last of them."""
    for number in range(count):
        name = f"{kind}-{size or 'unknown'}-{country}-{number}".lower().replace("_", "-")
        one = Organisation.objects.create(
            slug=name, name=name, kind=kind, country=country, inhabitants=INSIDE.get(size)
        )
    return one


def shown(organisation: Organisation) -> tuple[str, list[str], str]:
    outline = outline_of(organisation)
    return outline["kind"], outline["sizes"], outline["country"]


def test_five_of_a_band_are_shown_by_it() -> None:
    small, large = some(5, KINDS.REGION, SIZES.UNDER_10), some(5, KINDS.REGION, SIZES.OVER_100)
    assert shown(small) == (KINDS.REGION, [SIZES.UNDER_10], "IS")
    assert shown(large)[1] == [SIZES.UNDER_25, SIZES.UNDER_50, SIZES.UNDER_100, SIZES.OVER_100]


def test_neighbouring_bands_are_joined_for_all_that_are_in_them() -> None:
    lonely, many = some(1, KINDS.REGION, SIZES.UNDER_10), some(6, KINDS.REGION, SIZES.UNDER_25)
    some(5, KINDS.REGION, SIZES.UNDER_50)
    assert shown(lonely) == shown(many) == (KINDS.REGION, [SIZES.UNDER_10, SIZES.UNDER_25], "IS")


def test_then_size_is_left_out_then_kind_then_country() -> None:
    spread = [some(2, KINDS.REGION, size) for size in (SIZES.UNDER_10, SIZES.UNDER_50, SIZES.OVER_100)]
    few = [some(3, kind, SIZES.OVER_100) for kind in (KINDS.STATE, KINDS.COMPANY)]
    abroad = some(4, KINDS.REGION, SIZES.OVER_100, country="FO")
    assert {shown(one)[0] for one in spread} == {KINDS.REGION} and not any(shown(one)[1] for one in spread)
    assert [shown(one) for one in few] == [("", [], "IS")] * 2
    assert shown(abroad) == ("", [], "")


def test_who_has_no_known_size_is_not_told_by_its_lacking() -> None:
    some(5, KINDS.REGION, SIZES.UNDER_10)
    some(5, KINDS.REGION, SIZES.OVER_100)
    unknown = some(1, KINDS.REGION, "")
    assert shown(unknown) == ("", [], "")
    some(5, KINDS.OTHER, "")
    assert shown(some(4, KINDS.STATE, SIZES.OVER_100)) == shown(unknown) == ("", [], "IS")


def test_every_outline_with_a_country_is_that_of_five_at_least() -> None:
    for number, kind in enumerate(KINDS.values):
        for place, size in enumerate([*SIZES.values, ""]):
            if count := (number * 5 + place * 3) % 8:
                some(count, kind, size)
    alike = Counter(map(str, map(shown, Organisation.objects.filter(country="IS"))))
    assert len(alike) > 5
    assert all(count >= ENOUGH for outline, count in alike.items() if "IS" in outline)


def test_joined_bands_are_one_in_words() -> None:
    def said(*sizes: str) -> str:
        with override("sv"):
            return outline_in_words({"kind": "", "sizes": list(sizes), "country": ""})

    assert said("under_10", "under_25") == "under 25\xa0000 invånare"
    assert said("under_25", "under_50") == "10\xa0000–50\xa0000 invånare"
    assert said("under_100", "over_100") == "över 50\xa0000 invånare"


def test_region_topic_and_date_tell_who_it_is_while_fewer_than_five_bought_it(cast: Cast) -> None:
    mine, day = cast.organisations["grankoping"], date(2026, 3, 2)
    assert may_be_guessed(mine, ["15131000"], day)
    for number in range(5):
        near = some(1, KINDS.REGION, "", country=f"X{number}")
        Organisation.objects.filter(pk=near.pk).update(country="SE", nuts="SE321")
        Purchase.objects.create(organisation=near, notice=f"n{number}", published=day, cpv=["15130000"])
        assert may_be_guessed(mine, ["15131000"], day) == (number < 4)
    assert may_be_guessed(mine, ["90911200"], day)
    assert may_be_guessed(mine, ["15131000"], day + timedelta(days=400))
    assert may_be_guessed(cast.organisations["sjohamn"], ["15131000"], day)  # another region
    assert not may_be_guessed(mine, [], day)
