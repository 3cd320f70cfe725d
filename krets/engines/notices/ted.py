"""TED's notices as a table: comma-separated, UTF-8, a line of column names first."""

import csv
from collections.abc import Iterator
from typing import IO

from krets.engines.notices.notice import COLUMNS, Notice, Refused, checked

NEEDED = {"notice", "date", "country", "lang", "buyer", "cpv", "title"}


Line = tuple[Notice, dict[str, str]]  # a notice, and the columns that are not TED's


def read(file: IO[str]) -> Iterator[Line | tuple[int, Refused]]:
    """Each line as a notice, or its number and why it is refused.

    Notices of defence and police carry no title on TED, so none is asked for.
    Raises Refused when the table has not the columns, or where it cannot be read on.
    """
    reader = csv.DictReader(file, strict=True)
    try:
        lacking = NEEDED - set(reader.fieldnames or ())
        if lacking:
            raise Refused(f"it is no table of notices: no column {', '.join(sorted(lacking))}")
        for row in reader:
            values = {name: (row.get(name) or "").strip().replace("\0", "") for name in COLUMNS}
            try:
                yield checked(Notice(**values), title=False), _others(row)
            except Refused as why:
                yield reader.line_num, why
    except (csv.Error, UnicodeDecodeError) as fault:
        raise Refused(f"line {reader.line_num + 1} cannot be read: {fault}") from None


def _others(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name and name not in COLUMNS and value}
