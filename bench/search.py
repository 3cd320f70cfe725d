"""What finding costs with so many documents, beside plain words in tantivy and in SQLite, all in one run.

The documents are ours (`bench/material.py`). The reader holds public, buyers and 8 of 500 networks, and so reads
half of them. Questions are asked by one process on one core; the database, which reads each hit again, is another
process that works while that one waits. A row of the result is a set:

find            what a page calls: index, rows read again, reasons, snippets and counts
index alone     the same without rows: two chains of terms
suggest, similar  titles while one types; what was said before about a text of sixty words
plain tantivy, sqlite   see `bench/peers.py`
visible         from a commit to its being found; first one by one, then while 200 changes a second come
import          rows and index together, made by two processes as an installation does; rebuild: the index alone
memory          RssAnon of a whole web process after it answered the questions, by four readers at once
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import connection, connections

from bench import material
from bench.peers import Sqlite, Tantivy
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.places import ROOT
from krets.db.readers import BUYERS, PUBLIC, Reader, unit
from krets.search import chain, index, indexer, shelf
from krets.search.index import Doc
from krets.search.models import Document
from krets.search.query import find, similar, suggest
from krets.search.question import typed

READER = Reader(1, (PUBLIC, BUYERS, *map(unit, material.OWN), "person:1"))
SYSTEM = Reader.of_system("bench")
AT_ONCE = 1000  # rows a transaction of the import writes
RATE = 200  # changes a second, by so many writers at once
WRITERS = 4
SLOW = 25  # questions that SQLite is asked at most: it takes seconds for each
WARM = 10  # questions before it counts


@click.command()
@click.option("--documents", type=click.IntRange(100), default=10_000, show_default=True)
@click.option("--questions", type=click.IntRange(20), default=200, show_default=True)
@click.option(
    "--seconds", type=click.IntRange(1), default=20, show_default=True, help="Of changes at 200 a second."
)
@click.option(
    "--reuse", is_flag=True, help="Take what the last run of as many documents left, and import nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print a list with one object per set.")
def search(documents: int, questions: int, seconds: int, reuse: bool, as_json: bool) -> None:
    """Latency, freshness, memory and import of search, beside plain tantivy and SQLite."""
    folder = Path(settings.DATA) / "documents"
    sets = []
    for one in measure(folder, documents, material.questions(questions), seconds, reuse):
        sets.append(one)
        if not as_json:
            click.echo(_line(one))
    if as_json:
        click.echo(json.dumps(sets))


def measure(
    folder: Path, documents: int, questions: list[str], seconds: int, reuse: bool
) -> Iterator[dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    path = folder / f"{documents}.jsonl"
    if not path.exists():
        material.write(path, documents)
    if not (reuse and _there() == documents):
        yield imported(path, documents)
        yield rebuilt(documents)
    size = sum(one.stat().st_size for one in shelf.folder().rglob("*") if one.is_file())
    searcher = shelf.searcher()
    assert searcher is not None
    filters = chain.readable(READER)
    mark = f"{documents}-{path.stat().st_mtime_ns}"
    plain = _peer(Tantivy, folder / "tantivy", mark, path)
    yield latency("plain tantivy", lambda one: plain.ask(one, READER.tokens), questions, plain.bytes())
    theirs = statistics.quantiles(_last, n=20)[-1]
    with acting_as(READER):
        yield latency(
            "index alone", lambda one: chain.candidates(searcher, typed(one), filters), questions, size, theirs
        )
        yield latency("find", lambda one: find(one, reader=READER), questions, size, theirs)
        yield latency("suggest", lambda one: suggest(one[:-2], reader=READER), questions, size)
        told = material.asks(max(20, len(questions) // 4))
        yield latency("similar", lambda one: similar(one, reader=READER), told, size)
    sqlite = _peer(Sqlite, folder / "sqlite", mark, path)
    yield latency("sqlite", lambda one: sqlite.ask(one, READER.tokens), questions[:SLOW], sqlite.bytes())
    yield memory(folder, questions)
    with _following():
        yield from visible(documents, seconds)


def imported(path: Path, documents: int) -> dict[str, Any]:
    """Everything anew: rows by one process, the index by another that follows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate search_document")
    shutil.rmtree(settings.SEARCH_DIR, ignore_errors=True)
    with _following():
        while shelf.current() is None:
            time.sleep(0.02)
        started = time.perf_counter()
        page: list[Doc] = []
        for one in material.read(path):
            page.append(_doc(one))
            if len(page) == AT_ONCE:
                _put(page)
        _put(page)
        stored = time.perf_counter() - started
        while _entries() < documents:
            time.sleep(0.05)
        whole = time.perf_counter() - started
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze search_document")
    return {
        "set": "import", "documents": documents, "documents_per_second": round(documents / whole),
        "rows_per_second": round(documents / stored), "seconds": round(whole, 1),
    }  # fmt: skip


def rebuilt(documents: int) -> dict[str, Any]:
    started = time.perf_counter()
    indexer.rebuild()
    took = time.perf_counter() - started
    return {"set": "rebuild", "documents_per_second": round(documents / took), "seconds": round(took, 1)}


def latency(
    name: str, ask: Callable[[str], Any], asked: Sequence[str], size: int, theirs: float | None = None
) -> dict[str, Any]:
    for one in asked[:WARM]:
        ask(one)
    took = []
    with _one_core():
        for one in asked:
            started = time.perf_counter()
            ask(one)
            took.append((time.perf_counter() - started) * 1000)
    _last[:] = took
    p95 = statistics.quantiles(took, n=20)[-1]
    told = {
        "set": name, "questions": len(took), "p50_ms": round(statistics.median(took), 2), "p95_ms": round(p95, 2),
        "max_ms": round(max(took), 2), "index_bytes": size,
    }  # fmt: skip
    return told | ({"p95_to_plain_tantivy": round(p95 / theirs, 2)} if theirs else {})


def visible(documents: int, seconds: int) -> Iterator[dict[str, Any]]:
    """Until a committed word is found, by itself and then under a load of changes."""
    chance = random.Random(3)
    while _entries() < 1:
        time.sleep(0.05)
    _until_seen(_change(chance, documents))
    alone = [_until_seen(_change(chance, documents)) for _ in range(20)]
    yield _told_visible("visible", alone)
    loaded: list[float] = []
    done = threading.Event()
    changed = [0] * WRITERS
    began = time.perf_counter()

    def load(mine: int) -> None:
        chance = random.Random(mine)
        while not done.is_set():
            _change(chance, documents)
            changed[mine] += 1
            # Behind, it goes on at once; so the rate is kept or what was reached is told.
            done.wait(max(0.0, began + changed[mine] * WRITERS / RATE - time.perf_counter()))
        connection.close()

    changing = [threading.Thread(target=load, args=(mine,)) for mine in range(WRITERS)]
    for one in changing:
        one.start()
    started = time.perf_counter()
    probing = random.Random(4)
    while time.perf_counter() - started < seconds:
        loaded.append(_until_seen(_change(probing, documents)))
    took = time.perf_counter() - started
    reached = sum(changed)
    done.set()
    for one in changing:
        one.join()
    yield _told_visible("visible under changes", loaded) | {"changes_per_second": round(reached / took)}


def memory(folder: Path, questions: list[str]) -> dict[str, Any]:
    asked = folder / "questions.json"
    asked.write_text(json.dumps(questions))
    done = subprocess.run(
        [sys.executable, "-m", "bench.serving", "web", str(asked)], cwd=ROOT, capture_output=True, text=True,
        check=True, env=os.environ | {"KRETS_POOL": "8"},
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    if told["wrong"]:
        raise click.ClickException(f"The pages answered {told['wrong']}.")
    return {
        "set": "memory",
        "rss_anon_mb": round(told["RssAnon"] / 1024, 1),
        "rss_mb": round(told["VmRSS"] / 1024),
    }


_last: list[float] = []


def _peer(kind: Any, place: Path, mark: str, path: Path) -> Any:
    """A peer over these documents, made anew where the last run's was over others."""
    made = place.with_suffix(".of")
    fresh = not made.exists() or made.read_text() != mark
    if fresh:
        shutil.rmtree(place, ignore_errors=True)
        place.unlink(missing_ok=True)
    peer = kind(place)
    if fresh:
        peer.fill(material.read(path))
        made.write_text(mark)
    return peer


def _doc(one: dict[str, Any]) -> Doc:
    return Doc(
        kind=one["kind"], key=one["key"], language=one["language"], title=one["title"], body=one["body"],
        readers=tuple(one["readers"]), at=now(), terms=tuple(one["terms"]),
        facets={"ask": one["key"]} if one["kind"] == "answer" else {},
    )  # fmt: skip


def _put(page: list[Doc]) -> None:
    with acting_as(SYSTEM):
        index.put_many(page)
    page.clear()


def _change(chance: random.Random, documents: int) -> str:
    """Some document says something new: the word that nobody said before."""
    word = f"q{chance.getrandbits(60):x}z"
    one = material.document(chance.randrange(documents))
    with acting_as(SYSTEM):
        index.put(_doc(one | {"body": f"{one['body']} {word}", "readers": ["buyers"]}))
    return word


def _until_seen(word: str) -> float:
    started = time.perf_counter()
    while True:
        searcher = shelf.searcher()
        if searcher is not None and searcher.doc_freq("words", word):
            break
        time.sleep(0.01)
    took = (time.perf_counter() - started) * 1000
    with acting_as(READER):
        hits = find(word, reader=READER).hits
    assert len(hits) == 1, f"{word} is indexed but not found"
    return took


def _told_visible(name: str, took: list[float]) -> dict[str, Any]:
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    return {
        "set": name, "changes": len(took), "p50_ms": round(statistics.median(took), 1), "p95_ms": round(p95, 1),
        "max_ms": round(max(took), 1),
    }  # fmt: skip


def _there() -> int:
    with acting_as(SYSTEM):
        return Document.objects.filter(deleted=False).count() if _entries() else 0


def _entries() -> int:
    searcher = shelf.searcher()
    return searcher.num_docs if searcher else 0


@contextmanager
def _following() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "bench.serving", "follow"], cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _one_core() -> Iterator[None]:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _line(one: dict[str, Any]) -> str:
    return f"{one['set']:22} " + "  ".join(f"{name} {value}" for name, value in one.items() if name != "set")
