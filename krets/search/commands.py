"""The index, for the operator."""

import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.engines.text import finnish
from krets.search import indexer, shelf, vectors
from krets.search.bench import finding, sets
from krets.search.bench.finding import Measured
from krets.search.lexicon import labels, learning, store
from krets.search.models import Document

LABELS = Path("lexicon", "labels.jsonl.gz")  # in the folder of the installation that is measured


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
        stop = threading.Event()
        threading.Thread(target=vectors.follow, args=(stop,), daemon=True).start()
        indexer.follow(stop)
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


@click.command()
@click.argument("paths", metavar="[PATH…]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def lexicon(paths: Sequence[Path], as_json: bool) -> None:
    """Learn which words mean the same in two languages, so that a question finds what is written in another.

    PATH is a file or folder of labels (CSV or TSV with a column for each language, such as CPV, eForms and NUTS)
    or of dictionaries (FreeDict: dictd's .index beside .dict.dz, or .tei). Without PATH it is learnt again from
    the labels that were given last. Pages use the new one at once.
    """
    try:
        given = labels.read([labels.OWN, *paths]) if paths else labels.kept(store.labels_file())
    except labels.NotLabels as fault:
        raise click.ClickException(str(fault)) from fault
    if not given:
        raise click.ClickException("Name files to learn from: krets lexicon PATH…")
    hidden = as_json or not sys.stderr.isatty()
    with click.progressbar(length=learning.steps(given), label="lexicon", file=sys.stderr, hidden=hidden) as bar:
        place = learning.make(given, bar.update)
    labels.write(given, store.labels_file())
    size = sum(path.stat().st_size for path in place.iterdir())
    state = {"labels": len(given), "bytes": size, "voikko": finnish.available(), "name": place.name}
    said = f"{len(given)} labels, {size / 1e6:.1f} MB, {'with' if state['voikko'] else 'without'} Voikko"
    click.echo(json.dumps(state) if as_json else said)


@click.command("finding")
@click.argument("folders", metavar="DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--labels",
    "named",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A file or folder to learn the lexicon from; may be given again. Else what `krets lexicon` was given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, an object for each set.")
def bench_finding(folders: Sequence[Path], named: Sequence[Path], as_json: bool) -> None:
    """Measure finding on test sets, beside plain chains in the same engine.

    Each DIR holds corpus.jsonl, queries.jsonl and qrels.tsv. Nothing of this installation is touched. The lexicon
    is learnt anew for each set, without the CPV classes that are asked for in it.
    """
    try:
        tested = [sets.read(folder) for folder in folders]
        given = labels.read(named) if named else labels.kept(Path(os.environ.get("KRETS_BENCH_OF", "")) / LABELS)
    except (sets.NotASet, labels.NotLabels) as fault:
        raise click.ClickException(str(fault)) from fault
    measured = []
    for one in tested:
        measured.append(finding.measure(one, given))
        if not as_json:
            _say(measured[-1], first=len(measured) == 1)
    if as_json:
        click.echo(json.dumps([one.plain() for one in measured], ensure_ascii=False))


def _say(one: Measured, *, first: bool) -> None:
    """A line of a table that can be pasted into bench/README.md."""
    if first:
        heads = ["set", "nDCG@10", "Recall@10", "MRR@10", *one.chains]
        heads += ["p50 ms", "p95 ms", "MB", "everyday", "without"]
        click.echo(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    ours = [one.ours.ndcg, one.ours.recall, one.ours.mrr, *(scores.ndcg for scores in one.chains.values())]
    cells = [one.name, *(f"{value:.3f}" for value in ours)]
    cells += [f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.bytes / 1e6:.1f}"]
    count, whole, without = one.everyday
    cells += [f"{whole:.3f} of {count}", f"{without:.3f}"] if count else ["", ""]
    click.echo(f"| {' | '.join(cells)} |")
