"""Adds what is near in meaning to what the words found, where the host names an embedding model. Never needed."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

import tantivy
from tantivy import Occur, Query

from krets.search import among, embedding, vectors
from krets.search.chain import Candidate
from krets.search.question import Question

log = logging.getLogger(__name__)

NEAREST = 1000  # rows, of which the reader may read some
DEPTH = 200
SHARE = 0.8  # of the nearest beside the best of a chain
PAUSE = 60.0  # seconds without it after a model could not be reached


def with_meaning(
    searcher: tantivy.Searcher, asked: Question, filters: Sequence[Query], found: list[Candidate]
) -> list[Candidate]:
    """The same without a model, and where somebody asks for words: in quotes, with a minus, by code alone."""
    if not embedding.name() or asked.phrases or asked.without or not asked.words or time.monotonic() < _silent[0]:
        return found
    try:
        near = vectors.nearest(asked.text, NEAREST)
    except embedding.Unreachable as reason:
        _silent[0] = time.monotonic() + PAUSE
        log.warning("Found by words alone: %s", reason)
        return found
    readable = among.those(searcher, list(near), [(Occur.Must, one) for one in filters])
    best = {one.id: one for one in found}
    for pk in [pk for pk in near if pk in readable][:DEPTH]:
        known = best.get(pk, Candidate(pk, 0.0, 0.0))
        score, strength = known.score + SHARE * near[pk].share, max(known.strength, near[pk].strength)
        best[pk] = replace(known, score=score, strength=strength)
    return sorted(best.values(), key=lambda one: (-one.score, -one.id))


_silent = [0.0]
