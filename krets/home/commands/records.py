"""Registrars, and an organisation's records as a file."""

from datetime import datetime
from getpass import getuser
from pathlib import Path

import click
from django.conf import settings
from django.utils import translation

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.home import actions, rules
from krets.people import actions as people
from krets.people.models import Account, Organisation, Registrar

_Day = click.DateTime(["%Y-%m-%d"])


@click.group()
def registrar() -> None:
    """Appoint who keeps an organisation's records, and end it. Krets has no administrators of organisations."""


@registrar.command()
@click.argument("email")
@click.option(
    "--organisation", "slug", required=True, metavar="SLUG", help="As in its address, /organisations/SLUG/."
)
@click.option("--name", help="Of somebody who has no account yet; they sign in with a code sent to the address.")
@click.option("--language", default="sv", show_default=True, type=click.Choice(["sv", "fi", "en"]))
def appoint(email: str, slug: str, name: str | None, language: str) -> None:
    """Let a person read what the organisation's staff write and receive. They need be in no network."""
    with acting_as(Reader.of_system("registrar")):
        organisation = _organisation(slug)
        account = Account.objects.filter(email=email.strip().casefold()).select_related("person").first()
        if (account is None or account.person is None) and not name:
            raise click.ClickException(f"Nobody signs in as {email}. Say --name to let them in.")
        person = people.register(by=None, name=name or "", email=email, language=language)
        people.appoint_registrar(by=getuser(), person=person, organisation=organisation)
    click.echo(
        f"{person.name} keeps the records of {organisation.name}: {settings.URL}/organisations/{slug}/records/"
    )


@registrar.command()
@click.argument("email")
@click.option("--organisation", "slug", required=True, metavar="SLUG")
def end(email: str, slug: str) -> None:
    """From now on the person reads no more than before. That they were registrar stays known."""
    with acting_as(Reader.of_system("registrar")):
        found = Registrar.objects.filter(
            person__account__email=email.strip().casefold(), organisation__slug=slug, ended=None
        ).first()
        if found is None:
            raise click.ClickException(f"{email} is no registrar of {slug!r}.")
        people.end_registrar(by=getuser(), registrar=found)
    click.echo("Ended.")


@click.group()
def records() -> None:
    """An organisation's records."""


@records.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", type=_Day, help="The first day, such as 2026-01-01.")
@click.option("--until", type=_Day, help="The last day.")
@click.option("--language", default="sv", show_default=True, type=click.Choice(["sv", "fi", "en"]))
def export(slug: str, file: Path, since: datetime | None, until: datetime | None, language: str) -> None:
    """Write what the organisation's staff wrote and received to FILE, a zip that is read without Krets."""
    period = rules.Period(since.date() if since else None, until.date() if until else None)
    with acting_as(Reader.of_system("export.records")), translation.override(language), file.open("wb") as out:
        done = actions.export_records(by=None, organisation=_organisation(slug), period=period, out=out)
    click.echo(f"{done.items} items and {done.files} files are in {file}.")


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return found
