"""Terms of a question: how rare each is, and how much of a question stands in a row."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Query

from krets.search import among
from krets.search.among import Part
from krets.search.schema import SCHEMA

RAREST = 32  # terms of a typed question that are looked up in a chain: more cost postings and bring nothing


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    weight: float  # its inverse document frequency
    often: int  # documents that have it
    boost: float = 1.0  # what it counts beside the others of its chain

    @property
    def known(self) -> bool:
        return self.often > 0


def terms(
    searcher: tantivy.Searcher,
    field: str,
    boosts: Mapping[str, float],
    most: int = RAREST,
    seen: dict[tuple[str, float], Term] | None = None,
) -> list[Term]:
    """The rarest of these terms, with their weights. The statistics order and weigh; nobody is shown them.

    seen: those that were looked up already, in the same field.
    """
    seen = {} if seen is None else seen
    total = searcher.num_docs
    for text, boost in boosts.items():
        if (text, boost) not in seen:
            often = searcher.doc_freq(field, text)
            weight = math.log(1 + max(0.0, total - often + 0.5) / (often + 0.5))
            seen[text, boost] = Term(text, weight, often, boost)
    found = [seen[one] for one in boosts.items()]
    known = sorted((term for term in found if term.known), key=lambda term: -term.weight * term.boost)[:most]
    return known + [term for term in found if not term.known]


def standing(
    searcher: tantivy.Searcher, chain: Sequence[Term], numbers: Sequence[int], field: str = "grams"
) -> dict[int, float]:
    """The share of the chain's weight that stands in each of these rows, however often and however long."""
    return standing_most(searcher, [chain], numbers, field)


def standing_most(
    searcher: tantivy.Searcher, chains: Sequence[Sequence[Term]], numbers: Sequence[int], field: str = "grams"
) -> dict[int, float]:
    """The same of whichever chain a row has most of. What all of them share is looked up once."""
    shared = frozenset[Term].intersection(*map(frozenset, chains)) if chains else frozenset()
    always = _given(searcher, [term for term in chains[0] if term in shared], numbers, field) if chains else {}
    strongest: dict[int, float] = {}
    for chain in chains:
        whole = sum(map(_worth, chain))
        if whole > 0:
            own = _given(searcher, [term for term in chain if term not in shared], numbers, field)
            for pk in always | own:
                strength = min(1.0, (always.get(pk, 0.0) + own.get(pk, 0.0)) / whole)
                strongest[pk] = max(strength, strongest.get(pk, 0.0))
    return strongest


def _given(
    searcher: tantivy.Searcher, chain: Iterable[Term], numbers: Sequence[int], field: str
) -> dict[int, float]:
    parts = [
        Part(Query.const_score_query(Query.term_query(SCHEMA, field, term.text), _worth(term)), term.often)
        for term in chain
        if term.known
    ]
    return among.weigh(searcher, numbers, parts)


def _worth(term: Term) -> float:
    # By its root, else the seam of a compound, which nobody else has, would weigh more than its parts.
    return math.sqrt(term.weight * term.boost)
