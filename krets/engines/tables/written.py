"""Tables out again, so that no cell is taken for a formula by whoever opens them."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

# With these a program that opens a table may begin to reckon, or call somebody (OWASP, CSV injection).
_BEGINS = re.compile(r"'*\s*[=+\-@|%]|[\t\r\n]")
_NEVER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PHONE = re.compile(r"\+?[\d\s()/-]+")


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """With semicolons, as UTF-8 with its mark: Excel opens it with one click in our languages."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def xlsx_of(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Every cell is text; the first row stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "1")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str) -> str:
    """With an apostrophe before what might be taken for a formula; `lines` and `cells` take it off again."""
    cell = _NEVER.sub(" ", cell)
    return f"'{cell}" if _BEGINS.match(cell) and not _PHONE.fullmatch(cell) else cell
