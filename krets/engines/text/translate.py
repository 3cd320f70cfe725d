"""Which word means which, learnt from labels that say the same in two languages.

IBM model 1 (Brown et al. 1993) in both directions; a pair keeps the geometric mean of both, so that a word that
goes with everything goes with nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 4  # more changed nothing
KEPT = 4  # translations of a word
LEAST = 0.08  # of a translation's share: what has less is chance
LONGEST = 14  # units of a label: longer ones are sentences, whose words go with everything

Pair = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the other language, and how surely it is meant: 0 to 1."""

    word: str
    share: float


def learn(pairs: Iterable[Pair], told: Callable[[int], None] = lambda rounds: None) -> dict[str, list[Meaning]]:
    """Words of the first language to what they mean in the second, the surest first; `told` after each round."""
    counted = Counter((tuple(one), tuple(other)) for one, other in pairs if one and other)
    kept = [(*pair, min(times, 3)) for pair, times in counted.items() if max(map(len, pair)) <= LONGEST]
    forth = _shares(kept, told)
    back = _shares([(other, one, times) for one, other, times in kept], told)
    found = {}
    for word, shares in forth.items():
        both = {other: math.sqrt(share * back[other].get(word, 0.0)) for other, share in shares.items()}
        best = sorted(((share, other) for other, share in both.items() if share >= LEAST), reverse=True)[:KEPT]
        if best:
            found[word] = [Meaning(other, round(share, 3)) for share, other in best]
    return found


def _shares(
    pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...], int]], told: Callable[[int], None]
) -> Mapping[str, dict[str, float]]:
    """Of each word the probability of each word of the other language."""
    shares: dict[str, dict[str, float]] = {}
    for number in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(dict)
        for said, meant, times in pairs:
            rows = [(counts[word], shares.get(word, {})) for word in said]
            for other in meant:
                if number:
                    fits = [known.get(other, 0.0) for _, known in rows]
                    whole = sum(fits) or 1.0
                else:
                    fits, whole = [1.0] * len(rows), float(len(rows))
                for (row, _), fit in zip(rows, fits, strict=True):
                    if fit > 1e-4:
                        row[other] = row.get(other, 0.0) + times * fit / whole
        shares = {word: _normal(row) for word, row in counts.items()}
        told(1)
    return shares


def _normal(row: Mapping[str, float]) -> dict[str, float]:
    whole = sum(row.values())
    return {other: count / whole for other, count in row.items()}
