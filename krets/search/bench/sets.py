"""Test sets of finding, and how well a ranking does on one.

A set is a folder: corpus.jsonl (`_id`, `title`, `text`), queries.jsonl (`_id`, `text`) and qrels.tsv (question,
document, how relevant, under a line of headings).
"""

import json
import math
import re
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEEP = 10  # hits that are looked at
CPV = re.compile(r"\d{8}(-\d)?")

Ranks = Callable[[str], Sequence[str]]  # a question to the ids of what was found, best first


class NotASet(Exception):
    """The folder lacks a file, or a file is not what it should be."""


@dataclass(frozen=True)
class Text:
    id: str
    title: str
    text: str


@dataclass(frozen=True)
class TestSet:
    """right: question to document to how relevant (1 or more). Only questions that have something are kept."""

    __test__ = False  # it is no test of ours

    name: str
    documents: list[Text]
    queries: list[Text]
    right: Mapping[str, Mapping[str, int]]

    @property
    def cpv_classes(self) -> frozenset[str]:
        """The first five digits of all that is right, when the documents are CPV codes; else none."""
        if not all(CPV.fullmatch(document.id) for document in self.documents):
            return frozenset()
        return frozenset(document[:5] for found in self.right.values() for document in found)


@dataclass(frozen=True)
class Scores:
    ndcg: float
    recall: float
    mrr: float


def read(folder: Path) -> TestSet:
    """Raises NotASet."""
    try:
        right: dict[str, dict[str, int]] = {}
        for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
            query, document, score = [*line.split("\t"), "1"][:3] if "\t" in line else ("", "", "0")
            if score.strip().isdecimal() and int(score) > 0:
                right.setdefault(query, {})[document] = int(score)
        documents = list(_texts(folder / "corpus.jsonl"))
        queries = [query for query in _texts(folder / "queries.jsonl") if query.id in right]
    except (OSError, ValueError, KeyError) as fault:
        raise NotASet(f"{folder} is no test set: {fault}") from fault
    if not (documents and queries):
        raise NotASet(f"{folder} is no test set: no documents, or no questions with something right.")
    return TestSet(folder.resolve().name, documents, queries, right)


def score(tested: TestSet, ranks: Ranks) -> Scores:
    """Means over the questions, of the first ten found."""
    all_ranks = [(list(ranks(query.text))[:DEEP], tested.right[query.id]) for query in tested.queries]
    return Scores(
        ndcg=statistics.fmean(_ndcg(found, right) for found, right in all_ranks),
        recall=statistics.fmean(len(set(found) & set(right)) / len(right) for found, right in all_ranks),
        mrr=statistics.fmean(_mrr(found, right) for found, right in all_ranks),
    )


def _texts(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                given: dict[str, Any] = json.loads(line)
                yield Text(str(given["_id"]), given.get("title") or "", given.get("text") or "")


def _ndcg(found: Sequence[str], right: Mapping[str, int]) -> float:
    gained = sum(right.get(one, 0) / math.log2(place + 2) for place, one in enumerate(found))
    best = sorted(right.values(), reverse=True)[:DEEP]
    return gained / sum(gain / math.log2(place + 2) for place, gain in enumerate(best))


def _mrr(found: Sequence[str], right: Mapping[str, int]) -> float:
    return next((1 / place for place, one in enumerate(found, 1) if one in right), 0.0)
