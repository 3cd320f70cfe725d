"""Who may see and do what, by shell."""

import click

from krets.db.permissions import markdown


@click.command()
def permissions() -> None:
    """Print who may see and do what: what docs/permissions.md holds."""
    click.echo(markdown(), nl=False)
