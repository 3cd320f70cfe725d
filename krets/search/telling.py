"""What two texts share says that they are about the same only where most other texts do not have it."""

from collections.abc import Sequence

import tantivy
from tantivy import Query

from krets.db.readers import Reader
from krets.engines.text.grams import EDGE, word_grams, words
from krets.engines.text.stopwords import SMALL
from krets.search import among, chain
from krets.search.foreign import Foreign
from krets.search.models import Document
from krets.search.question import Question
from krets.search.schema import SCHEMA

FEW = 10  # texts, or
SHARE = 0.05  # of the texts: what more of them have is no reason to think that two ask the same


class Telling:
    """Asked of each row that would be shown: "which price model for … in a small municipality" is asked about
    everything.

    Texts are counted among the reader's: else it could be told by what is shown whether a hidden text has a word.
    """

    def __init__(
        self, searcher: tantivy.Searcher, question: Question, ways: Sequence[Foreign], reader: Reader
    ) -> None:
        self._searcher, self._filters = searcher, chain.readable(reader)
        # A text with two of the reader's tokens counts twice: near enough, and soon known however many there are.
        theirs = sum(searcher.doc_freq("readers", token) for token in reader.tokens)
        self._few = max(FEW, SHARE * (searcher.num_docs if reader.system else theirs))
        self._codes = tuple(f"cpv:{code}" for code in question.codes)
        asked = {gram for word in question.words if word not in SMALL for gram in word_grams(word)}
        asked.update(gram for way in ways for gram in way.grams)
        often = {gram: searcher.doc_freq("grams", gram) for gram in asked}
        self._rarest = sorted(often.items(), key=lambda one: (one[1], one[0]))
        self._told: dict[str, bool] = {}

    def __call__(self, row: Document) -> bool:
        """Whether the row has a code of the question, or a part of a word, which few texts have."""
        if any(term.startswith(self._codes) for term in row.terms):
            return True
        there = "".join(f"{EDGE}{word}{EDGE}" for word in (*words(row.title), *words(row.body)))
        return any(gram in there and self._tells(gram, often) for gram, often in self._rarest)

    def _tells(self, gram: str, often: int) -> bool:
        if often <= self._few:
            return True
        if gram not in self._told:
            asked = Query.term_query(SCHEMA, "grams", gram)
            self._told[gram] = among.count(self._searcher, asked, self._filters) <= self._few
        return self._told[gram]
