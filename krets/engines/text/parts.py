"""Cuts compounds: `avtalsuppföljning` → `avtal`, `uppföljning`, by words that are known to stand alone."""

from collections.abc import Container
from functools import lru_cache

SHORTEST = 4  # letters of a part; 3 where the other parts are long enough to be no chance
LINKS = ("", "s", "e", "n", "o", "a", "u", "es", "en", "er")  # what stands between two parts
MOST = 4  # parts
LONG = 8  # letters from which a word is looked at
TELLS = 5  # letters of a known beginning or end that says something of an unknown word


class Splitter:
    """known: words that may be a part, folded."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self.parts = lru_cache(maxsize=50_000)(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The fewest known words that make it up, and of those the most even; itself where none do."""
        if len(word) < LONG:
            return (word,)
        for count in range(2, MOST + 1):
            found = self._cut(word, count)
            if found:
                return max(found, key=lambda parts: (min(map(len, parts)), parts))
        return (word,)

    def loosely(self, word: str) -> tuple[str, ...]:
        """As `parts`; of a word that is not known the longest known beginning or end, and what is left."""
        found = self.parts(word)
        if len(found) > 1 or word in self._known:
            return found
        sizes = range(len(word) - SHORTEST, TELLS - 1, -1)
        begun = next((size for size in sizes if word[:size] in self._known), 0)
        ended = next((size for size in sizes if word[-size:] in self._known), 0)
        if not begun and not ended:
            return found
        at = begun if begun >= ended else len(word) - ended
        return word[:at], word[at:]

    def _cut(self, word: str, count: int) -> list[tuple[str, ...]]:
        if count == 1:
            return [(word,)] if len(word) >= SHORTEST and word in self._known else []
        found = []
        for size in range(SHORTEST, len(word) - SHORTEST * (count - 1) + 1):
            if word[:size] not in self._known:
                continue
            rest = word[size:]
            for link in LINKS:
                if rest.startswith(link):
                    found += [(word[:size], *more) for more in self._cut(rest[len(link) :], count - 1)]
        return found
