"""Bytes into rows of text."""

from krets.engines.tables import delimited, workbook
from krets.engines.tables.cells import MOST_COLUMNS, MOST_ROWS, Row, Sheet, Unreadable, plain

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "Row", "Sheet", "Unreadable", "plain", "read"]

LARGEST = 10 * 1024 * 1024  # bytes
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "") -> Sheet:
    """The rows that hold anything, each with its number in the file. Told by the bytes, not by the name.

    Raises Unreadable with one of: empty, too_large, old_excel (or with a password), opendocument, other_document,
    broken, bomb, too_many_rows, no_table.
    """
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    if content.startswith(_OLD_EXCEL):
        raise Unreadable("old_excel")
    if content.startswith(b"PK\x03\x04"):
        return workbook.read(content)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise Unreadable("other_document")
    return delimited.read(content)
