import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from krets.activity.models import Notice
from krets.cases import actions, rules
from krets.cases.commands import import_cases
from krets.cases.models import BadRow, Case, Document, Reuse
from krets.cases.tests.filled import EFFECT, published
from krets.files.actions import keep
from krets.mail.models import Letter
from krets.people.models import Person
from krets.search.models import Document as Indexed
from krets.tests.cast import Cast, reader

ROW: dict[str, Any] = {
    "title": "Taxi på landet",
    "summary": "Vi samordnade skolskjuts och sjukresor.",
    "outcome": "partly",
    "organisation": "Skogsby kommun",
    "audience": "buyers",
}


def a_rich_world(cast: Cast) -> None:
    first = published(cast.david, effects_of=[EFFECT])
    actions.attach(by=cast.david, case=first, file=keep(name="kalkyl.csv", content=b"a;b\n1;2\n"), title="Kalkyl")
    actions.reuse(by=cast.bo, case=first, adapted="Vi tog två månader.", result="Billigare.")
    actions.review(by=cast.david, case=first, still_valid=True, note="Gäller än.")
    second = published(cast.anna, title="Bygger vidare", audience="units", units=[cast.units["hallbart-inkop"]])
    second.builds_on.add(first)
    published(cast.ida, title="Utan namn", unnamed=True)
    actions.draft(by=cast.anna, title="Ett utkast")


def dump() -> str:
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in actions.rows())
    return "".join(line + "\n" for line in lines)


def empty() -> None:
    """As if the installation were new: cases and who wrote them are gone."""
    Reuse.objects.all().delete()
    Document.objects.all().delete()
    Case.objects.all().delete()
    Indexed.objects.all().delete()


def run(file: Path, text: str | bytes) -> dict[str, Any]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = CliRunner().invoke(import_cases, [str(file), "--json"])
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return told


def test_what_went_out_comes_in_byte_for_byte(cast: Cast, tmp_path: Path) -> None:
    a_rich_world(cast)
    before = dump()
    empty()
    told = run(tmp_path / "cases.jsonl", before)
    assert (told["read"], told["new"], told["skipped"]) == (3, 3, [])
    assert dump() == before


def test_an_unnamed_case_goes_out_and_comes_in_without_its_writer(cast: Cast, tmp_path: Path) -> None:
    case = published(cast.ida, title="Utan namn", unnamed=True)
    line = dump()
    assert "Ida" not in line
    assert "ida@" not in line
    assert "Inköp Mittland" not in line
    empty()
    run(tmp_path / "cases.jsonl", line)
    case = Case.objects.get(key=case.key)
    assert (case.writer, case.organisation, case.unnamed) == (None, None, True)
    assert not rules.is_writer(reader(cast.ida), case)


def test_a_second_run_adds_and_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    a_rich_world(cast)
    lines = dump() + json.dumps(ROW) + "\n"
    run(tmp_path / "cases.jsonl", lines)
    before = dump()
    told = run(tmp_path / "cases.jsonl", lines)
    assert (told["read"], told["new"], told["changed"], told["unchanged"]) == (4, 0, 0, 4)
    assert dump() == before


def test_a_known_case_is_changed_to_what_the_line_says(cast: Cast, tmp_path: Path) -> None:
    case = published(cast.david)
    row = next(iter(actions.rows())) | {"title": "Ny rubrik"}
    told = run(tmp_path / "cases.jsonl", json.dumps(row))
    assert told["changed"] == 1
    assert Case.objects.get(pk=case.pk).title == "Ny rubrik"
    assert Indexed.objects.get(key=case.key).title == "Ny rubrik"


def test_an_outcome_may_stand_in_words(cast: Cast) -> None:
    assert actions.take_in(row=ROW | {"outcome": "inte som tänkt"}) == "new"
    assert Case.objects.get().outcome == "not_as_intended"


def test_an_import_tells_nobody(cast: Cast) -> None:
    Person.objects.get(pk=cast.bo.pk)
    letters, notices = Letter.objects.count(), Notice.objects.count()
    actions.take_in(row=ROW | {"audience": "units", "units": ["hallbart-inkop"]})
    assert (Letter.objects.count(), Notice.objects.count()) == (letters, notices)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": ""}, "title"),
        ({"title": ["a"]}, "title"),
        ({"title": "x" * 91}, "title"),
        ({"outcome": "magic"}, "outcome"),
        ({"organisation": None}, "organisation"),
        ({"organisation": {"name": "A", "kind": "pirates"}}, "kind"),
        ({"organisation": {"name": "A", "inhabitants": True}}, "inhabitants"),
        ({"shown_as": {"kind": "region"}}, "named and unnamed"),
        ({"audience": "everyone"}, "audience"),
        ({"audience": "units"}, "audience"),
        ({"units": ["nowhere"], "audience": "units"}, "nowhere"),
        ({"key": "../../etc"}, "key"),
        ({"published": "yesterday"}, "published"),
        ({"published": "2026-01-01"}, "published"),
        ({"award_date": "2026-02-31"}, "award_date"),
        ({"cpv": [5]}, "cpv"),
        ({"cpv": ["kött"]}, "cpv"),
        ({"effects": [{"kind": "magic", "indicator": "a"}]}, "effects"),
        ({"effects": "many"}, "effects"),
        ({"phase": "preparation"}, "before the award"),
        ({"writer": {"email": "no address"}}, "address"),
        ({"documents": [{"title": "a", "licence": "cc0", "content": "%%%"}]}, "content"),
        ({"documents": [{"title": "a", "licence": "cc0", "name": "a.exe", "content": "TVqQAAMAAAA="}]}, "content"),
        ({"may_be_contacted": "yes"}, "may_be_contacted"),
    ],
)
def test_what_cant_be_taken_is_refused_whole(cast: Cast, change: dict[str, Any], why: str) -> None:
    with pytest.raises(BadRow, match=why):
        actions.take_in(row=ROW | change)
    assert not Case.objects.exists()


def test_bad_lines_are_skipped_and_the_rest_comes_in(cast: Cast, tmp_path: Path) -> None:
    good = json.dumps(ROW).encode()
    lines = [
        b"\xef\xbb\xbf" + good,
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"title": NaN}',
        b"[" * 100_000,
        json.dumps(ROW | {"title": "Två", "aim": "mål\x00 \ud800"}).encode(),
    ]
    told = run(tmp_path / "cases.jsonl", b"\n".join(lines))
    assert (told["read"], told["new"]) == (8, 2)
    assert {one["why"]: one["count"] for one in told["skipped"]} == {
        "not JSON in UTF-8, or cut off": 4,
        "not a JSON object": 2,
    }
    assert Case.objects.get(title="Två").aim == "mål ?"


def test_a_draft_is_not_overwritten_by_a_line(cast: Cast) -> None:
    draft = actions.draft(by=cast.anna, title="Mitt utkast")
    with pytest.raises(BadRow, match="draft"):
        actions.take_in(row=ROW | {"key": draft.key})


def test_what_a_case_builds_on_may_come_later_in_the_file(cast: Cast, tmp_path: Path) -> None:
    rows = [ROW | {"key": "bbbbbb", "builds_on": ["aaaaaa", "unknown"]}, ROW | {"key": "aaaaaa", "title": "Först"}]
    run(tmp_path / "cases.jsonl", "\n".join(map(json.dumps, rows)))
    assert [case.key for case in Case.objects.get(key="bbbbbb").builds_on.all()] == ["aaaaaa"]
