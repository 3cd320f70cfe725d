"""The room's verbs by shell."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally
from krets.engines.notices import Bought, files
from krets.people.actions import record_purchases

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


def _notices(path: Path, tally: Tally) -> Iterator[tuple[Bought, ...]]:
    """What can be kept; the rest is told on standard error and counted."""
    for where, found in files.read(path):
        if isinstance(found, Exception):
            click.echo(f"{where}: {found}", err=True)
            tally.skip(str(found).partition(":")[0])
        else:
            yield found
