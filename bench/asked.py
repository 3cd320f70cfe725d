"""Was it asked before? How often the ask that is meant stands among the three that a colleague is shown.

Asks are ours (`bench/asked_material.py`): stored once, asked again nearly verbatim, reworded, and with a synonym
for what they are about. Nearly verbatim, the very ask is meant; else whatever asks the same about the same, in
whichever circumstances. `unseen` asks are about what nobody has asked about: there, whatever is shown is a false
suggestion. Latency is of `query.similar` whole: index, rows read again, reasons and snippets.
"""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import click
from django.db import connections

from bench import asked_material
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.readers import BUYERS, PUBLIC, Reader
from krets.search import index, indexer, shelf
from krets.search.index import Doc
from krets.search.query import similar

READER = Reader(1, (PUBLIC, BUYERS, "unit:1", "person:1"))
SYSTEM = Reader.of_system("bench")


@click.command()
@click.option("--asks", type=click.IntRange(100, 5300), default=5000, show_default=True)
@click.option("--again", type=click.IntRange(20), default=300, show_default=True, help="Asked again of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per set.")
def asked(asks: int, again: int, as_json: bool) -> None:
    """Recall and latency of "was it asked before?" on asks of our own."""
    every = asked_material.asks(asks)
    _store(every)
    size = sum(path.stat().st_size for path in shelf.folder().rglob("*") if path.is_file())
    some = list(enumerate(every[:again]))
    kinds: dict[str, Callable[[Any], str]] = {
        "verbatim": lambda one: one.verbatim,
        "reworded": lambda one: one.reworded,
        "synonym": lambda one: one.synonym,
    }
    sets = [
        _measured(name, [(said(one), _meant(name, number, every)) for number, one in some], size)
        for name, said in kinds.items()
    ]
    sets.append(_measured("unseen", [(text, frozenset[str]()) for text in asked_material.unseen(again)], size))
    if as_json:
        click.echo(json.dumps(sets))
        return
    for one in sets:
        click.echo(
            f"{one['set']:10} " + "  ".join(f"{name} {value}" for name, value in one.items() if name != "set")
        )


def _meant(name: str, number: int, every: list[asked_material.Asked]) -> frozenset[str]:
    if name == "verbatim":
        return frozenset([f"ask{number}"])
    return frozenset(f"ask{n}" for n, one in enumerate(every) if one.question == every[number].question)


def _store(every: list[asked_material.Asked]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate search_document")
    with acting_as(SYSTEM):
        index.put_many(
            Doc("ask", f"ask{number}", one.language, one.title, one.body, (BUYERS,), now())
            for number, one in enumerate(every)
        )
    indexer.rebuild()


def _measured(name: str, again: list[tuple[str, frozenset[str]]], size: int) -> dict[str, Any]:
    """again: a text, and the keys of the asks that it means."""
    places, took, shown = [], [], 0
    with acting_as(READER):
        similar(again[0][0], reader=READER)
        for text, meant in again:
            started = time.perf_counter()
            keys = [hit.key for hit in similar(text, reader=READER)]
            took.append((time.perf_counter() - started) * 1000)
            shown += bool(keys)
            places.append(next((place for place, key in enumerate(keys, 1) if key in meant), 0))
    told = {
        "set": name, "asks": len(again), "recall@1": round(sum(place == 1 for place in places) / len(places), 4),
        "recall@3": round(sum(0 < place <= 3 for place in places) / len(places), 4),
        "mrr": round(sum(1 / place for place in places if place) / len(places), 4),
        "shown": round(shown / len(places), 4), "p50_ms": round(statistics.median(took), 2),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 2), "index_bytes": size,
    }  # fmt: skip
    if name == "unseen":
        return {key: value for key, value in told.items() if key not in ("recall@1", "recall@3", "mrr")}
    return told
