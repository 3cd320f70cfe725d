"""Pages, files, commands and the API around a list of members; who may not; what goes when somebody is erased."""

import base64
from csv import QUOTE_ALL, writer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from krets.api.tests.calling import Caller, faults
from krets.db.identity import acting_as
from krets.engines.tables import plain, read
from krets.home.actions import erase
from krets.networks import actions, rules
from krets.networks.commands import import_members
from krets.networks.models import Import, ImportRow, Mandate, Membership
from krets.networks.tests.lists import HEAD, brought, csv, fates, taken_in, xlsx
from krets.people.models import Account, Person
from krets.records.models import Trace
from krets.tests.cast import Cast, client_of, reader

PAGE = "/units/hallbart-inkop/imports/"
NEW = (
    "Ulla Ulvskog",
    "ulla@grankoping.example",
    "Granköpings kommun",
    "Upphandlare",
    "070-111 22 33",
    "12.3.2020",
)


def upload(content: bytes, name: str = "lista.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), "kind": "members"}


def test_the_page_takes_a_file_shows_each_row_and_takes_it_in(cast: Cast) -> None:
    eva = client_of(cast.eva)
    report = eva.post(PAGE, upload(csv(NEW, ("Bo Björk", "bo2@x.example", "Björkfors kommun"))))["Location"]
    page = eva.get(report).content.decode()
    assert "Ulla Ulvskog" in page and "Bo Björk, Björkfors kommun" in page
    assert eva.post(f"{report}run/", follow=True).status_code == 200
    assert not Account.objects.filter(email="ulla@grankoping.example").exists()
    eva.post(f"{report}decide/", {"row-3": "skip", "row-nonsense": "x"})
    eva.post(f"{report}run/")
    assert Membership.objects.filter(person__name="Ulla Ulvskog").exists()
    assert eva.post(f"{report}invite/").status_code == 302
    assert Import.objects.get().inviting_by == cast.eva
    assert eva.post(f"{report}remove/").status_code == 302
    assert not Import.objects.exists() and Person.objects.filter(name="Ulla Ulvskog").exists()


def test_columns_that_are_not_understood_are_named_by_hand(cast: Cast) -> None:
    eva = client_of(cast.eva)
    content = csv(
        ("Ulla Ulvskog", "x", "ulla@grankoping.example", "Granköpings kommun"), head=("A", "B", "C", "D")
    )
    columns = eva.post(PAGE, upload(content))["Location"]
    assert columns.endswith("/columns/") and "C: C · ulla@grankoping.example" in eva.get(columns).content.decode()
    both = {"header": "1", "at_name": "2", "at_email": "2"}
    assert eva.post(columns, both).status_code == 200
    report = eva.post(columns, {"header": "1", "at_name": "0", "at_email": "2", "at_organisation": "3"})[
        "Location"
    ]
    assert fates(Import.objects.get()) == {2: "new"} and "Ulla Ulvskog" in eva.get(report).content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", ".xlsx"), (b"PK\x03\x04nonsense", "skadad"), (b" \n ", "ingenting")],
)
def test_what_can_not_be_read_is_refused_with_what_to_do(cast: Cast, content: bytes, told: str) -> None:
    page = client_of(cast.eva).post(PAGE, upload(content))
    assert page.status_code == 200 and told in page.content.decode() and not Import.objects.exists()


def test_what_comes_out_goes_in_again_and_changes_nothing(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    taken_in(cast.eva, unit, csv(NEW))
    for excel in (False, True):
        out = actions.export_members(by=cast.eva, unit=unit, reader=reader(cast.eva), excel=excel)
        imported = brought(cast.eva, unit, out)
        assert set(fates(imported).values()) == {"same"} and len(fates(imported)) == unit.memberships.count()
    assert Trace.objects.filter(act="exported", key=unit.slug, by=cast.eva).count() == 2


def test_no_cell_that_goes_out_is_a_formula(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    imported = brought(cast.eva, unit, csv(('=HYPERLINK("x")', "ulla@grankoping.example", "@SUM(1)", "+1-1")))
    eva = client_of(cast.eva)
    report = eva.get(f"{PAGE}{imported.key}/report.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in report and "\n=" not in report and ";=" not in report
    cast.bo.title = "=1+1"
    cast.bo.save()
    out = eva.post("/units/hallbart-inkop/members/export/", {"as": "csv"}).content.decode("utf-8-sig")
    assert ";'=1+1;" in out


def test_the_api_brings_reports_and_runs(cast: Cast) -> None:
    eva = Caller(cast.eva)
    content = base64.b64encode(csv(NEW, ("Bo Björk", "bo2@x.example", "Björkfors kommun"))).decode()
    made = eva.post("/units/hallbart-inkop/imports", {"name": "lista.csv", "content": content}, 201)
    path = f"/units/hallbart-inkop/imports/{made['key']}"
    assert (made["counts"]["new"], made["undecided"]) == (1, 1)
    report = eva.get(f"{path}?limit=1")
    assert [row["row"] for row in report["rows"]["items"]] == [2] and report["rows"]["next"]
    eva.post(f"{path}/run", {}, 409)
    assert eva.post(f"{path}/run", {"decisions": [{"row": 3, "choice": "skip"}]})["done"]
    bad = base64.b64encode(b"%PDF-").decode()
    assert faults(eva.post("/units/hallbart-inkop/imports", {"name": "x", "content": bad}, 422)) == {""}
    at = {"name": "x", "content": content, "columns": {"name": 0, "email": 1, "nonsense": 9}, "header": 1}
    assert eva.post("/units/hallbart-inkop/imports", at, 201)["columns"] == {"name": 0, "email": 1}


def test_the_operator_tries_and_imports_by_command(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "lista.xlsx"
    file.write_bytes(xlsx(HEAD, NEW, ("Bo Björk", "bo2@x.example", "Björkfors kommun")))

    def run(*more: str) -> Any:
        return CliRunner().invoke(import_members, [str(file), "--unit", "hallbart-inkop", *more])

    assert "1 new" in run("--dry-run", "--doubtful", "skip").output
    assert run().exit_code == 1 and not Account.objects.filter(email="ulla@grankoping.example").exists()
    assert run("--doubtful", "skip").exit_code == 0
    assert "1 unchanged" in run("--doubtful", "skip").output
    assert Membership.objects.get(person__name="Ulla Ulvskog").added_by is None
    assert run("--unit", "finns-inte").exit_code == 1


def test_the_secretariat_imports_and_reads_nothing_of_the_network(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    actions.appoint(by=None, unit=unit, person=cast.ida, kind=Mandate.Kind.SECRETARIAT)
    ida = client_of(cast.ida)
    assert ida.post(PAGE, upload(csv((cast.ida.name, cast.ida.account.email)))).status_code == 302
    assert ImportRow.objects.get(number=2).told == [["own_row", ""]]
    assert not rules.is_member(reader(cast.ida), unit)


def test_members_and_others_neither_bring_nor_read_lists(cast: Cast) -> None:
    imported = brought(cast.eva, cast.units["hallbart-inkop"], csv(NEW))
    for person in (cast.anna, cast.ida, cast.olof):
        client = client_of(person)
        for tail in ("", f"{imported.key}/", f"{imported.key}/columns/", f"{imported.key}/report.csv"):
            assert client.get(PAGE + tail).status_code == 404
        for tail in ("", f"{imported.key}/run/", f"{imported.key}/decide/", f"{imported.key}/remove/"):
            assert client.post(PAGE + tail).status_code == 404
        assert client.post("/units/hallbart-inkop/members/export/").status_code == 404
        with acting_as(reader(person)):
            assert not Import.objects.exists() and not ImportRow.objects.exists()
    with acting_as(reader(cast.eva)):
        assert ImportRow.objects.count() == 2


def test_a_mandate_that_ended_meanwhile_takes_nothing_in(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    mandate = actions.appoint(by=None, unit=unit, person=cast.ida, kind=Mandate.Kind.SECRETARIAT)
    imported = brought(cast.ida, unit, csv(NEW))
    Import.objects.filter(pk=imported.pk).update(confirmed=imported.at, confirmed_by=cast.ida)
    actions.end_mandate(by=None, mandate=mandate)
    actions.run_import(imported=imported)
    imported.refresh_from_db()
    assert (imported.done, imported.confirmed) == (None, None)
    assert not Account.objects.filter(email="ulla@grankoping.example").exists()


def test_who_is_erased_is_in_no_list(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    brought(cast.eva, unit, csv(("Anna Granlund", "ANNA@grankoping.example"), ("X", "x; anna@grankoping.example")))
    own = brought(cast.anna, unit, csv(NEW))
    erase(by=cast.anna)
    left = ImportRow.objects.all()
    assert not Import.objects.filter(pk=own.pk).exists()
    assert not any("anna@grankoping" in str([*row.cells, row.values]).casefold() for row in left)


def test_what_waits_is_told_with_its_page(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    brought(cast.eva, unit, csv(("Bo Björk", "bo2@x.example", "Björkfors kommun")))
    taken_in(cast.eva, unit, csv(NEW))
    brought(cast.eva, unit, csv(NEW, head=("A", "B", "C", "D", "E", "F")))
    waiting = [one.url.rsplit("/", 2)[-2:] for one in rules.imports_waiting(reader(cast.eva))]
    assert len(waiting) == 3 and waiting[0] == ["columns", ""]
    assert rules.imports_waiting(reader(cast.anna)) == []


CELLS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.tuples(CELLS, CELLS), min_size=2, max_size=8),
    separator=st.sampled_from([";", "\t", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(rows: list[tuple[str, str]], separator: str, encoding: str) -> None:
    out = StringIO()
    writer(out, delimiter=separator, quoting=QUOTE_ALL).writerows([("Namn", "E-post"), *rows])
    found = dict(read(out.getvalue().encode(encoding)).rows)
    for number, cells in enumerate(rows, 2):
        kept = [plain(cell) for cell in cells]
        while kept and not kept[-1]:
            kept.pop()
        assert found.get(number, ()) == tuple(kept)


def test_what_stands_between_quoted_headings_cuts_even_where_cells_hold_more_of_another() -> None:
    rows = dict(read(b'"Namn";"E-post"\n"a, b, c";"d, e, f, g"\n"||";"||"\n').rows)
    assert rows[2] == ("a, b, c", "d, e, f, g")
    assert rows[3] == ("||", "||")
