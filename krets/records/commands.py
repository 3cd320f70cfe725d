"""The trail, for the operator."""

import json
from datetime import date

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.records import actions, checking, rules, sealing
from krets.records.models import Seal, Trace


@click.group()
def trail() -> None:
    """Show, seal and check the trail of who saw and changed what."""


@trail.command()
@click.option("--kind", help="Of things of this kind, such as ask, case, file, my_data.")
@click.option("--key", help="Of the thing of this name, with --kind.")
@click.option("--person", "key_of_person", metavar="KEY", help="Of this person: the name in their page's address.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per trace.")
def show(
    kind: str | None, key: str | None, key_of_person: str | None, since: date | None, limit: int, as_json: bool
) -> None:
    """Who saw, changed, took or removed what, newest first.

    Who wrote an unnamed thing does not stand in the trail. That you looked is itself written down.
    """
    if not (kind or key_of_person):
        raise click.UsageError("Say what of: --kind with or without --key, or --person.")
    with acting_as(Reader.of_system("trail")):
        traces = rules.traces(kind=kind, key=key, person=key_of_person, since=since)[:limit]
        rows = [
            {"at": trace.at.isoformat(), "by": rules.who(trace), "act": trace.act}
            | {"kind": trace.kind, "key": trace.key, "verb": trace.verb}
            for trace in traces
        ]
        actions.exported(by=None, kind="trail", key=f"{kind or 'person'}:{key or key_of_person or ''}"[:80])
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['at'][:19]}  {row['by']}  {row['act']}  {row['kind']}:{row['key']}  {row['verb']}")


@trail.command()
def seal() -> None:
    """Seal what is new and print the newest seal: keep it on paper, or in the minutes of a meeting."""
    with acting_as(Reader.of_system("trail")):
        while sealing.seal():
            pass
        newest = Seal.objects.order_by("-id").first()
    if newest is None:
        raise click.ClickException("Nothing has happened yet.")
    click.echo(checking.name_of(newest))


@trail.command()
@click.option("--seal", "kept", default="", metavar="SEAL", help="One that `krets trail seal` printed earlier.")
def check(kept: str) -> None:
    """Say whether the trail is as it was written, and else which day was altered. Exit code 1 if any was.

    Whoever owns the database could rewrite all of it, seals too: then a seal that was kept elsewhere tells.
    """
    try:
        with acting_as(Reader.of_system("trail")):
            faults = list(checking.find_faults(kept))
            seals, sealed = Seal.objects.count(), Trace.objects.exclude(seal=None).count()
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    for fault in faults:
        click.echo(f"{fault.day}: {fault.words}")
    if faults:
        raise click.ClickException(f"The trail was altered: {len(faults)} faults.")
    click.echo(f"The trail is as it was written: {sealed} traces under {seals} seals.")
    if kept:
        click.echo("Nothing up to the seal you kept was rewritten.")
