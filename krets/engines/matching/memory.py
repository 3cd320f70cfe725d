"""Texts in the order they were said, and how alike each of the latest is to a new one (BM25 over folded words)."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

K1, B = 1.2, 0.75
RAREST = 48  # words of a question that are looked up: the others cost much and say little
LATEST = 5000  # texts that are looked at: what is older than the half-lives counts for nothing


class Memory:
    """One text after the other; each is known by its place, 0 for the first."""

    def __init__(self, latest: int = LATEST, rarest: int | None = RAREST) -> None:
        self._latest, self._looked_up = latest, rarest
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
        first = len(self._lengths) - texts
        steady, share = K1 * (1 - B), K1 * B * texts / max(1, self._total)
        weakened = [steady + share * length for length in self._lengths[first:]]
        found: dict[int, float] = {}
        held = found.get
        for word, places in self._rarest(words):
            weight = math.log(1 + (texts - len(places) + 0.5) / (len(places) + 0.5)) * (K1 + 1)
            for place, count in zip(places, self._counts[word], strict=True):
                found[place] = held(place, 0.0) + weight * count / (count + weakened[place - first])
        return found

    def _rarest(self, words: Iterable[str]) -> list[tuple[str, list[int]]]:
        known = [(word, places) for word in dict.fromkeys(words) if (places := self._remembered(word))]
        return sorted(known, key=lambda one: len(one[1]))[: self._looked_up]

    def _remembered(self, word: str) -> list[int]:
        """Where the word stands among the latest; what is older is forgotten."""
        places = self._places.get(word, [])
        oldest = len(self._lengths) - self._latest
        if places and places[0] < oldest:
            old = bisect_left(places, oldest)
            places = self._places[word] = places[old:]
            self._counts[word] = self._counts[word][old:]
        return places
