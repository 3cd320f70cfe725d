"""Parts of the compounds in a question, looked for as words beside it: `avtalsuppföljning` also as `uppföljning`.

By Voikko for Finnish where it is installed, else by the words that stand alone in the index itself. 4-grams find
the parts inside a document's compounds, so that documents need not be cut. Nor are whole texts, where it brought
nothing, and English, which writes its compounds apart.
"""

import tantivy

from krets.engines.text import finnish
from krets.engines.text.parts import LONG, Splitter
from krets.search.question import Question

STANDS = 2  # documents that have a word before it may be a part of others; one in so many of them:
OF = 50_000
PART = 0.8  # what a part weighs beside a word
CUT = 12  # long words of a question that are cut


class _Alone:
    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher, self._stands = searcher, max(STANDS, searcher.num_docs // OF)

    def __contains__(self, word: object) -> bool:
        return self._searcher.doc_freq("words", word) >= self._stands


def parts(question: Question, searcher: tantivy.Searcher) -> dict[str, float]:
    """Folded words with what they weigh; none that the question has itself."""
    if question.told or question.language == "en":
        return {}
    splitter = Splitter(_Alone(searcher))
    found: dict[str, float] = {}
    for word in [word for word in question.words if len(word) >= LONG and not word.isdecimal()][:CUT]:
        cut = finnish.parts(word) if question.language == "fi" else ()
        for part in cut or splitter.parts(word):
            if part not in question.words:
                found[part] = PART
    return found
