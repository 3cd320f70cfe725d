"""What finding costs at 10,000 documents: a first look, before the sets and the scale of their own bench.

Milliseconds of `find`, `similar` and `suggest` as a page calls them (index, re-reading, snippets and reasons),
under a reader with public, buyers and 8 of 500 units, beside the index alone and beside the same words
in tantivy without grams, all in the same run. Documents are made of real-looking words, with a seed.
"""

import argparse
import atexit
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
os.environ["KRETS_DATA"] = str(ROOT / "var" / "bench-search")
os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"
sys.path.insert(0, str(ROOT))

from krets.db import embedded  # noqa: E402

BEGIN = (
    "avtal", "upphandling", "skol", "fordon", "livsmedel", "städ", "miljö", "hankinta", "sopimus", "energi",
    "bygg", "vård", "it", "konsult",
)  # fmt: skip
END = (
    "uppföljning", "krav", "tjänster", "mat", "system", "modell", "pris", "analys", "seuranta", "osaaminen",
    "plan", "dialog", "kontroll", "stöd",
)  # fmt: skip
SMALL = (
    "och", "av", "för", "med", "hur", "vi", "som", "ja", "miten", "på", "till", "inte", "är", "det", "en",
    "ett", "när", "vilka",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    with embedded.running():
        import django

        django.setup()
        measure(options.documents, options.questions)
    return 0


def measure(documents: int, questions: int) -> None:
    from django.db import transaction

    from krets.db.identity import acting_as
    from krets.db.readers import BUYERS, PUBLIC, Reader
    from krets.home.commands import make_database
    from krets.search import chain, indexer, shelf
    from krets.search.models import Document
    from krets.search.query import find, similar, suggest
    from krets.search.question import typed

    make_database()
    chance = random.Random(1)
    with transaction.atomic():
        Document.objects.all().delete()
        started = time.perf_counter()
        for first in range(0, documents, 2000):
            put(first, min(2000, documents - first), chance)
    stored = time.perf_counter() - started
    started = time.perf_counter()
    rows = indexer.rebuild()
    indexed = time.perf_counter() - started
    size = sum(path.stat().st_size for path in shelf.folder().rglob("*") if path.is_file())
    print(
        f"{rows} documents: rows {rows / stored:.0f}/s, index {rows / indexed:.0f}/s, {size / rows:.0f} bytes each"
    )
    reader = Reader(1, (PUBLIC, BUYERS, *(f"unit:{chance.randrange(500)}" for _ in range(8))))
    asked = [" ".join(chance.choices(SMALL, k=2) + [word(chance) for _ in range(2)]) for _ in range(questions)]
    told = [text(chance, 60) for _ in range(questions // 4)]
    searcher = shelf.searcher()
    assert searcher is not None
    filters = chain.readable(reader)

    def words_only(question: str) -> None:
        known = [term for term in chain.terms(searcher, "words", typed(question).words) if term.known]
        if known:
            chain._best(searcher, [*((chain.Occur.Must, one) for one in filters),
                                   (chain.Occur.Must, chain._any("words", known))], 10)  # fmt: skip

    with acting_as(reader):
        say("find", lambda one: find(one, reader=reader), asked)
        say("  index alone", lambda one: chain.candidates(searcher, typed(one), filters), asked)
        say("  plain words", words_only, asked)
        say("suggest", lambda one: suggest(one[:-3], reader=reader), asked)
        say("similar", lambda one: similar(one, reader=reader), told)
    say("visible after", visible(chance), [str(number) for number in range(10)])


def put(first: int, rows: int, chance: random.Random) -> None:
    from krets.db.clock import now
    from krets.search import index
    from krets.search.index import Doc

    audiences = [("public",), ("buyers",), *((f"unit:{number}",) for number in range(500))]
    index.put_many(
        Doc(
            kind=chance.choice(["ask", "answer", "case"]), key=f"bench{number}", language="sv", at=now(),
            title=text(chance, 8), body=text(chance, 120), readers=chance.choice(audiences),
            terms=(f"cpv:{chance.randrange(10, 99)}000000",),
        )
        for number in range(first, first + rows)
    )  # fmt: skip


def visible(chance: random.Random) -> Callable[[str], None]:
    """From the commit of a change to its being found, with a process that follows."""
    from django.db import transaction

    from krets.search import indexer, shelf

    stop = threading.Event()
    follower = threading.Thread(target=indexer.follow, args=(stop,), daemon=True)
    follower.start()
    atexit.register(lambda: (stop.set(), follower.join(5)))
    time.sleep(2)

    def change(number: str) -> None:
        searcher = shelf.searcher()
        assert searcher is not None
        before = searcher.num_docs
        with transaction.atomic():
            put(10_000_000 + int(number) + int(time.time() * 1000) % 10_000_000, 1, chance)
        while (now_there := shelf.searcher()) is None or now_there.num_docs == before:
            time.sleep(0.005)

    return change


def say(name: str, work: Callable[[str], Any], inputs: list[str]) -> None:
    for one in inputs[:5]:
        work(one)
    took = []
    for one in inputs:
        started = time.perf_counter()
        work(one)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    print(f"{name:15} p50 {statistics.median(took):7.1f} ms   p95 {took[int(len(took) * 0.95) - 1]:7.1f} ms")


def word(chance: random.Random) -> str:
    return (
        chance.choice(BEGIN) + chance.choice(["", "s", "n"]) + chance.choice(END) + chance.choice(["", "en", "n"])
    )


def text(chance: random.Random, length: int) -> str:
    return " ".join(chance.choice(SMALL) if chance.random() < 0.4 else word(chance) for _ in range(length))


if __name__ == "__main__":
    sys.exit(main())
