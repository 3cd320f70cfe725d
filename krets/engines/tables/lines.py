"""Rows into who or what is meant, each with what is odd about it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from krets.engines.tables.cells import Row
from krets.engines.tables.columns import Columns

ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,24}(?![\w-])"
)
LONGEST_NAME, LONGEST_ADDRESS = 120, 254
_MONTHS = (
    ("jan", "tammi"), ("feb", "helmi"), ("mar", "maalis"), ("apr", "huhti"), ("maj", "mai", "may", "touko"),
    ("jun", "kesä"), ("jul", "heinä"), ("aug", "elo"), ("sep", "syys"), ("okt", "oct", "loka"), ("nov", "marras"),
    ("dec", "des", "joulu"),
)  # fmt: skip
_FIRST_DAY = date(1899, 12, 30)  # from which Excel counts


@dataclass(frozen=True)
class Note:
    """Something odd in a row: a code, and what it is about. `bad`: the row can't be taken because of it."""

    code: str
    about: str = ""
    bad: bool = False


@dataclass(frozen=True)
class Line:
    """One row, read. values: field to text, days as ISO 8601; emails: all that stood there, in their order."""

    number: int
    values: Mapping[str, str]
    emails: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def is_bad(self) -> bool:
        return any(note.bad for note in self.notes)


def people(rows: Iterable[Row], columns: Columns, today: date) -> Iterator[Line]:
    """Each row below the headings as a person. `today`: nobody became a member later."""
    for number, cells in _below(rows, columns):
        values = _values(cells, columns)
        notes: list[Note] = []
        emails = _addresses(values.pop("email", ""), notes)
        name = _name(values, emails, columns.commas, notes)
        since = _day(values.pop("since", ""), today, notes)
        phone = _phone(values.get("phone", ""), notes)
        kept = {**values, "name": name, "since": since, "phone": phone}
        for other in ("title", "organisation", "unit"):
            kept[other] = kept.get(other, "")[:200]
        kept["title"] = kept["title"][:120]
        yield Line(number, kept, emails, tuple(notes))


def places(rows: Iterable[Row], columns: Columns) -> Iterator[Line]:
    """Each row below the headings as an organisation."""
    for number, cells in _below(rows, columns):
        values = _values(cells, columns)
        notes: list[Note] = []
        values["name"] = values.get("name", "")[:200]
        if not values["name"]:
            notes.append(Note("no_name", bad=True))
        inhabitants = re.sub(r"[\s.,']", "", values.get("inhabitants", ""))
        if inhabitants and not (inhabitants.isascii() and inhabitants.isdigit() and len(inhabitants) <= 9):
            notes.append(Note("no_number", values["inhabitants"][:60]))
            inhabitants = ""
        values["inhabitants"] = inhabitants
        yield Line(number, values, (), tuple(notes))


def folded_name(name: str) -> str:
    """A name as it is compared: whatever its order, case and marks."""
    plain = unicodedata.normalize("NFC", name.casefold())
    return " ".join(sorted(re.findall(r"\w+", plain)))


def day_of(text: str, today: date) -> date | None:
    """A day as it is written in the Nordic countries; None for what is none."""
    text = text.casefold().strip(" .")
    if re.fullmatch(r"\d{8}", text):
        return _date(text[:4], text[4:6], text[6:])
    if re.fullmatch(r"(19|20)\d\d", text):
        return _date(text, "1", "1")
    if re.fullmatch(r"\d{5}", text) and 20_000 <= int(text) <= 80_000:  # a number that Excel left behind
        return _FIRST_DAY + timedelta(days=int(text))
    if found := re.fullmatch(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?:[ t].*)?", text):
        return _date(found[1], found[2], found[3] or "1")
    if found := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./ -]\s*(\d{4}|\d{2})(?: .*)?", text):
        return _date(_century(found[3], today), found[2], found[1])
    if found := re.fullmatch(r"(?:den |d\. )?(\d{1,2})\.?\s*([^\W\d]{3,12})\.?\s*(\d{4})", text):
        return _date(found[3], _month(found[2]), found[1])
    if found := re.fullmatch(r"([^\W\d]{3,12})\.?\s*(\d{4})", text):
        return _date(found[2], _month(found[1]), "1")
    return None


def _below(rows: Iterable[Row], columns: Columns) -> Iterator[Row]:
    return ((number, cells) for number, cells in rows if number > columns.header)


def _values(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    return {name: cells[place] if place < len(cells) else "" for name, place in columns.at.items()}


def _addresses(cell: str, notes: list[Note]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.rstrip(".").casefold() for one in ADDRESS.findall(cell)))
    found = tuple(one for one in found if len(one) <= LONGEST_ADDRESS and ".." not in one)
    if not found:
        notes.append(Note("bad_address" if cell else "no_address", cell[:100], bad=True))
    elif len(found) > 1:
        notes.append(Note("several_addresses", ", ".join(found[1:])[:200]))
    return found


def _name(values: dict[str, Any], emails: Sequence[str], commas: bool, notes: list[Note]) -> str:
    parts = [values.pop("first", ""), values.pop("last", "")]
    name = values.pop("name", "") or " ".join(part for part in parts if part)
    if name.count(",") == 1 and not re.search(r"\d", name):
        last, first = (part.strip() for part in name.split(","))
        if last and first and (commas or _begins_address(first, emails)):
            name = f"{first} {last}"
    name = name.strip(" ,;")
    if not re.search(r"\w", name):
        notes.append(Note("no_name", bad=True))
    elif "@" in name or len(name) > LONGEST_NAME:
        notes.append(Note("bad_name", name[:60], bad=True))
    return name[:LONGEST_NAME]


def _begins_address(first: str, emails: Sequence[str]) -> bool:
    def plain(text: str) -> str:
        letters = unicodedata.normalize("NFKD", text.casefold())
        return "".join(one for one in letters if one.isascii() and one.isalpha())

    words = plain(first.split()[0])
    return len(words) > 1 and any(plain(one.partition("@")[0]).startswith(words) for one in emails)


def _day(cell: str, today: date, notes: list[Note]) -> str:
    if not cell:
        return ""
    found = day_of(cell, today)
    if found is None or not date(1950, 1, 1) <= found:
        notes.append(Note("bad_day", cell[:40]))
        return ""
    if found > today:
        notes.append(Note("later_day", found.isoformat()))
        return ""
    return found.isoformat()


def _phone(cell: str, notes: list[Note]) -> str:
    if not cell:
        return ""
    if re.search(r"\d[.,]?\d*[eE]\+?\d", cell) or len(re.sub(r"\D", "", cell)) < 5:
        notes.append(Note("bad_phone", cell[:40]))
        return ""
    return cell[:60]


def _century(year: str, today: date) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) <= today.year % 100 else f"19{year}"


def _month(word: str) -> str:
    return next((str(n) for n, starts in enumerate(_MONTHS, 1) if word.startswith(starts)), "0")


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
