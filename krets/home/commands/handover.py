"""All that an installation holds, into a folder and out of it again."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import IO, TypeVar

import click
from django.db import connection, transaction

from krets.asks import actions as asks
from krets.cases import actions as cases
from krets.cases.models import BadRow
from krets.codes.actions import SHAPES, import_list
from krets.codes.models import Code
from krets.db import readers
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.rows import Row, line
from krets.db.tally import Tally
from krets.engines.notices import COLUMNS, files
from krets.mail import exact, mbox
from krets.networks import actions as networks
from krets.networks.models import Unit
from krets.people import actions as people
from krets.records.actions import exported
from krets.records.rules import record_rows

BATCH = 200  # rows or threads in a transaction
LARGEST = 1_000_000_000  # bytes of one letter with its files
NO_UNIT = "(none)"  # no slug has brackets

T = TypeVar("T")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--trail", is_flag=True, help="With the trail, its seals and what was removed: an archive copy.")
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def export_all(folder: Path, trail: bool, as_json: bool) -> None:
    """Export everything to a new folder, in the formats that imports read.

    Organisations, people and units as JSON lines, notices and codes as CSV, asks and answers as a mail
    archive for each unit, published cases as JSON lines with their files. The folder holds personal data:
    only its owner can read it. Passwords, keys and sessions stay behind, and so do the names of unnamed
    writers, drafts, notices and letters.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "mail").mkdir(mode=0o700, exist_ok=True)
    with acting_as(Reader.of_system("export")):
        exported(by=None, kind="installation", key="")
    with _still(), acting_as(Reader.of_system("export")):
        counts = _export(folder)
        for name, rows in record_rows().items() if trail else ():
            counts[name] = _write_lines(folder / f"{name}.jsonl", rows)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo("\n".join(f"{count:>8} {name}" for name, count in counts.items()))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_all(folder: Path, as_json: bool) -> None:
    """Import what an export wrote. What is there already stays as it is; a second run adds nothing.

    People come without passwords: each signs in with a code sent to their address. Unnamed writers stay
    unnamed. Nobody is notified.
    """
    total = Tally()
    for name, take in _STEPS:
        if _there(folder, name):
            tally = take(folder)
            total.add(tally)
            click.echo(f"{name}: {tally.new} new, {tally.read} read", err=True)
    total.say(as_json=as_json)


def _export(folder: Path) -> dict[str, int]:
    units = list(Unit.objects.order_by("slug"))
    named = {readers.unit(unit.pk): f"unit:{unit.slug}" for unit in units}
    counts = {
        "organisations": _write_lines(folder / "organisations.jsonl", people.export_organisations(by=None)),
        "people": _write_lines(folder / "people.jsonl", people.export_people(by=None, named=named)),
        "units": _write_lines(folder / "units.jsonl", networks.export_units(by=None)),
        "cases": _write_lines(folder / "cases.jsonl", cases.rows(by=None)),
        "notices": _write_table(
            folder / "notices.csv", (*COLUMNS, "organisation", "version"), people.export_purchases(by=None)
        ),
        "letters": sum(_write_mail(folder / "mail", unit) for unit in [*units, None]),
    }
    for name in sorted(SHAPES):
        counts[name] = _write_codes(folder / f"codes-{name}.csv", name)
    return counts


def _write_lines(path: Path, rows: Iterable[Row]) -> int:
    with _private(path) as file:
        return sum(file.write(line(row).encode()) > 0 for row in rows)


def _write_table(path: Path, head: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    with _private(path) as file, TextIOWrapper(file, encoding="utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n")
        table.writerow(head)
        return sum(table.writerow(row) > 0 for row in rows)


def _write_mail(folder: Path, unit: Unit | None) -> int:
    letters = asks.export_letters(by=None, unit=unit)
    first = next(letters, None)
    if first is None:
        return 0
    with _private(folder / f"{unit.slug if unit else NO_UNIT}.mbox") as file:
        return sum(
            file.write(mbox.written(letter.sender[1], letter.date, exact.compose(letter))) > 0
            for letter in chain([first], letters)
        )


def _write_codes(path: Path, name: str) -> int:
    codes = Code.objects.filter(list=name).order_by("code")
    languages = sorted({language for code in codes.iterator() for language in code.labels})
    rows = ([code.code, *(code.labels.get(language, "") for language in languages)] for code in codes.iterator())
    return _write_table(path, ["code", *languages], rows)


def _organisations(folder: Path) -> Tally:
    with _acting():
        return people.restore_organisations(by=None, rows=_lines(folder / "organisations.jsonl"))


def _units(folder: Path) -> Tally:
    with _acting():
        return networks.restore_units(by=None, rows=list(_lines(folder / "units.jsonl")))


def _people(folder: Path) -> Tally:
    total = Tally()
    rows = _lines(folder / "people.jsonl")
    with _acting():
        tokens = {f"unit:{slug}": readers.unit(pk) for slug, pk in Unit.objects.values_list("slug", "pk")}
    tokens |= {token: token for token in (readers.BUYERS, readers.PUBLIC)}
    for batch in _batches(rows):
        with _acting():
            total.add(people.restore_people(by=None, rows=batch, named=tokens.get))
    return total


def _members(folder: Path) -> Tally:
    with _acting():
        return networks.restore_members(by=None, rows=list(_lines(folder / "units.jsonl")))


def _notices(folder: Path) -> Tally:
    total = Tally()
    for batch in _batches(files.read(folder / "notices.csv")):
        good = [found for _, found in batch if not isinstance(found, Exception)]
        for where, why in batch:
            if isinstance(why, Exception):
                click.echo(f"{where}: {why}", err=True)
                total.skip(str(why))
        with _acting():
            done = people.record_purchases(by=None, notices=good)
        total.add(Tally(len(good), done.new, done.changed, done.unchanged))
    return total


def _codes(folder: Path) -> Tally:
    total = Tally()
    for name in sorted(SHAPES):
        if not (folder / f"codes-{name}.csv").exists():
            continue
        with (folder / f"codes-{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row.pop("code"), row) for row in csv.DictReader(file)]
        with _acting():
            done = import_list(list=name, rows=rows)
        total.add(Tally(done.read, done.new, done.changed, done.unchanged, done.skipped))
    return total


def _cases(folder: Path) -> Tally:
    total = Tally()
    links: dict[str, list[str]] = {}
    for row in _lines(folder / "cases.jsonl"):
        try:
            with _acting():
                total.count(cases.take_in(by=None, row=row))
            links[row["key"]] = row.get("builds_on", [])
        except BadRow as why:
            total.skip(str(why))
    with _acting():
        for key, builds_on in links.items():
            cases.link(by=None, key=key, builds_on=builds_on)
    return total


def _mail(folder: Path) -> Tally:
    total = Tally()
    for path in sorted((folder / "mail").glob("*.mbox")):
        with path.open("rb") as file:
            for batch in _batches(_threads(mbox.letters(file, LARGEST)), BATCH // 4):
                with _acting():
                    total.add(asks.restore_letters(by=None, threads=batch))
    return total


# In this order: each refers to what stands before it.
_STEPS: tuple[tuple[str, Callable[[Path], Tally]], ...] = (
    ("organisations.jsonl", _organisations),
    ("units.jsonl", _units),
    ("people.jsonl", _people),
    ("units.jsonl", _members),
    ("notices.csv", _notices),
    ("codes-*.csv", _codes),
    ("cases.jsonl", _cases),
    ("mail/*.mbox", _mail),
)


def _there(folder: Path, name: str) -> bool:
    return any(folder.glob(name))


def _threads(letters: Iterable[mbox.Found]) -> Iterator[list[bytes]]:
    """An ask's letter with the answers after it."""
    thread: list[bytes] = []
    for found in letters:
        if thread and mbox.headers(found.raw).get("x-krets-kind") != "answer":
            yield thread
            thread = []
        thread.append(found.raw)
    if thread:
        yield thread


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            try:
                row = json.loads(text)
            except ValueError:
                row = None
            if not isinstance(row, dict):
                raise click.ClickException(f"{path.name}, line {number} is no object of JSON.")
            yield row


def _batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    coming = iter(rows)
    while batch := list(islice(coming, size)):
        yield batch


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A file for its owner's eyes, there only when it is whole."""
    part = path.with_name(path.name + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file
    part.replace(path)


@contextmanager
def _still() -> Iterator[None]:
    """One look at everything: what others change meanwhile is not half in it."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def _acting() -> AbstractContextManager[Reader]:
    return acting_as(Reader.of_system("import"))
