"""Texts in the order they were said, and how alike each of the latest is to a new one (BM25 over folded words)."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

K1, B = 1.2, 0.75
LATEST = 5000  # texts that are looked at: what is older than the half-lives counts for nothing


class Memory:
    """One text after the other; each is known by its place, 0 for the first."""

    def __init__(self, latest: int = LATEST) -> None:
        self._latest = latest
        self._lengths: list[int] = []
        self._total = 0
        self._places: dict[str, list[int]] = {}
        self._counts: dict[str, list[int]] = {}

    def add(self, words: Sequence[str]) -> int:
        place = len(self._lengths)
        self._lengths.append(len(words))
        self._total += len(words)
        if place >= self._latest:
            self._total -= self._lengths[place - self._latest]
        for word, count in Counter(words).items():
            self._places.setdefault(word, []).append(place)
            self._counts.setdefault(word, []).append(count)
        return place

    def alike(self, words: Iterable[str]) -> dict[int, float]:
        """Place → score of all that share a word, in no order."""
        texts = min(len(self._lengths), self._latest)
        mean = max(1.0, self._total / texts) if texts else 1.0
        found: dict[int, float] = {}
        for word in dict.fromkeys(words):
            places = self._remembered(word)
            if not places:
                continue
            weight = math.log(1 + (texts - len(places) + 0.5) / (len(places) + 0.5)) * (K1 + 1)
            for place, count in zip(places, self._counts[word], strict=True):
                length = K1 * (1 - B + B * self._lengths[place] / mean)
                found[place] = found.get(place, 0.0) + weight * count / (count + length)
        return found

    def _remembered(self, word: str) -> list[int]:
        """Where the word stands among the latest; what is older is forgotten."""
        places = self._places.get(word, [])
        oldest = len(self._lengths) - self._latest
        if places and places[0] < oldest:
            old = bisect_left(places, oldest)
            places = self._places[word] = places[old:]
            self._counts[word] = self._counts[word][old:]
        return places
