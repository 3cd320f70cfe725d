"""Notices as they lie in files and folders."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from krets.engines.notices import eforms, ted
from krets.engines.notices.notice import Bought, Refused

Found = tuple[str, "tuple[Bought, ...] | Exception"]


def read(path: Path) -> Iterator[Found]:
    """Where it stood, and what the notice says of each of its buyers, or why it can't be kept.

    path: a table (.csv), an eForms notice (.xml), or a folder of such.
    """
    for file in _files(path):
        try:
            yield from _eforms(file) if file.suffix.lower() == ".xml" else _ted(file)
        except (Refused, OSError) as why:
            yield file.name, why


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in (".csv", ".xml") and file.is_file())


def _eforms(file: Path) -> Iterator[Found]:
    content = file.read_bytes()
    version = eforms.version(content)
    yield file.name, tuple(Bought(rows, version=version) for rows in eforms.read(content))


def _ted(file: Path) -> Iterator[Found]:
    """Lines of one notice stand together: its buyers and languages."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        for number, lines in groupby(ted.read(text), key=_number):
            if number is None:
                yield from ((f"{file.name}, line {line[0]}", line[1]) for line in lines)  # type: ignore[misc]
            else:
                yield f"{file.name}, {number}", _buyers(lines)  # type: ignore[arg-type]


def _number(line: ted.Line | tuple[int, Refused]) -> str | None:
    return None if isinstance(line[1], Refused) else line[0].notice


def _buyers(lines: Iterable[ted.Line]) -> tuple[Bought, ...]:
    buyers: dict[str, list[ted.Line]] = {}
    for notice, others in lines:
        buyers.setdefault(others.get("organisation") or notice.buyer.casefold(), []).append((notice, others))
    return tuple(_bought(lines) for lines in buyers.values())


def _bought(lines: list[ted.Line]) -> Bought:
    others = lines[0][1]
    version = others.get("version", "")
    return Bought(
        tuple(notice for notice, _ in lines),
        organisation=others.get("organisation", ""),
        version=int(version) if version.isdecimal() else 0,
    )
