"""Numbers that a page may show as of a minute ago: counting takes longer the more people there are."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

LATELY = 60.0  # seconds
_NEVER = (float("-inf"), 0)
# Of people in a unit, of organisations they write for, of readers; and when counted.
_counts: dict[int | tuple[str, int] | frozenset[str], tuple[float, int]] = {}


def unknown(what: list[int]) -> list[int]:
    """Those that were not counted lately."""
    recent = monotonic() - LATELY
    return [one for one in what if _counts.get(one, _NEVER)[0] < recent]


def known(what: int | tuple[str, int]) -> int:
    return _counts[what][1]


def keep(counts: Mapping[Any, int]) -> None:
    if len(_counts) > 10_000:
        _counts.clear()
    now = monotonic()
    _counts.update({what: (now, count) for what, count in counts.items()})


def lately(tokens: frozenset[str], count: Callable[[frozenset[str]], int]) -> int:
    if _counts.get(tokens, _NEVER)[0] < monotonic() - LATELY:
        keep({tokens: count(tokens)})
    return _counts[tokens][1]


def forget_counts() -> None:
    """Count anew from now on."""
    _counts.clear()
