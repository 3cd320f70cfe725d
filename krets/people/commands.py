"""The room's verbs by shell."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from krets.db import places
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally
from krets.engines.notices import Bought, files
from krets.people.actions import record_purchases, reseal

KEY = "secret_key"
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


@click.group()
def keys() -> None:
    """Change the host's secret key, which signs and seals: change, then reseal, a month later forget."""


@keys.command()
def change() -> None:
    """Make a new key. What the former one signed and sealed stays good. Counts when Krets is started anew."""
    if os.environ.get("KRETS_SECRET_KEY"):
        raise click.ClickException(
            "Your key stands in KRETS_SECRET_KEY. Move it to KRETS_FORMER_KEYS, put a new one there, start Krets"
            " anew, and run krets keys reseal."
        )
    places.change_secret(KEY)
    click.echo("There is a new key. Start Krets anew, then run krets keys reseal.")


@keys.command("reseal")
def reseal_() -> None:
    """Seal second steps anew with the present key. Safe to run again."""
    with acting_as(Reader.of_system("keys")):
        count = reseal(by=None)
    click.echo(f"{count} sealed anew. Former keys still open older links and sessions: forget them in a month.")


@keys.command()
def forget() -> None:
    """Take former keys no longer: links in older letters stop working, whoever signed in before signs in again."""
    if os.environ.get("KRETS_FORMER_KEYS"):
        raise click.ClickException("They stand in KRETS_FORMER_KEYS. Empty it and start Krets anew.")
    with acting_as(Reader.of_system("keys")):
        reseal(by=None)
    places.forget_former_secrets(KEY)
    click.echo("Former keys are forgotten. Start Krets anew.")


def _notices(path: Path, tally: Tally) -> Iterator[tuple[Bought, ...]]:
    """What can be kept; the rest is told on standard error and counted."""
    for where, found in files.read(path):
        if isinstance(found, Exception):
            click.echo(f"{where}: {found}", err=True)
            tally.skip(str(found).partition(":")[0])
        else:
            yield found
