"""What a table is made of, however it was written."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST = 1_000  # characters of a cell

Row = tuple[int, tuple[str, ...]]  # its number in the file, from 1, and its cells
QUOTED = re.compile(r"'(?='*\s*[=+\-@|%])")  # how `written` and Excel keep a cell from being reckoned
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b-\u200f\u2060\ufeff\u00ad]+")


class Unreadable(ValueError):
    """This is no table that can be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sheet:
    """rows: those that hold anything; how: in what it was written, such as "CP1252 ;" or the sheet's name."""

    rows: tuple[Row, ...]
    how: str = ""


def plain(text: str) -> str:
    """A cell's words: composed, without marks that nobody sees, one space between them."""
    kept = "".join(
        one if unicodedata.category(one) not in ("Cc", "Cs", "Cf", "Co", "Cn") else " "
        for one in unicodedata.normalize("NFC", text[: 4 * LONGEST])
    )
    words = _SPACES.sub(" ", kept).strip()[:LONGEST]
    return words[1:] if QUOTED.match(words) else words


def filled(rows: Iterable[tuple[int, Iterable[str]]]) -> tuple[Row, ...]:
    """Those that hold anything, without empty cells at their ends. Raises Unreadable when they are too many."""
    found: list[Row] = []
    for number, cells in rows:
        kept = [plain(one) for one in list(cells)[:MOST_COLUMNS]]
        while kept and not kept[-1]:
            kept.pop()
        if not kept:
            continue
        if len(found) == MOST_ROWS:
            raise Unreadable("too_many_rows")
        found.append((number, tuple(kept)))
    if not found:
        raise Unreadable("empty")
    return tuple(found)
