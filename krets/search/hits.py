"""What a search gives back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from krets.engines.text.snippet import Piece


@dataclass(frozen=True)
class Hit:
    """score orders the hits of one answer; strength says how much of the question is there, 0 to 1.

    answers: how many answers in it match. told_by: the key of the answer that the snippet is of, when it is not
    of the hit's own text; snippet_language: of the snippet.
    """

    kind: str
    key: str
    title: str
    snippet: list[Piece]
    because: list[str]
    language: str
    facets: dict[str, Any]
    at: datetime
    score: float
    strength: float
    answers: int = 0
    told_by: str = ""
    snippet_language: str = ""


@dataclass(frozen=True)
class Found:
    """total and by_kind count hits that this reader may read, before paging; by_kind before the choice of kinds.

    `more` says that there is more than was counted. `nearest`: what is no hit but comes close, where hits are few.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    filters: dict[str, dict[str, int]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    more: bool = False
    nearest: list[Hit] = field(default_factory=list)
