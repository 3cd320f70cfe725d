"""The index, for the operator."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.search import indexer, shelf
from krets.search.bench import finding, sets
from krets.search.bench.finding import Measured
from krets.search.models import Document


@click.command()
@click.option("--rebuild", is_flag=True, help="Make a new index of everything; the present one serves meanwhile.")
@click.option(
    "--follow", is_flag=True, help="Keep this machine's copy until stopped: for a machine that only serves."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def index(rebuild: bool, follow: bool, as_json: bool) -> None:
    """Show the state of the search index, or make it anew.

    While `krets jobs` runs it does the rebuilding, in the background; without it this command does.
    """
    if follow:
        indexer.follow(threading.Event())
    if rebuild:
        _rebuild(quiet=as_json)
    searcher, place = shelf.searcher(), shelf.current()
    with acting_as(Reader.of_system("index")):
        documents = Document.objects.filter(deleted=False).count()
    state: dict[str, Any] = {
        "entries": searcher.num_docs if searcher else 0,
        "documents": documents,
        "bytes": sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) if place else 0,
        "name": place.name if place else "",
        "another_wanted": shelf.wants_another(),
    }
    if as_json:
        click.echo(json.dumps(state))
        return
    click.echo(f"{state['entries']} entries of {state['documents']} documents, {state['bytes'] / 1e6:.1f} MB")
    if not place:
        click.echo("There is no index yet: krets jobs makes one, or krets index --rebuild.")


def _rebuild(quiet: bool) -> None:
    try:
        indexer.rebuild()
    except shelf.Busy:
        shelf.want_another()
        if not quiet:
            click.echo("krets jobs has been asked for a new index.")


@click.command("finding")
@click.argument("folders", metavar="DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, an object for each set.")
def bench_finding(folders: Sequence[Path], as_json: bool) -> None:
    """Measure finding on test sets, beside plain chains in the same engine.

    Each DIR holds corpus.jsonl, queries.jsonl and qrels.tsv. Nothing of this installation is touched.
    """
    try:
        tested = [sets.read(folder) for folder in folders]
    except sets.NotASet as fault:
        raise click.ClickException(str(fault)) from fault
    measured = []
    for one in tested:
        measured.append(finding.measure(one))
        if not as_json:
            _say(measured[-1], first=len(measured) == 1)
    if as_json:
        click.echo(json.dumps([one.plain() for one in measured], ensure_ascii=False))


def _say(one: Measured, *, first: bool) -> None:
    """A line of a table that can be pasted into bench/README.md."""
    if first:
        heads = ["set", "nDCG@10", "Recall@10", "MRR@10", *one.chains, "p50 ms", "p95 ms", "MB"]
        click.echo(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    ours = [one.ours.ndcg, one.ours.recall, one.ours.mrr, *(scores.ndcg for scores in one.chains.values())]
    cells = [one.name, *(f"{value:.3f}" for value in ours)]
    cells += [f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.bytes / 1e6:.1f}"]
    click.echo(f"| {' | '.join(cells)} |")
