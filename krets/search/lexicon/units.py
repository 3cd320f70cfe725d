"""What a lexicon is learnt in: stems of words and of the parts of compounds, in one of our languages."""

from collections import Counter
from collections.abc import Container, Iterable
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from krets.engines.text import finnish
from krets.engines.text.grams import words
from krets.engines.text.parts import SHORTEST, Splitter
from krets.engines.text.stopwords import SMALL

STEMMED = {"sv": "swedish", "fi": "finnish", "nb": "norwegian", "da": "danish", "en": "english"}
STANDS = 2  # labels a word stands in before it may be a part of others


class Units:
    """known: words of the language that may be parts of others, folded. loosely: of a word that is not known, what
    is known of it will do; for what is translated, not for what it is translated into.
    """

    def __init__(self, language: str, known: Container[str], *, loosely: bool = False) -> None:
        self.language = language
        splitter = Splitter(known)
        self._cut = splitter.loosely if loosely else splitter.parts
        self.of_word = lru_cache(maxsize=50_000)(self._of_word)

    def of(self, text: str) -> list[str]:
        """Small words and numbers are left out."""
        return [unit for word in words(text) if tells(word) for unit in self.of_word(word)]

    def _of_word(self, word: str) -> tuple[str, ...]:
        """The stems of its parts; of a word that is none, its own."""
        return tuple(stem(part, self.language) for part in self.surfaces(word))

    def surfaces(self, word: str) -> tuple[str, ...]:
        found = finnish.parts(word) if self.language == "fi" else ()
        return found or self._cut(word)


def may_be_parts(texts: Iterable[str]) -> set[str]:
    """Words that stand alone in several of these texts."""
    found = Counter(word for text in texts for word in set(words(text)))
    return {word for word, times in found.items() if times >= STANDS and len(word) >= SHORTEST}


def tells(word: str) -> bool:
    return word not in SMALL and len(word) > 1 and not word.isdecimal()


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    return next(iter(_stemmer(language).analyze(word)), word)


@cache
def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(STEMMED[language])).build()
