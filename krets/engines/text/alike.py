"""When two folded words count as the same thing said: equal, another ending, or parts of one compound."""

from functools import lru_cache

SHORT = 4  # shorter words must be equal: they share too much by chance
SHARE = 0.55  # of the shorter word, from its first letter
# These before a word make no compound of it: "upphandling" has nothing to do with "handling".
PREFIXES = frozenset(
    {"an", "anti", "av", "be", "bi", "er", "för", "före", "ge", "in", "med", "mis", "mot", "ned", "om", "opp"}
    | {"på", "sam", "till", "under", "upp", "ut", "van", "över"}
)
HEAD = 11  # letters two compounds must share at their ends ("…suppföljning"); "handlingar" alone is 10


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """0 when unrelated, 1 when equal, between them the share of the shorter word that stands in the longer.

    `avtal`–`avtalsuppföljning` and `osaamista`–`hankintaosaaminen` are alike, `upphandling`–`behandling` not.
    """
    if one == other:
        return 1.0
    short, long = (one, other) if (len(one), one) < (len(other), other) else (other, one)
    if len(short) < SHORT:
        return 0.0
    if short[:SHORT] not in long and (len(short) < HEAD or short[-HEAD:] != long[-HEAD:]):
        return 0.0  # nearly all pairs: said early, since a page compares thousands
    begun = _longest_begin(short, long)
    if begun >= max(SHORT, SHARE * len(short)):
        return 0.99 * begun / len(short)
    ended = _common_end(short, long)
    return 0.9 * ended / len(short) if ended >= HEAD else 0.0


def _longest_begin(short: str, long: str) -> int:
    """How many of the first letters of `short` begin `long` or a part of it as a compound."""
    for size in range(len(short), SHORT - 1, -1):
        place = long.find(short[:size])
        if place == 0 or (place > 1 and long[:place] not in PREFIXES):
            return size
    return 0


def _common_end(short: str, long: str) -> int:
    size = 0
    while size < len(short) and short[-1 - size] == long[-1 - size]:
        size += 1
    return size
