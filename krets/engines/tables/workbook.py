"""Excel's .xlsx into rows: values, not formulas; what was merged downwards stands in each of its rows."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from krets.engines.tables.cells import MOST_COLUMNS, MOST_ROWS, Sheet, Unreadable, filled

UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
RATIO = 200  # how many times larger a part may become
PARTS = 2_000
BLANK = 5_000  # empty rows after which nothing more is looked for
MERGED = 20_000
_MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def read(content: bytes) -> Sheet:
    """The first sheet that is shown and holds a table. Raises Unreadable."""
    try:
        _look(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content)
    except Unreadable:
        raise
    except Exception as fault:  # a broken workbook breaks the library in ways that it does not name
        raise Unreadable("broken") from fault


def _look(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "mimetype" in names:
            raise Unreadable("opendocument")
        if "xl/workbook.xml" not in names:
            raise Unreadable("other_document")
        # No more of a part is ever unpacked than the size that it declares.
        if (
            len(parts) > PARTS
            or sum(part.file_size for part in parts) > UNPACKED
            or any(part.file_size > RATIO * (part.compress_size + 1000) for part in parts)
        ):
            raise Unreadable("bomb")


def _read(content: bytes) -> Sheet:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        best: Sheet | None = None
        for sheet in book.worksheets[:20]:
            if sheet.sheet_state != "visible":
                continue
            try:
                found = Sheet(filled(_merged(sheet, content)), sheet.title[:100])
            except Unreadable as fault:
                if fault.code != "empty":
                    raise
                continue
            if best is None or (_width(best) < 2 <= _width(found)):
                best = found
            if _width(best) > 1:
                break
    finally:
        book.close()
    if best is None:
        raise Unreadable("empty")
    return best


def _width(sheet: Sheet) -> int:
    return max(len(cells) for _, cells in sheet.rows)


def _merged(sheet: Any, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers. A cell merged downwards is told again in each row that holds anything else."""
    down: dict[tuple[int, int], int] = {}  # row and column to the row whose value stands there
    with zipfile.ZipFile(BytesIO(content)) as package, package.open(sheet._worksheet_path) as part:
        for ref in _MERGE.findall(part.read())[:MERGED]:
            left, top, _right, bottom = range_boundaries(ref.decode())
            for row in range(top + 1, min(bottom, top + MOST_ROWS) + 1) if left <= MOST_COLUMNS else ():
                if len(down) < MERGED:
                    down[row, left] = top
    tops: dict[tuple[int, int], str] = {}
    wanted = {(top, column) for (_, column), top in down.items()}
    sheet.reset_dimensions()
    blank = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        cells = [said(value) for value in values]
        if not any(cells):
            blank += 1
            if blank > BLANK:
                return
            continue
        blank = 0
        for column, cell in enumerate(cells, 1):
            if (number, column) in wanted:
                tops[number, column] = cell
            elif not cell and (number, column) in down:
                cells[column - 1] = tops.get((down[number, column], column), "")
        yield number, cells


def said(value: Any) -> str:
    """A cell's value as one would write it: whole numbers without a point, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return ""
    return str(value)
