"""The processes: web, jobs, mail; and one that runs all three."""

import click


@click.command()
def web() -> None:
    """Serve pages."""


@click.command()
def jobs() -> None:
    """Work."""


@click.command()
def run() -> None:
    """All."""
