"""The database, the texts, what is missing before going live, and finding from the shell."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import polib
import psycopg
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from krets.codes.models import Code
from krets.db import places, roles
from krets.db.identity import acting_as, stay
from krets.db.readers import STRANGER
from krets.engines.breaches import fault_of
from krets.engines.countries import Broken
from krets.home import search
from krets.networks import rules as networks
from krets.networks.forms import countries
from krets.people.models import Account
from krets.people.rules import SECOND_STEP_FOR
from krets.records.rules import retention_table


@click.command()
def migrate() -> None:
    """Make or update the database, its roles and grants. Safe to run again."""
    make_database()
    click.echo("The database is up to date.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, such as `krets django shell`."""
    stay("django")
    execute_from_command_line(["krets django", *arguments])


@click.command()
@click.argument("question")
@click.option("--as", "email", metavar="EMAIL", help="Whose eyes to find with; a stranger's without it.")
@click.option("--kind", multiple=True, type=click.Choice(list(search.KINDS)), help="Only these kinds.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per hit.")
def find(question: str, email: str | None, kind: tuple[str, ...], page: int, as_json: bool) -> None:
    """Find experiences, asks, answers, colleagues and networks that a person may read.

    Words are alternatives; "a phrase" must be there, -word must not, and digits are a CPV code.
    """
    account = Account.objects.filter(email=email.strip().casefold()).first() if email else None
    if email and account is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    reader = networks.reader_of(account) if account else STRANGER
    with acting_as(reader), translation.override((account and account.language) or settings.LANGUAGE_CODE):
        found = search.find(question, reader=reader, kinds=kind, page=page)
        rows = search.rows(found.hits, reader)
        if as_json:
            click.echo(json.dumps([row.plain() for row in rows], ensure_ascii=False, indent=1))
            return
        for row in rows:
            answers = f" ({row.answers})" if row.answers else ""
            click.echo(f"{row.kind}: {row.hit.title}{answers}\n    {row.because}\n    {row.plain()['url']}")
        click.echo(f"{found.total} hits, page {found.page} of {found.pages}", err=True)


def make_database() -> None:
    """Create what is missing, migrate as the owner, and let the application role in."""
    try:
        roles.create_database()
    except roles.NotReady as reason:
        raise click.ClickException(str(reason)) from reason
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


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object for each point.")
def check(as_json: bool) -> None:
    """Say what is missing before going live. Exit code 1 when something must be mended."""
    points = list(_points())
    if as_json:
        click.echo(json.dumps([asdict(point) for point in points], ensure_ascii=False, indent=1))
    else:
        for point in points:
            click.echo(f"{'ok     ' if point.ok else 'mend   ' if point.must else 'think  '} {point.what}")
            if not point.ok:
                click.echo(f"         {point.do}")
    sys.exit(any(point.must and not point.ok for point in points))


@dataclass(frozen=True)
class Point:
    """One thing to have in order; `must` when going live without it would be wrong, not only poorer."""

    what: str
    ok: bool
    do: str
    must: bool = True


def _points() -> Iterator[Point]:
    env = os.environ.get
    yield Point(
        "The address is https.",
        settings.URL.startswith("https://"),
        "Set KRETS_URL, such as https://krets.example.org.",
    )
    yield Point(
        "The database is your own.",
        bool(env("KRETS_DATABASE_URL")),
        "Set KRETS_DATABASE_URL; the embedded server is for trying out.",
    )
    yield Point("This is no demo.", not settings.DEMO, "Choose another KRETS_DATA, or remove krets.env in it.")
    yield Point("The clock is not shifted.", not env("KRETS_NOW"), "Remove KRETS_NOW.")
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        role = cursor.fetchone()
        cursor.execute("select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
        owned = cursor.fetchone()
        cursor.execute("select count(*) from pg_roles where rolname = %s and rolbypassrls", [roles.RESCUE_ROLE])
        rescue = cursor.fetchone()
        cursor.execute("show server_version_num")
        version = cursor.fetchone()
    yield Point(
        "The application role can't bypass row policies.",
        role == (False,),
        "Name an ordinary role in KRETS_DATABASE_APP_URL.",
    )
    yield Point(
        "The application role owns no tables.",
        owned == (0,),
        "Let another role own and migrate: KRETS_DATABASE_URL.",
    )
    yield Point(
        "Dumps have a role that reads past row policies.", rescue == (1,),
        f"As the database's administrator: create role {roles.RESCUE_ROLE} nologin bypassrls;", must=False,
    )  # fmt: skip
    yield Point("PostgreSQL is 15 or newer.", int(version[0]) >= 150000, "Upgrade PostgreSQL.")
    plan = MigrationExecutor(connections["owner"]).migration_plan(
        MigrationExecutor(connections["owner"]).loader.graph.leaf_nodes()
    )
    yield Point("The database is up to date.", plan == [], "Run krets migrate.")
    if breached := env("KRETS_BREACHED_PASSWORDS"):
        fault = fault_of(Path(breached))
        yield Point("The list of breached passwords can be used.", not fault, fault)
    yield Point(
        "Who must have a second step is said in a word we know.", settings.SECOND_STEP_FOR in SECOND_STEP_FOR,
        f"Set KRETS_SECOND_STEP_FOR to one of {', '.join(SECOND_STEP_FOR)}.",
    )  # fmt: skip
    yield Point(
        "No former secret key is taken any more.", not settings.SECRET_KEY_FALLBACKS,
        "A month after krets keys change, run krets keys forget.", must=False,
    )  # fmt: skip
    yield Point(
        "What the gate asks is whole, in every country.", not (broken := _broken_countries()), " ".join(broken)
    )
    undecided = [row.kind for row in retention_table() if not row.may_go]
    yield Point(
        "What may be removed is decided.", not undecided,
        f"Kept until krets retention set KIND --decision … --decided …: {', '.join(undecided)}.", must=False,
    )  # fmt: skip
    yield Point("Letters can go out.", bool(settings.MAIL_SMTP), "Set KRETS_SMTP, such as smtp://localhost:25.")
    yield Point(
        "Letters have a domain of their own.",
        settings.MAIL_DOMAIN != "localhost",
        "Set KRETS_MAIL_DOMAIN to the domain that replies come to.",
    )
    yield Point(
        "Forged letters are recognised.", bool(settings.MAIL_AUTHSERV),
        "Set KRETS_AUTHSERV_ID to the name that your mail server writes in Authentication-Results.", must=False,
    )  # fmt: skip
    yield Point("Files can be kept.", _writable(settings.MEDIA_ROOT), f"Let Krets write to {settings.MEDIA_ROOT}.")
    yield Point(
        "Codes are imported.", Code.objects.exists(),
        "Run krets import codes cpv PATH and krets import codes nuts PATH: they help choosing.", must=False,
    )  # fmt: skip


def _broken_countries() -> tuple[str, ...]:
    try:
        countries()
    except Broken as broken:
        return broken.faults
    return ()


def _writable(folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)
