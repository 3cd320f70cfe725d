"""What moves a hit besides its words: small parts, each with a name and a ceiling."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

FRESH = 0.06  # for something from today; half of it after HALF_LIFE
HALF_LIFE = timedelta(days=730)
SAME_KIND, SAME_SIZE = 0.05, 0.05  # for an organisation like the reader's

BORROWED = -0.25  # for an answer: its title is its ask's, which stands in the list itself

FLOOR = 0.3  # of the question: less is no hit, only "the nearest there is"
SHARE = 0.4  # of the best hit's strength: what has less is left out
CLOSE = 0.6  # of the best hit's score: what has as much is a hit, however little of the question is there
NEAR = 0.04  # of the question: less is not even near


class Found(Protocol):
    """score orders; strength says how much of the question is there."""

    @property
    def score(self) -> float: ...

    @property
    def strength(self) -> float: ...


class Like(Protocol):
    """The organisation that hits may be like; rooms above know it as `Organisation`."""

    kind: str

    @property
    def size(self) -> str: ...


def freshness(at: datetime, now: datetime) -> float:
    age = max(timedelta(), now - at)
    return float(FRESH * 0.5 ** (age / HALF_LIFE))


def borrowed(kind: str) -> float:
    return BORROWED if kind == "answer" else 0.0


def likeness(facets: Mapping[str, Any], like: Like | None) -> float:
    """What the hit gains for coming from an organisation of the same kind, of the same size."""
    return SAME_KIND * same_kind(facets, like) + SAME_SIZE * same_size(facets, like)


def same_kind(facets: Mapping[str, Any], like: Like | None) -> bool:
    return like is not None and bool(like.kind) and facets.get("organisation_kind") == like.kind


def same_size(facets: Mapping[str, Any], like: Like | None) -> bool:
    return like is not None and bool(like.size) and facets.get("organisation_size") == like.size


def bar(found: Sequence[Found]) -> Callable[[Found], bool]:
    """What is a hit among what was found: it has enough of the question, or stands close to the best."""
    strongest = max((one.strength for one in found), default=0.0)
    least = max(FLOOR, SHARE * strongest)
    if strongest < least:
        return lambda one: False
    close = CLOSE * max(one.score for one in found)
    return lambda one: one.strength >= least or one.score >= close
