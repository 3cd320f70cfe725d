"""Text with a separator: in which letters it was written, and what stands between the cells."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from statistics import median

from krets.engines.tables.cells import Sheet, Unreadable, filled

SEPARATORS = ";\t,|"
LOOKED_AT = 100  # lines
# Single bytes: Windows and Latin-1, old Macintosh, old DOS. That one is right which makes the most of our letters.
_NORDIC = set("åäöÅÄÖæøÆØéÉüÜáíðþó")
_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_ODD = re.compile(r"[^\w\s@.,;:()/&+'\"|*#§%!?=<>\-–—’…€]")


def read(content: bytes) -> Sheet:
    text, encoding = decode(content)
    if text[:4].casefold() == "sep=" and len(text) > 5 and text[5] in "\r\n":  # Excel's own first line
        separator, text, first = text[4], text[5:].lstrip("\r\n"), 1
    else:
        separator, first = separator_of(text), 0
    rows = filled((number + first, cells) for number, cells in _rows(text, separator))
    shown = {"\t": "tab", "": "one column"}.get(separator, separator)
    return Sheet(rows, f"{encoding} {shown}")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding), encoding.removesuffix("-sig").upper()
    zeros = content[:2000].count(0)
    if zeros > len(content[:2000]) // 4:
        first = "utf-16-be" if content[:2000:2].count(0) > content[1:2000:2].count(0) else "utf-16-le"
        return _strictly(content, first), "UTF-16"
    if zeros:
        raise Unreadable("other_document")
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    some = bytes(byte for byte in content if byte > 127)[:4000]
    best = max(_ENCODINGS, key=lambda encoding: _nordic(some, encoding))
    return content.decode(best, errors="replace"), "Windows-1252" if best == "cp1252" else best.upper()


def separator_of(text: str) -> str:
    """Which of them cuts the usual line into most cells; '' where there is one column.

    What stands between quoted cells of the first line is believed before it: cells may hold the others.
    """
    top = next((line for line in text.splitlines() if line.strip()), "")
    between = [one for one in SEPARATORS if top.startswith('"') and f'"{one}"' in top]
    if len(between) == 1:
        return between[0]

    def score(separator: str) -> tuple[float, float]:
        some = (
            len(cells)
            for _, (_, cells) in zip(range(LOOKED_AT), _rows(text, separator), strict=False)
            if any(cells)
        )
        widths = list(some) or [1]
        # Ends of rows are often left out, and names may hold commas: the middle counts, then how many are cut.
        return median(widths) - 1, sum(width > 1 for width in widths) / len(widths)

    best = max(SEPARATORS, key=score)
    return best if score(best)[1] else ""


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line they begin on. A quote that is never closed ends with its line."""
    if not separator:
        yield from ((number, [line.strip('"')]) for number, line in enumerate(text.splitlines(), 1))
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for strict in (True, False):
        reader = csv.reader(StringIO(text), delimiter=separator, strict=strict)
        if not strict:
            lines = (line.replace('"', "") for line in text.split("\n"))
            reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        found: list[tuple[int, list[str]]] = []
        before = 0
        try:
            for cells in reader:
                found.append((before + 1, cells))
                before = reader.line_num
        except csv.Error:
            if strict:
                continue
            raise Unreadable("no_table") from None
        yield from found
        return


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("broken") from None


def _nordic(some: bytes, encoding: str) -> int:
    text = some.decode(encoding, errors="replace")
    return sum(1 if one in _NORDIC else -2 if _ODD.match(one) else 0 for one in text)
