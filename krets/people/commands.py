"""The room's verbs by shell."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally
from krets.engines.notices import Refused, eforms, ted
from krets.people.actions import Bought, record_purchases

BATCH = 200  # notices a transaction


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_notices(path: Path, as_json: bool) -> None:
    """Import procurement notices as what organisations have bought.

    PATH is a table of TED notices (.csv), an eForms notice (.xml), or a folder of such. Buyers that are not
    known by name and country are added. A second run adds nothing.
    """
    tally, added = Tally(), 0
    coming = _notices(path, tally)
    while batch := list(islice(coming, BATCH)):
        with acting_as(Reader.of_system("import")):
            done = record_purchases(by=None, notices=batch)
        tally.read += len(batch)
        tally.new += done.new
        tally.changed += done.changed
        tally.unchanged += done.unchanged
        added += len(done.organisations)
    tally.say(as_json=as_json, organisations=added)


def _notices(path: Path, tally: Tally) -> Iterator[list[Bought]]:
    """What can be kept; the rest is told on standard error and counted."""
    for file in _files(path):
        try:
            yield from _eforms(file) if file.suffix.lower() == ".xml" else _ted(file, tally)
        except (Refused, OSError) as why:
            click.echo(f"{file.name}: {why}", err=True)
            tally.skip(str(why).partition(":")[0])


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in (".csv", ".xml") and file.is_file())


def _eforms(file: Path) -> Iterator[list[Bought]]:
    content = file.read_bytes()
    version = eforms.version(content)
    yield [Bought(rows, version=version) for rows in eforms.read(content)]


def _ted(file: Path, tally: Tally) -> Iterator[list[Bought]]:
    """Lines of one notice stand together: its buyers and languages."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        lines = _lines(file, ted.read(text), tally)
        for _, notice in groupby(lines, key=lambda line: line[0].notice):
            buyers: dict[str, list[ted.Line]] = {}
            for line in notice:
                buyers.setdefault(line[1].get("organisation") or line[0].buyer.casefold(), []).append(line)
            yield [_bought(lines) for lines in buyers.values()]


def _lines(file: Path, lines: Iterable[ted.Line | tuple[int, Refused]], tally: Tally) -> Iterator[ted.Line]:
    for line in lines:
        if isinstance(line[1], Refused):
            click.echo(f"{file.name}, line {line[0]}: {line[1]}", err=True)
            tally.skip(str(line[1]))
        else:
            yield line


def _bought(lines: list[ted.Line]) -> Bought:
    others = lines[0][1]
    version = others.get("version", "")
    return Bought(
        tuple(notice for notice, _ in lines),
        organisation=others.get("organisation", ""),
        version=int(version) if version.isdecimal() else 0,
    )
