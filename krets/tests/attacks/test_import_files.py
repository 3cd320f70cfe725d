"""Whatever bytes somebody brings as a list: a report, or a sentence that says what to do. Nothing is changed."""

import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any
from warnings import catch_warnings

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from krets.networks.models import Import, Membership
from krets.networks.rules import fault
from krets.networks.rules.import_notes import FAULTS
from krets.networks.tests.lists import xlsx
from krets.people.models import Account, Organisation, Person
from krets.tests.cast import Cast, client_of

PAGE = "/units/kretsens-inkopare/imports/"
HEADS: list[list[str]] = [
    ["Namn", "E-post", "Organisation", "Titel", "Telefon", "Medlem sedan", "Nätverk"],
    ["Efternamn, Förnamn", "Mejl"],
    ["Namn", "Typ", "Land", "NUTS", "Invånare", "Webbplats", "Maildomäner"],
    [],
]
ODD = [
    "ny@grankoping.example", "anna@grankoping.example", "a@x.example; b@x.example", "Granköpings kommun",
    "Anna Granlund", "Ulla, U", "{about}", "%s", "=1+1", "\0", "\ufeff", "\u200b", "\u2028", "\x0b", "\x85", '"',
    ";", "a" * 140_000, "0" * 1500, "٣٤/١٢/2020", "²²²²", "２０２０", "31.2.2020", "99999", "1e400", "nan",
    "ﬁ@ﬁ.se", "https://x.se/€", "SE1", "ß" * 199 + "@x.se", "İstanbul",
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(ODD), st.text(max_size=9))
TABLES = st.tuples(st.sampled_from(HEADS), st.lists(st.lists(CELLS, max_size=7), max_size=5))
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp850"]
MARKS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"sep=;\r\n", b"PK\x03\x04"]
SWAPS = [(b"1", b"99999999999"), (b"A", b"ZZZ"), (b'"n"', b'"e"'), (b'"n"', b'"d"'), (b"3", b"-1"), (b"s", b"")]
WHOLE = xlsx(
    ["Medlemmar", None], ["Namn", "E-post", "Organisation"],
    ["Ulla Ulvskog", "ulla@grankoping.example", "Granköpings kommun"], ["=1+1", 3.5, True],
    merged=["A1:C1", "A2:A3", "C3:C4"],
)  # fmt: skip


def written(table: tuple[list[str], list[list[str]]], separator: str, encoding: str, mark: bytes) -> bytes:
    rows: Sequence[Sequence[str]] = [table[0], *table[1]]
    return mark + "\r\n".join(separator.join(row) for row in rows).encode(encoding, errors="replace")


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A workbook that is cut off, has bytes changed, or lacks parts."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    old, new = draw(st.sampled_from(SWAPS))
    how = draw(st.sampled_from(["swap", "drop", "cut", "end", "byte"]))
    if how in ("end", "byte"):
        place = draw(st.integers(0, len(WHOLE) - 1))
        return WHOLE[:place] + (b"" if how == "end" else bytes([WHOLE[place] ^ 0x55]) + WHOLE[place + 1 :])
    parts[name] = parts[name].replace(old, new) if how == "swap" else parts[name][: len(parts[name]) // 2]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in parts.items():
            if (one, how) != (name, "drop"):
                package.writestr(one, content)
    return out.getvalue()


FILES = st.one_of(
    st.binary(max_size=200),
    spoiled(),
    st.builds(
        written, TABLES, st.sampled_from([";", ",", "\t"]), st.sampled_from(ENCODINGS), st.sampled_from(MARKS)
    ),
)


@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(content=FILES, kind=st.sampled_from(Import.Kind.values))
def test_any_bytes_give_a_report_or_a_sentence(cast: Cast, content: bytes, kind: str) -> None:
    eva = client_of(cast.eva)
    with transaction.atomic():
        before = counts()
        report = brought(eva, content, kind)
        assert counts() == before
        if report:
            eva.post(f"{report}decide/", {"rest": "skip"})
            assert eva.post(f"{report}run/").status_code == 302
            assert eva.get(report).status_code == 200
            assert eva.get(f"{report}report.csv").status_code == 200
        transaction.set_rollback(True)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_what_unpacks_to_far_more_is_refused(cast: Cast, part: str) -> None:
    bomb = BytesIO(WHOLE)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package, catch_warnings(action="ignore"):
        package.writestr(part, bytes(20_000_000))  # the second of that name
    assert brought(client_of(cast.eva), bomb.getvalue(), "members") == ""


def brought(client: Client, content: bytes, kind: str) -> str:
    """Where the report stands, or nothing where the page says why not and what to do."""
    file = SimpleUploadedFile("lista.csv", content)
    answer: Any = client.post(PAGE, {"file": file, "kind": kind})
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 200
        return "" if answer["Location"].endswith("/columns/") else answer["Location"]
    assert answer.status_code == 200 and not Import.objects.exists()
    with override("sv"):
        said = {escape(fault(code)) for code in FAULTS}
    assert any(sentence in answer.content.decode() for sentence in said)
    return ""


def counts() -> list[int]:
    return [noun.objects.count() for noun in (Person, Account, Membership, Organisation)]
