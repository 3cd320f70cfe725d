"""Parts of the compounds in a question, looked for as words beside it: `avtalsuppföljning` also as `uppföljning`.

By Voikko for Finnish where it is installed, else by the words that stand alone in the index itself. 4-grams find
the parts inside a document's compounds, so that documents need not be cut. Nor are whole texts, where it brought
nothing, and English, which writes its compounds apart.
"""

from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import FieldType, Query

from krets.engines.text import finnish
from krets.engines.text.parts import LONG, Splitter
from krets.search import among
from krets.search.question import Question
from krets.search.schema import SCHEMA

STANDS = 2  # documents that have a word before it may be a part of others; one in so many of them:
OF = 50_000
PART = 0.8  # what a part weighs beside a word
MANY, NEWEST = 2000, 5000  # texts
LAST = 2**63 - 1  # number of a row
CUT = 12  # long words of a question that are cut


class _Anywhere:
    """Words of any text, hidden ones too: for a first look, which costs next to nothing."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self.stands = max(STANDS, searcher.num_docs // OF)

    def often(self, word: str) -> int:
        return self.searcher.doc_freq("words", word)

    def __contains__(self, word: Any) -> bool:
        return self.often(word) >= self.stands


class _Readable(_Anywhere):
    """Of what the filters let through: how a hidden text is worded must not change what a question finds."""

    def __init__(self, searcher: tantivy.Searcher, filters: Sequence[Query]) -> None:
        super().__init__(searcher)
        self._filters = filters

    def __contains__(self, word: Any) -> bool:
        often = self.often(word)
        if often < self.stands:
            return False
        asked = Query.term_query(SCHEMA, "words", word, "basic")
        # A word that many have is nearly always found among the newest, and these are soon counted.
        newest = Query.range_query(SCHEMA, "id", FieldType.Unsigned, max(0, self.searcher.num_docs - NEWEST), LAST)
        if often > MANY and among.count(self.searcher, asked, [newest, *self._filters]) >= self.stands:
            return True
        return among.count(self.searcher, asked, self._filters) >= self.stands


def parts(question: Question, searcher: tantivy.Searcher, filters: Sequence[Query] = ()) -> dict[str, float]:
    """Folded words with what they weigh; none that the question has itself."""
    if question.told or question.language == "en":
        return {}
    anywhere, readable = Splitter(_Anywhere(searcher)), _Readable(searcher, filters)
    found: dict[str, float] = {}
    for word in [word for word in question.words if len(word) >= LONG and not word.isdecimal()][:CUT]:
        cut = finnish.parts(word) if question.language == "fi" else ()
        if not cut:
            cut = anywhere.parts(word)
            if len(cut) > 1 and not all(part in readable for part in cut):
                cut = Splitter(readable).parts(word)
        for part in cut:
            if part not in question.words:
                found[part] = PART
    return found
