"""What public notices say was bought is kept with its buyer."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from krets.activity.models import Notice as Told
from krets.codes.models import Code
from krets.engines.notices import Bought, Notice
from krets.engines.tests.test_notices import notice as eforms_notice
from krets.mail.models import Letter
from krets.people.actions import export_purchases, record_purchases
from krets.people.commands import import_notices
from krets.people.models import Organisation, Purchase
from krets.tests import trial
from krets.tests.cast import Cast

MEALS = Notice(
    notice="1-2021", date="20210304", country="SE", form="F02_2014", type="Contract notice",
    procedure="Open procedure", lang="SV", buyer="Granköpings  KOMMUN", town="Granköping", nuts="SE322",
    cpv="55523100 15000000", title="Skolmåltider", short_descr="Mat till skolor.", value="1", currency="SEK",
)  # fmt: skip

Run = Callable[[Path], dict[str, object]]


@pytest.fixture
def run() -> Run:
    def go(path: Path) -> dict[str, object]:
        result = CliRunner().invoke(import_notices, [str(path), "--json"], catch_exceptions=False)
        assert result.exit_code == 0
        counts: dict[str, object] = json.loads(result.stdout.splitlines()[-1])
        return counts

    return go


def test_a_purchase_finds_its_buyer_by_name_and_country(cast: Cast) -> None:
    record_purchases(by=None, notices=[[Bought((MEALS,))], [Bought((replace(MEALS, notice="2", country="NO"),))]])
    first, second = Purchase.objects.order_by("notice")
    assert first.organisation == cast.organisations["grankoping"]
    assert (first.cpv, first.language, first.title) == (["55523100", "15000000"], "sv", "Skolmåltider")
    assert second.organisation not in cast.organisations.values()
    assert second.organisation.slug == "grankopings-kommun"
    assert second.organisation.kind == Organisation.Kind.MUNICIPALITY


def test_two_buyers_of_one_name_in_two_countries_have_two_addresses(db: None) -> None:
    for country in ("SE", "FI", "NO"):
        record_purchases(by=None, notices=[[Bought((replace(MEALS, country=country, notice=country),))]])
    slugs = set(Organisation.objects.values_list("slug", flat=True))
    assert slugs == {"grankopings-kommun", "grankopings-kommun-fi", "grankopings-kommun-no"}


def test_the_same_notice_twice_is_one_purchase_and_nobody_is_told(cast: Cast) -> None:
    first = record_purchases(by=None, notices=[[Bought((MEALS,))]])
    again = record_purchases(by=None, notices=[[Bought((MEALS,))]])
    assert (first.new, again.new, again.unchanged) == (1, 0, 1)
    assert Purchase.objects.count() == 1
    assert not Told.objects.exists()
    assert not Letter.objects.exists()


def test_a_later_version_counts_and_an_earlier_one_says_nothing(cast: Cast) -> None:
    def publish(version: int, title: str) -> str:
        done = record_purchases(by=None, notices=[[Bought((replace(MEALS, title=title),), version=version)]])
        return "changed" if done.changed else "new" if done.new else "unchanged"

    assert [publish(2, "B"), publish(1, "A"), publish(3, "C")] == ["new", "unchanged", "changed"]
    assert Purchase.objects.get().title == "C"


def test_joint_buyers_each_bought_it(cast: Cast) -> None:
    joint = [Bought((MEALS,)), Bought((replace(MEALS, buyer="Björkfors kommun"),))]
    done = record_purchases(by=None, notices=[joint])
    assert done.new == 1
    assert {purchase.organisation.slug for purchase in Purchase.objects.all()} == {"grankoping", "bjorkfors"}


def test_what_was_bought_without_a_title_is_called_by_its_code(cast: Cast) -> None:
    record_purchases(by=None, notices=[[Bought((replace(MEALS, title=""),))]])
    assert Purchase.objects.get().title == "CPV 55523100"
    Code.objects.create(list="cpv", code="55523100", labels={"sv": "Skolmåltidstjänster"})
    record_purchases(by=None, notices=[[Bought((replace(MEALS, title="", notice="2"),))]])
    assert Purchase.objects.get(notice="2").title == "Skolmåltidstjänster"


def test_an_export_gives_back_the_notice_in_its_own_words(cast: Cast) -> None:
    finnish = replace(MEALS, lang="FI", title="Kouluateriat")
    record_purchases(by=None, notices=[[Bought((MEALS, finnish), version=4)]])
    rows = list(export_purchases(by=None))
    assert rows == [(*MEALS.row, "grankoping", "4"), (*finnish.row, "grankoping", "4")]


def test_a_folder_is_read_and_what_is_no_notice_is_counted_with_its_reason(
    run: Run, cast: Cast, tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_bytes(eforms_notice())
    (tmp_path / "empty.xml").write_bytes(eforms_notice(titles="", cpv=""))
    (tmp_path / "company.xml").write_bytes(
        eforms_notice().replace(b"ContractNotice", b"BusinessRegistrationInformationNotice")
    )
    (tmp_path / "codes.csv").write_text("code,sv\n1,ett\n")
    (tmp_path / "readme.txt").write_text("nothing to do with it")
    counts = run(tmp_path)
    assert (counts["read"], counts["new"], counts["unchanged"]) == (4, 1, 0)
    assert {(skip["why"], skip["count"]) for skip in counts["skipped"]} == {  # type: ignore[attr-defined]
        ("it has no title or CPV code", 1),
        ("it registers a company (X) and is no procurement notice", 1),
        ("it is no table of notices", 1),
    }
    assert run(tmp_path)["new"] == 0


@pytest.mark.parametrize(
    ("name", "read", "new", "unchanged", "skipped"),
    [("ted_nordic_notices_2014_2022.csv", 295, 295, 0, 0), ("example_notices", 91, 78, 1, 12)],
)
def test_the_real_notices_go_in_once(
    run: Run, db: None, name: str, read: int, new: int, unchanged: int, skipped: int
) -> None:
    counts = run(trial.data("eforms", name))
    refused = sum(skip["count"] for skip in counts["skipped"])  # type: ignore[attr-defined]
    assert (counts["read"], counts["new"], counts["unchanged"], refused) == (read, new, unchanged, skipped)
    again = run(trial.data("eforms", name))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, new + unchanged)
