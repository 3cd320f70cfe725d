"""Organisations, their mail domains, and those who ask to be let in, for the operator."""

import json
from getpass import getuser

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.home import actions
from krets.people import actions as people
from krets.people.models import COUNTRIES, Domain, EntryRequest, Organisation
from krets.people.rules import waiting

_kind = click.option("--kind", type=click.Choice(list(Organisation.Kind.values)))
_country = click.option("--country", type=click.Choice(list(COUNTRIES)))
_region = click.option("--region", "regions", multiple=True, help="As people call it. More than one may be given.")
_nuts = click.option("--nuts", help="The NUTS code of its seat.")
_inhabitants = click.option("--inhabitants", type=click.IntRange(min=0), help="Gives the size band.")
_covered = click.option(
    "--covered/--supplier", default=None, help="Falls under procurement law, so that its staff can be buyers."
)


@click.group()
def organisation() -> None:
    """Register organisations, change what is known of them, and say which mail domains are theirs."""


@organisation.command()
@click.argument("slug")
@click.option("--name", required=True)
@_kind
@_country
@_region
@_nuts
@_inhabitants
@_covered
def register(slug: str, name: str, **facts: object) -> None:
    """Add an organisation."""
    with acting_as(Reader.of_system("organisation")):
        if Organisation.objects.filter(slug=slug).exists():
            raise click.ClickException(f"There is an organisation {slug!r} already.")
        people.register_organisation(by=None, slug=slug, name=name, **_said(facts))  # type: ignore[arg-type]
    click.echo(f"{name} is registered. Say which addresses are theirs: krets organisation verify {slug} DOMAIN")


@organisation.command()
@click.argument("slug")
@click.option("--name")
@_kind
@_country
@_region
@_nuts
@_inhabitants
@_covered
def change(slug: str, **facts: object) -> None:
    """Change what is known of it. With --supplier its staff leave their networks."""
    with acting_as(Reader.of_system("organisation")):
        actions.change_organisation(by=None, organisation=_organisation(slug), **_said(facts))
    click.echo("Changed.")


@organisation.command()
@click.argument("slug")
@click.argument("domain")
def verify(slug: str, domain: str) -> None:
    """Whoever shows that they have an address on DOMAIN is let in at once, as working there."""
    with acting_as(Reader.of_system("organisation")):
        try:
            found = people.verify_domain(
                by=None, organisation=_organisation(slug), name=domain, operator=getuser()
            )
        except people.PublicProvider:
            raise click.ClickException(f"Anybody can have an address at {domain}: it shows no employer.") from None
        except people.Taken:
            raise click.ClickException(f"{domain} is another organisation's.") from None
        except people.NoDomain:
            raise click.ClickException(f"{domain!r} is no domain of mail.") from None
    click.echo(f"{found.name} is {found.organisation.name}'s.")


@organisation.command("end")
@click.argument("domain")
def end_(domain: str) -> None:
    """Addresses on DOMAIN show nothing any more. Who is in stays in."""
    with acting_as(Reader.of_system("organisation")):
        found = Domain.objects.filter(name=domain.casefold(), ended=None).select_related("organisation").first()
        if found is None:
            raise click.ClickException(f"{domain} is nobody's.")
        people.end_domain(by=None, domain=found)
    click.echo("Ended.")


@organisation.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def show(slug: str, as_json: bool) -> None:
    """What is known of it, with its mail domains."""
    with acting_as(Reader.of_system("organisation")):
        found = _organisation(slug)
        known = {name: getattr(found, name) for name in people.FACTS}
        known["domains"] = list(found.domains.filter(ended=None).values_list("name", flat=True))
    lines = "\n".join(f"{name:12} {value}" for name, value in known.items())
    click.echo(json.dumps(known, ensure_ascii=False, indent=1) if as_json else lines)


@click.group()
def entries() -> None:
    """Those who ask to be let in, and wait for a person."""


@entries.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object for each.")
def list_(as_json: bool) -> None:
    """The longest waiting first."""
    with acting_as(Reader.of_system("entries")):
        rows = [
            {"key": one.key, "name": one.name, "email": one.email, "employer": one.employer, "title": one.title}
            for one in waiting()
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("  ".join(row.values()))


@entries.command("let-in")
@click.argument("key")
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="Where they work.")
@click.option("--why", required=True, help="How you know. It goes with the letter, and is kept.")
def let_in(key: str, slug: str, why: str) -> None:
    """Say yes. They are written to."""
    with acting_as(Reader.of_system("entries")):
        try:
            person = people.let_in(
                by=None, entry=_entry(key), organisation=_organisation(slug), why=why, operator=getuser()
            )
        except people.NotCovered:
            raise click.ClickException(f"{slug} does not fall under procurement law.") from None
    click.echo(f"{person.name} is in.")


@entries.command()
@click.argument("key")
@click.option("--why", required=True, help="It goes with the letter, and is kept.")
def refuse(key: str, why: str) -> None:
    """Say no. They are written to."""
    with acting_as(Reader.of_system("entries")):
        people.refuse_entry(by=None, entry=_entry(key), why=why, operator=getuser())
    click.echo("Refused.")


def _said(facts: dict[str, object]) -> dict[str, object]:
    said = {name: value for name, value in facts.items() if value is not None and value != ()}
    return said | ({"regions": list(said["regions"])} if "regions" in said else {})  # type: ignore[call-overload]


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return found


def _entry(key: str) -> EntryRequest:
    found = waiting().filter(key=key).first()
    if found is None:
        raise click.ClickException(f"Nobody waits by the key {key!r}. krets entries list shows who does.")
    return found
