"""The operator imports CPV and NUTS."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from krets.codes.commands import import_codes
from krets.codes.models import Code

TABLE = "code,sv,fi\n15000000,Livsmedel,Elintarvikkeet\n15500000,Mejeriprodukter,Maitotuotteet\n"
GENERICODE = """<?xml version="1.0"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><SimpleCodeList>
<Row><Value ColumnRef="code"><SimpleValue>FI195</SimpleValue></Value>
<Value ColumnRef="Name"><SimpleValue>Pohjanmaa</SimpleValue></Value>
<Value ColumnRef="swe_label"><SimpleValue>Österbotten</SimpleValue></Value></Row>
</SimpleCodeList></gc:CodeList>"""

pytestmark = pytest.mark.django_db


def run(name: str, path: Path) -> Result:
    return CliRunner().invoke(import_codes, [name, str(path), "--json"])


def counts(name: str, path: Path) -> dict[str, object]:
    result = run(name, path)
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


def test_codes_come_in_with_all_their_labels(tmp_path: Path) -> None:
    (tmp_path / "cpv.csv").write_text(TABLE)
    assert counts("cpv", tmp_path / "cpv.csv") == {
        "read": 2, "new": 2, "changed": 0, "unchanged": 0, "skipped": [],
    }  # fmt: skip
    assert Code.objects.get(list="cpv", code="15000000").label("fi") == "Elintarvikkeet"


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "cpv.csv").write_text(TABLE)
    counts("cpv", tmp_path / "cpv.csv")
    again = counts("cpv", tmp_path / "cpv.csv")
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


def test_languages_of_several_files_are_put_together(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbfcode,nb\r\n15000000,Matvarer\r\n"))
    (tmp_path / "notes.txt").write_text("not a list")
    assert counts("cpv", tmp_path)["read"] == 2
    code = Code.objects.get(list="cpv", code="15000000")
    assert {language: code.label(language) for language in ("sv", "nb")} == {"sv": "Livsmedel", "nb": "Matvarer"}
    (tmp_path / "c.csv").write_text("code,da\n15500000,Mejeriprodukter\n")
    assert counts("cpv", tmp_path / "c.csv")["changed"] == 1
    assert Code.objects.get(list="cpv", code="15500000").label("fi") == "Maitotuotteet"


def test_genericode_is_read_and_a_name_ending_in_gz_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "nuts3_fin.gc.gz").write_text(GENERICODE)
    assert counts("nuts", tmp_path / "nuts3_fin.gc.gz")["new"] == 1
    assert Code.objects.get(list="nuts", code="FI195").labels == {"sv": "Österbotten"}


def test_rows_that_are_no_codes_are_counted_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "cpv.csv").write_text("code,sv\n15000000,Livsmedel\n1500,Kort\n15500000,\n")
    told = counts("cpv", tmp_path / "cpv.csv")
    assert (told["read"], told["new"]) == (3, 1)
    assert told["skipped"] == [{"why": "not a CPV code", "count": 1}, {"why": "no label", "count": 1}]


@pytest.mark.parametrize(
    "content", [b"", b"name;kod\n1;2\n", b"<broken", b"\x1f\x8bnothing", b"\xff\xfe\x00x,y\n"]
)
def test_what_is_no_list_is_refused_in_words_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    result = run("cpv", tmp_path / "x.csv")
    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "Traceback" not in result.output
    assert not Code.objects.exists()


def test_an_entity_that_would_fetch_something_is_refused(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CodeList><Row>&e;</Row></CodeList>'
    (tmp_path / "x.gc").write_text(hostile)
    assert run("nuts", tmp_path / "x.gc").exit_code == 1
