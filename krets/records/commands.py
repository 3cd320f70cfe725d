"""The trail, and how long things are kept, for the operator."""

import json
from datetime import date, datetime
from typing import Any

import click
from django.conf import settings
from django.utils import translation

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.rows import values
from krets.records import actions, checking, rules, sealing
from krets.records.models import Removal, Seal, Trace


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


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per kind.")
@click.pass_context
def retention(context: click.Context, as_json: bool) -> None:
    """Show and set how long things are kept.

    Each night what is older is let go of. Where an authority runs Krets (KRETS_RUN_BY_AUTHORITY), a kind without
    a retention decision is kept.
    """
    if context.invoked_subcommand is not None:
        return
    with acting_as(Reader.of_system("retention")):
        rows = rules.retention_table()
    if as_json:
        click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
        return
    with translation.override("en"):
        _show(rows)


def _show(rows: list[rules.Kept]) -> None:
    for row in rows:
        days = "no end set" if row.days is None else f"{row.days} days after {row.keep.since}"
        click.echo(f"{row.kind}: {row.keep.name}\n    {days}: {row.keep.ENDS[row.keep.end]}. {row.keep.why}")
        if row.decision:
            click.echo(f"    decision {row.decision} of {row.decided}")
        elif settings.RUN_BY_AUTHORITY:
            click.echo("    kept until there is a retention decision")


@retention.command(name="set")
@click.argument("kind")
@click.argument("days", type=click.IntRange(min=0), required=False)
@click.option("--decision", metavar="REFERENCE", help="The retention decision, such as KS 2026/114.")
@click.option("--decided", type=click.DateTime(["%Y-%m-%d"]), help="The day of the decision.")
def set_kept(kind: str, days: int | None, decision: str | None, decided: datetime | None) -> None:
    """Set how many days a kind is kept, or the decision it is removed by."""
    if days is None and decision is None:
        raise click.UsageError("Give DAYS, or --decision with --decided.")
    if (decision is None) != (decided is None):
        raise click.UsageError("A decision has a reference and a day: --decision and --decided.")
    on = decided.date() if decided else None
    try:
        with acting_as(Reader.of_system("retention")):
            actions.set_retention(by=None, kind=kind, days=days, decision=decision, decided=on)
    except KeyError as unknown:
        raise click.ClickException(f"There is no kind {kind}. krets retention lists what there is.") from unknown
    click.echo("Set. It is carried out in the night.")
    if settings.RUN_BY_AUTHORITY:
        click.echo("Take an archive copy before anything goes: krets export DIR --trail")


@retention.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per removal.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(min=1))
def removals(as_json: bool, limit: int) -> None:
    """What was removed, how much, why and by which decision, newest first."""
    with acting_as(Reader.of_system("retention")):
        rows = list(Removal.objects.order_by("-id")[:limit])
    if as_json:
        click.echo(json.dumps([line_of(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        decision = f", decision {row.decision} of {row.decided}" if row.decision else ""
        click.echo(f"{row.at:%Y-%m-%d %H:%M}  {row.count} {row.kind} {row.key}: {row.why}{decision}")


def line_of(removal: Removal) -> dict[str, Any]:
    """A removal as JSON."""
    return values(removal) | {"at": removal.at.isoformat()}


def _plain(row: rules.Kept) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "days": row.days,
        "end": row.keep.end,
        "decision": row.decision,
        "decided": row.decided and row.decided.isoformat(),
        "carried_out": row.may_go and row.days is not None,
    }
