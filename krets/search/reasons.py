"""Why a hit was found, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from krets.engines.text.snippet import overlap
from krets.search import ranking
from krets.search.models import Document
from krets.search.question import Question

WORDS = 3  # matched words that are named


def because(row: Document, question: Question, *, like: Any | None, topics: Mapping[str, str]) -> list[str]:
    """At least one reason, the strongest first. `topics`: labels of CPV codes, as `schema.cpv` cuts them."""
    reasons = []
    words = _different(overlap(row.body, question.text, title=row.title))
    meant = _meant(row, question.said_as(row.language), words)
    if words or meant:
        reasons.append(", ".join([*words[:WORDS], *meant][:WORDS]))
    for code in question.codes:
        if any(term.startswith(f"cpv:{code}") for term in row.terms):
            reasons.append(_("same topic: {topic}").format(topic=topics.get(code, code)))
    if not reasons:
        reasons.append(_("similar spelling"))
    if ranking.same_size(row.facets, like):
        reasons.append(_("as large as you: {size}").format(size=_size(like)))
    elif ranking.same_kind(row.facets, like):
        reasons.append(_("the same kind of organisation as yours"))
    return reasons


def _meant(row: Document, said_as: Mapping[str, tuple[str, ...]], named: Sequence[str]) -> list[str]:
    """Words of the question beside the other word that answers it: `seuranta ≈ uppföljningen`."""
    found = []
    for word, means in said_as.items():
        answered = [one.lower() for one in overlap(row.body, " ".join(means), limit=1, title=row.title)]
        if answered and answered[0] not in named:
            found.append(f"{word} ≈ {answered[0]}")
    return found


def _different(words: list[str]) -> list[str]:
    """Without those that only begin or continue another one: of "avtal, avtalen" the first."""
    kept: list[str] = []
    for word in map(str.lower, words):
        if not any(word.startswith(one) or one.startswith(word) for one in kept):
            kept.append(word)
    return kept


def _size(like: Any) -> str:
    return str(like.Size(like.size).label)
