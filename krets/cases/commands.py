"""The room's verbs by shell."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from krets.cases import actions, rules
from krets.cases.models import BadRow, Case, key_of
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally

BATCH = 50  # cases in a transaction
LONGEST = 100 * 1024 * 1024  # bytes in a line; documents stand in it


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_cases(file: Path, as_json: bool) -> None:
    """Import cases, one JSON object a line; docs/archive.md says the keys.

    A case that is known by its key is changed to what the line says. A line that can't be taken is skipped
    with its reason, and its number is written to standard error. Nobody is written to. Safe to run again.
    """
    tally, builds_on = Tally(), {}
    size = max(1, file.stat().st_size)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=size, label="Cases", file=sys.stderr, hidden=hidden) as bar:
        for batch in _batches(_lines(file, bar.update)):
            with acting_as(Reader.of_system("import.cases")):
                for number, line in batch:
                    if (row := _taken(number, line, tally)) and "builds_on" in row:
                        builds_on[key_of(row)] = [key for key in row["builds_on"] if isinstance(key, str)]
    with acting_as(Reader.of_system("import.cases")):
        for key, others in builds_on.items():
            actions.link(key=key, builds_on=others)
    tally.say(as_json=as_json)


@click.command()
@click.argument("key")
def let_back(key: str) -> None:
    """Let the writer of a case that was taken down publish it again. KEY is what stands in its address."""
    with acting_as(Reader.of_system("let_back")):
        case = Case.objects.filter(key=key).first()
        if case is None or rules.held_back(case) is None:
            raise click.ClickException(f"No case {key!r} is held back.")
        actions.let_back(by=None, case=case)
    click.echo("Its writer may publish it again, and hears so.")


def _taken(number: int, line: bytes, tally: Tally) -> dict[str, Any] | None:
    """The row, when it is taken; otherwise why not is counted and told."""
    try:
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"), parse_constant=_no_number)
        if not isinstance(row, dict):
            raise BadRow("not a JSON object")
        if not isinstance(row.get("builds_on", []), list):
            raise BadRow("builds_on is not a list of keys")
        tally.count(actions.take_in(row=row))
        return row
    except BadRow as bad:
        why = str(bad)
    except (ValueError, RecursionError):  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        why = "not JSON in UTF-8, or cut off"
    tally.skip(why)
    click.echo(f"line {number}: {why}", err=True)
    return None


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _lines(file: Path, far: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; of one that is too long only its beginning, which is then no JSON."""
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST):
            number, length = number + 1, len(line)
            while not line.endswith(b"\n") and (rest := lines.readline(LONGEST)):
                line, length = line[:100], length + len(rest)
                if rest.endswith(b"\n"):
                    break
            far(length)
            if line.strip():
                yield number, line


def _batches(lines: Iterator[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    batch: list[tuple[int, bytes]] = []
    size = 0
    for number, line in lines:
        batch.append((number, line))
        size += len(line)
        if len(batch) == BATCH or size > LONGEST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
