"""How well the product finds: a test set goes in as rows, is indexed, and asked through `query.find`."""

import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.readers import BUYERS, PUBLIC, Reader
from krets.engines.text import language
from krets.engines.text.grams import words
from krets.engines.text.stopwords import LANGUAGES, SMALL
from krets.search import index, indexer, query, shelf
from krets.search.bench.chains import plain_chains
from krets.search.bench.sets import Ranks, Scores, TestSet, Text, score
from krets.search.index import Doc
from krets.search.lexicon import learning
from krets.search.lexicon.labels import Label
from krets.search.models import Document

BUYER = Reader(1, (PUBLIC, BUYERS, "unit:1", "person:1"))
OPERATOR = Reader.of_system("index")
SHORT, SOME = 8, 2  # words of an everyday sentence at most, and small ones among them at least


@dataclass(frozen=True)
class Measured:
    """p50, p95: milliseconds of one question, with all that a page of hits needs. chains: the peers, by name.

    everyday: of the short sentences among the questions, how many there are, nDCG@10 as they stand, and without
    their small words.
    """

    name: str
    ours: Scores
    chains: Mapping[str, Scores]
    p50: float
    p95: float
    bytes: int
    everyday: tuple[int, float, float]

    def plain(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "set": self.name,
            "ndcg@10": round(self.ours.ndcg, 4),
            "recall@10": round(self.ours.recall, 4),
            "mrr@10": round(self.ours.mrr, 4),
            "p50_ms": round(self.p50, 2),
            "p95_ms": round(self.p95, 2),
            "index_bytes": self.bytes,
            "chains": {name: round(scores.ndcg, 4) for name, scores in self.chains.items()},
            "everyday": dict(zip(("asked", "ndcg@10", "without"), self.everyday, strict=True)),
        }


def measure(tested: TestSet, labels: Sequence[Label] = ()) -> Measured:
    """Replaces all that the index has and the lexicon: only for an installation made for measuring.

    Labels of the CPV classes that are asked for in a set of CPV codes are left out of the lexicon.
    """
    _take(tested.documents)
    if labels:
        held = tested.cpv_classes
        learning.make([label for label in labels if label.cpv_class not in held], targets=_tongues(tested))
    took: list[float] = []

    def ours(text: str) -> list[str]:
        started = time.perf_counter()
        found = query.find(text, reader=BUYER)
        took.append(1000 * (time.perf_counter() - started))
        # What the page shows: where hits are few, the nearest follow.
        return [hit.key for hit in (*found.hits, *found.nearest)]

    with acting_as(BUYER):
        ours(tested.queries[0].text)
        took.clear()
        scores = score(tested, ours)
        p50, p95 = statistics.median(took), statistics.quantiles(took * 2, n=20)[-1]
        everyday = _everyday(tested, ours)
    peers = {name: score(tested, ranks) for name, ranks in plain_chains(tested.documents).items()}
    place = shelf.current()
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) if place else 0
    return Measured(tested.name, scores, peers, p50, p95, size, everyday)


def _everyday(tested: TestSet, ranks: Ranks) -> tuple[int, float, float]:
    """Dropping small words loses what a sentence like "vad är det att vara med" is made of."""
    short = [one for one in tested.queries if _is_everyday(one.text)]
    if not short:
        return 0, 0.0, 0.0
    asked = replace(tested, queries=short)
    whole, without = score(asked, ranks), score(asked, lambda text: ranks(_without_small(text)))
    return len(short), round(whole.ndcg, 4), round(without.ndcg, 4)


def _is_everyday(text: str) -> bool:
    said = words(text)
    return len(said) <= SHORT and sum(word in SMALL for word in said) >= SOME


def _without_small(text: str) -> str:
    """All of it where nothing else would be left: who drops small words must ask something."""
    return " ".join(word for word in words(text) if word not in SMALL) or text


def _tongues(tested: TestSet) -> list[str]:
    """Languages that the documents may be in: those of at least one in fifty."""
    found = Counter(language.guess(f"{one.title}\n{one.text}") for one in tested.documents)
    return [one for one in LANGUAGES if found[one] * 50 >= len(tested.documents)]  # type: ignore[index]


def _take(documents: list[Text]) -> None:
    moment = now()
    with acting_as(OPERATOR), transaction.atomic():
        Document.objects.all().delete()
        index.put_many(
            Doc(
                kind="case", key=one.id, title=one.title, body=one.text, readers=(BUYERS,), at=moment,
                language=language.guess(f"{one.title}\n{one.text}") or "",
            )
            for one in documents
        )  # fmt: skip
    indexer.rebuild()
