"""The index, for the operator."""

import json
from typing import Any

import click

from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.search import indexer, shelf
from krets.search.models import Document


@click.command()
@click.option("--rebuild", is_flag=True, help="Make a new index of everything; the present one serves meanwhile.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def index(rebuild: bool, as_json: bool) -> None:
    """Show the state of the search index, or make it anew.

    While `krets jobs` runs it does the rebuilding, in the background; without it this command does.
    """
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
