"""Commands for the operator that span rooms."""

import os

import click
import polib
import psycopg
from django.conf import settings
from django.core.management import call_command, execute_from_command_line

from krets.db import places, roles


@click.command()
def migrate() -> None:
    """Make or update the database, its roles and grants. Safe to run again."""
    make_database()
    click.echo("The database is up to date.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, such as `krets django shell`."""
    execute_from_command_line(["krets django", *arguments])


def make_database() -> None:
    """Create what is missing, migrate as the owner, and let the application role in."""
    try:
        roles.create_database()
    except roles.RolesNeeded as needed:
        raise click.ClickException(str(needed)) from needed
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    with psycopg.connect(places.owner().url()) as connection:
        roles.grant(connection)


@click.command()
def messages() -> None:
    """Compile the texts in all languages, where they changed."""
    compile_messages()


def compile_messages() -> None:
    """Every .po that is newer than its .mo. By a library, so that no gettext need be installed."""
    for po in sorted(settings.ROOT.glob("krets/*/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            part = mo.with_suffix(f".{os.getpid()}.part")
            polib.pofile(str(po)).save_as_mofile(str(part))
            part.replace(mo)
