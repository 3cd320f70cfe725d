"""Parts of the compounds in a question, looked for as words beside it: `avtalsuppföljning` also as `uppföljning`.

By Voikko for Finnish where it is installed, else by the words that stand alone in the index itself. 4-grams find
the parts inside a document's compounds, so that documents need not be cut. Nor are whole texts, where it brought
nothing, and English, which writes its compounds apart.
"""

from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import Query

from krets.engines.text import finnish
from krets.engines.text.parts import LONG, Splitter
from krets.search import among
from krets.search.question import Question
from krets.search.schema import SCHEMA

STANDS = 2  # documents that have a word before it may be a part of others; one in so many of them:
OF = 50_000
PART = 0.8  # what a part weighs beside a word
CUT = 12  # long words of a question that are cut


class _Alone:
    """Among what the filters let through: how a hidden text is worded must not change what a question finds."""

    def __init__(self, searcher: tantivy.Searcher, filters: Sequence[Query]) -> None:
        self._searcher, self._filters = searcher, filters
        self._stands = max(STANDS, searcher.num_docs // OF)

    def __contains__(self, word: Any) -> bool:
        if self._searcher.doc_freq("words", word) < self._stands:
            return False
        return among.count(self._searcher, Query.term_query(SCHEMA, "words", word), self._filters) >= self._stands


def parts(question: Question, searcher: tantivy.Searcher, filters: Sequence[Query] = ()) -> dict[str, float]:
    """Folded words with what they weigh; none that the question has itself."""
    if question.told or question.language == "en":
        return {}
    splitter = Splitter(_Alone(searcher, filters))
    found: dict[str, float] = {}
    for word in [word for word in question.words if len(word) >= LONG and not word.isdecimal()][:CUT]:
        cut = finnish.parts(word) if question.language == "fi" else ()
        for part in cut or splitter.parts(word):
            if part not in question.words:
                found[part] = PART
    return found
