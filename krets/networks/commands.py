"""The room's verbs by shell."""

import json
from datetime import datetime
from pathlib import Path

import click
from django.db.models import Count, Q

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally
from krets.engines.notices.buyers import slug_of
from krets.engines.tables import Unreadable, read
from krets.networks import actions, rules
from krets.networks.models import Import, ImportRow, Mandate, Membership, Unit
from krets.people import actions as people
from krets.people.models import Organisation, Person


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per unit.")
@click.option("--alone", is_flag=True, help="Only those that have members and nobody who runs them.")
def units(as_json: bool, alone: bool) -> None:
    """List networks, chapters, subgroups and associations, with what a command calls them."""
    runs = Q(memberships__ended=None, memberships__role=Membership.Role.COORDINATOR)
    with acting_as(Reader.of_system("units")) as reader:
        rows = [
            {"slug": unit.slug, "name": unit.name, "kind": unit.kind, "state": unit.state, "members": unit.members}
            for unit in rules.visible(reader)
            .annotate(
                members=Count("memberships", filter=Q(memberships__ended=None)),
                running=Count("memberships", filter=runs),
            )
            .order_by("sort_key", "pk")
            if not alone or (unit.members and not unit.running)
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['slug']:32} {row['name']}  ({row['members']} members)")


@click.command()
@click.argument("slug")
@click.option("--name", required=True, help="What people call it.")
@click.option("--kind", default="network", show_default=True, type=click.Choice(list(Unit.Kind.values)))
@click.option("--language", default="sv", show_default=True, type=click.Choice(["sv", "fi", "nb", "da", "en"]))
@click.option("--purpose", default="", help="One sentence: what it is for.")
@click.option("--inside", metavar="SLUG", help="The unit that it is a part of.")
@click.option(
    "--known-to", default="public", show_default=True, type=click.Choice(["public", "buyers", "members"]),
    help="Who may know that it exists. What is shared in it is read by its members.",
)  # fmt: skip
def found(slug: str, name: str, kind: str, language: str, purpose: str, inside: str | None, known_to: str) -> None:
    """Found a unit: a network, chapter, subgroup or association."""
    with acting_as(Reader.of_system("found")):
        if Unit.objects.filter(slug=slug).exists():
            raise click.ClickException(f"There is a unit {slug!r} already.")
        actions.found(
            by=None, slug=slug, name=name, kind=kind, language=language, purpose=purpose,
            parent=_unit(inside) if inside else None, known_to=known_to,
        )  # fmt: skip
    click.echo(f"{name} is founded. Invite its first coordinator: krets invite … --unit {slug} --coordinator")


@click.command()
@click.argument("slug")
@click.argument("state", type=click.Choice(list(Unit.State.values)))
@click.option("--why", default="", help="Whoever may know of the unit reads it.")
def state(slug: str, state: str, why: str) -> None:
    """Bring a unit into another state."""
    with acting_as(Reader.of_system("state")):
        unit = _unit(slug)
        try:
            actions.change_state(by=None, unit=unit, state=state, why=why)
        except actions.NotAfter:
            follows = ", ".join(actions.FOLLOWS[unit.state]) or "nothing"
            raise click.ClickException(f"{unit.name} is {unit.state}: what may follow is {follows}.") from None
    click.echo(f"{unit.name} is {state}.")


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="What colleagues call the person.")
@click.option("--unit", "slug", required=True, metavar="SLUG", help="`krets units` lists them.")
@click.option("--organisation", metavar="NAME", help="Added if it is not known.")
@click.option("--language", default="sv", show_default=True, type=click.Choice(["sv", "fi", "en"]))
@click.option("--coordinator", is_flag=True, help="Make the person a network coordinator of the unit.")
def invite(email: str, name: str, slug: str, organisation: str | None, language: str, coordinator: bool) -> None:
    """Let a person in, as a member of a unit. How the first coordinator gets in.

    The person is written to and signs in with a code sent to the address.
    """
    with acting_as(Reader.of_system("invite")):
        employer = _organisation(organisation) if organisation else None
        unit = _unit(slug)
        membership = actions.invite(
            by=None, unit=unit, email=email, name=name, organisation=employer, language=language
        )
        if coordinator:
            actions.join(by=None, unit=unit, person=membership.person, role=Membership.Role.COORDINATOR)
    click.echo(f"{membership.person.name} is in {unit.name}. Sign in with a code sent to {email}.")


@click.command()
@click.argument("email")
@click.option("--unit", "slug", required=True, metavar="SLUG", help="`krets units` lists them.")
@click.option("--end", is_flag=True, help="Take the charge back.")
def vouch(email: str, slug: str, end: bool) -> None:
    """Give a member the charge of vouching in a unit: they can be told who writes there without a name."""
    with acting_as(Reader.of_system("vouch")):
        unit = _unit(slug)
        person = _person(email)
        try:
            (actions.relieve if end else actions.charge)(by=None, unit=unit, person=person)
        except actions.NotAMember:
            raise click.ClickException(f"{person.name} is no member of {unit.name}.") from None
    click.echo(f"{person.name} {'no longer vouches' if end else 'vouches'} in {unit.name}.")


@click.command()
@click.argument("email")
@click.option("--unit", "slug", required=True, metavar="SLUG", help="`krets units` lists them.")
@click.option("--as", "kind", required=True, type=click.Choice(list(Mandate.Kind.values)), help="To what.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day; else today.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; else until it is ended.")
@click.option("--firm", default="", help="Of a secretariat outside the organisation.")
@click.option("--outside", default="", help="Whose programme council, for a seat on one.")
@click.option("--end", is_flag=True, help="End it instead.")
def appoint(
    email: str,
    slug: str,
    kind: str,
    since: datetime | None,
    until: datetime | None,
    firm: str,
    outside: str,
    end: bool,
) -> None:
    """Trust a person with something in a unit, or end it: how a meeting's decision gets in, or the last who ran a
    unit is followed by somebody."""
    with acting_as(Reader.of_system("appoint")):
        unit, person = _unit(slug), _person(email)
        if end:
            held = Mandate.objects.filter(unit=unit, person=person, kind=kind, outside=outside, ended=None).first()
            if held is None:
                raise click.ClickException(f"{person.name} does not have that mandate in {unit.name}.")
            actions.end_mandate(by=None, mandate=held)
        else:
            actions.appoint(
                by=None, unit=unit, person=person, kind=kind, since=since.date() if since else None,
                until=until.date() if until else None, firm=firm, outside=outside,
            )  # fmt: skip
    done = "no longer" if end else "from now on"
    click.echo(f"{person.name} is {done} trusted in {unit.name}: {Mandate.Kind(kind).label}.")


@click.command("hand-over")
@click.argument("predecessor")
@click.argument("successor")
@click.option("--unit", "slug", required=True, metavar="SLUG", help="`krets units` lists them.")
@click.option("--note", default="", help="What the successor needs to know.")
def hand_over(predecessor: str, successor: str, slug: str, note: str) -> None:
    """Give what one person runs in a unit and beneath, or ran until they left, to another. By their addresses."""
    with acting_as(Reader.of_system("hand-over")):
        unit, old, new = _unit(slug), _person(predecessor), _person(successor)
        try:
            actions.hand_over(by=None, unit=unit, predecessor=old, successor=new, note=note)
        except actions.NothingToHandOver:
            raise click.ClickException(
                f"{old.name} runs nothing in {unit.name} that could be handed over."
            ) from None
    click.echo(f"{new.name} has taken over from {old.name} in {unit.name}.")


def _person(email: str) -> Person:
    person = Person.objects.filter(account__email__iexact=email).first()
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return person


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "slug", required=True, metavar="SLUG", help="Whose members they are.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@click.option(
    "--doubtful",
    default="refuse",
    show_default=True,
    type=click.Choice(["refuse", "skip", "known", "other"]),
    help="Rows with the name or the address of somebody here: refuse the list, skip, the same person, another.",
)
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_members(file: Path, slug: str, dry_run: bool, doubtful: str, as_json: bool) -> None:
    """Import members of a unit from CSV or Excel: all of the list, or nothing.

    Nobody is written to. What is odd about a row is written to standard error. A second run changes nothing.
    """
    _import(file, slug, Import.Kind.MEMBERS, dry_run, doubtful, as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "slug", required=True, metavar="SLUG", help="Whose list it is, for its language.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_organisations(file: Path, slug: str, dry_run: bool, as_json: bool) -> None:
    """Import organisations from CSV or Excel; what is said of known ones is changed. Safe to run again."""
    _import(file, slug, Import.Kind.ORGANISATIONS, dry_run, "refuse", as_json)


def _import(file: Path, slug: str, kind: str, dry_run: bool, doubtful: str, as_json: bool) -> None:
    try:
        sheet = read(file.read_bytes())
    except Unreadable as fault:
        raise click.ClickException(rules.fault(fault.code)) from None
    with acting_as(Reader.of_system("import")):
        imported = actions.bring_import(by=None, unit=_unit(slug), kind=kind, name=file.name, sheet=sheet)
        if not imported.sure:
            raise click.ClickException(
                "The headings are not understood: there must be one for name and one for e-mail."
            )
        actions.try_import(imported=imported)
        if doubtful != "refuse":
            actions.decide_import(by=None, imported=imported, choices={}, rest=doubtful)
        tally = _tally(imported)
        if dry_run:
            actions.remove_import(by=None, imported=imported)
        else:
            _take(imported)
    tally.say(as_json=as_json)


def _take(imported: Import) -> None:
    imported.refresh_from_db()
    try:
        actions.confirm_import(by=None, imported=imported)
    except actions.Undecided:
        raise click.ClickException("Nothing is changed. Decide about doubtful rows with --doubtful.") from None
    actions.run_import(imported=imported)


def _tally(imported: Import) -> Tally:
    tally = Tally()
    for row in rules.import_rows(imported):
        why = rules.told(row.told)
        if row.fate in (ImportRow.Fate.REFUSED, ImportRow.Fate.DOUBLE) or row.choice == "skip":
            tally.skip(why[-1])
        elif row.fate == ImportRow.Fate.UNSURE:
            tally.count("new") if row.choice else tally.skip(why[-1])
        else:
            tally.count({"new": "new", "change": "changed", "same": "unchanged"}[row.fate])
        for text in why:
            click.echo(f"row {row.number}: {text}", err=True)
    return tally


def _unit(slug: str) -> Unit:
    unit = Unit.objects.filter(slug=slug).first()
    if unit is None:
        raise click.ClickException(f"There is no unit {slug!r}. `krets units` lists them.")
    return unit


def _organisation(name: str) -> Organisation:
    known = Organisation.objects.filter(name__iexact=name.strip()).order_by("pk").first()
    return known or people.register_organisation(by=None, slug=slug_of(name), name=name.strip())
