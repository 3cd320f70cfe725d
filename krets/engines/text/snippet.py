"""The piece of a text that shows why it was found, and the words that say why.

Made from the original, since an index would mark grams. Matching is by word likeness (`alike.py`), so
"avtalsuppföljning" lights up "uppföljning av avtal".
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from krets.engines.text.alike import SHORT, likeness
from krets.engines.text.grams import WORD, folded_word, words
from krets.engines.text.stopwords import SMALL

READ = 50_000  # characters of a text that are looked at
ASKED = 40  # words of a query that are looked for
KNOWN = 10_000  # words of texts whose likeness is remembered
TEXTS = 64  # of a page: each is read for its reasons and for its snippet
BEFORE = 40  # characters kept before the first hit
CUT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query's telling words: whole, by their first letters, and by all letters in a row, of which a word that
    answers has some. known: by written word, what was found out in the texts of this query so far; a page compares
    the same words again and again."""

    exactly: frozenset[str]
    begun: dict[str, list[str]]
    inside: dict[str, list[str]]
    some: frozenset[str]
    known: dict[str, tuple[str, float, str]] = field(default_factory=dict)


class _Hit(NamedTuple):
    start: int
    end: int
    asked: str  # the query word it answers
    folded: str
    strength: float


def snippet(text: str, query: str, width: int = 200) -> list[Piece]:
    """At most about `width` characters, white space made single; the beginning when nothing hits."""
    text = _in_a_row(text)
    hits = _hits(text, query)
    start, end = _window(text, hits, max(width, 20))
    pieces: list[Piece] = []
    at = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            _add(pieces, text[at : hit.start], hit=False)
            _add(pieces, text[hit.start : hit.end], hit=True)
            at = hit.end
    _add(pieces, text[at:end], hit=False)
    if start > 0:
        pieces.insert(0, Piece(f"{CUT} ", hit=False))
    if end < len(text):
        _add(pieces, f" {CUT}", hit=False)
    return pieces


def overlap(text: str, query: str, limit: int = 6, *, title: str = "") -> list[str]:
    """Words of a text and its title, as written there, that answer words of `query`; the strongest and longest
    first.
    """
    best: dict[str, tuple[float, str]] = {}
    for part in map(_in_a_row, (title, text)):
        for hit in _hits(part, query) if part else ():
            rank = hit.strength * len(hit.folded)
            if hit.folded not in best or best[hit.folded][0] < rank:
                best[hit.folded] = (rank, part[hit.start : hit.end])
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [word for _, (_, word) in ordered[:limit]]


def _in_a_row(text: str) -> str:
    return " ".join(text[:READ].split())


@lru_cache(maxsize=TEXTS)
def _hits(text: str, query: str) -> list[_Hit]:
    asked = _asked(query[:READ])
    known = asked.known
    if len(known) > KNOWN:
        known.clear()
    hits = []
    for match in WORD.finditer(text):
        written = match.group()
        answered = known.get(written)
        if answered is None:
            answered = known[written] = _closest(written, asked)
        if answered[1]:
            hits.append(_Hit(match.start(), match.end(), answered[0], answered[2], answered[1]))
    return hits


@lru_cache(maxsize=8)
def _asked(query: str) -> _Asked:
    begun: dict[str, list[str]] = {}
    inside: dict[str, list[str]] = {}
    wanted = _telling(words(query))
    for word in wanted:
        if len(word) >= SHORT:
            begun.setdefault(word[:SHORT], []).append(word)
        for part in _parts(word):
            inside.setdefault(part, []).append(word)
    return _Asked(frozenset(wanted), begun, inside, frozenset([*begun, *inside]))


def _parts(word: str) -> list[str]:
    return [word[at : at + SHORT] for at in range(len(word) - SHORT + 1)]


def _telling(folded: list[str]) -> list[str]:
    """The query's words without small words, unless it has no others."""
    once = list(dict.fromkeys(folded))
    return [word for word in once if word not in SMALL and len(word) > 1][:ASKED] or once[:ASKED]


def _closest(written: str, asked: _Asked) -> tuple[str, float, str]:
    """The query word that this word answers best, how well, and the word folded."""
    folded = folded_word(written)
    if folded in asked.exactly:
        return folded, 1.0, folded
    best, answered = 0.0, ""
    for one in _may_answer(folded, asked):
        strength = likeness(folded, one)
        if strength > best or (strength == best and one > answered):
            best, answered = strength, one
    return answered if best else "", best, folded


def _may_answer(folded: str, asked: _Asked) -> set[str]:
    """None for nearly all words: `likeness` is 0 where neither begins in the other and no end is shared."""
    parts = _parts(folded)
    if asked.some.isdisjoint(parts):
        return set()
    found = {*asked.inside.get(parts[0], ()), *asked.inside.get(parts[-1], ())}
    for part in parts:
        if part in asked.begun:
            found.update(asked.begun[part])
    return found


def _window(text: str, hits: list[_Hit], width: int) -> tuple[int, int]:
    """Where to cut: most different query words answered, then most hits, then earliest."""
    if len(text) <= width:
        return 0, len(text)
    before = min(BEFORE, width // 4)
    best, start = (0.0, 0), 0
    first = 0
    for last, hit in enumerate(hits):
        while first < last and hits[first].start < hit.end - width + before:
            first += 1
        inside = hits[first : last + 1]
        worth = sum({one.asked: one.strength for one in inside}.values())
        if (worth, len(inside)) > best:
            best, start = (worth, len(inside)), hits[first].start
    start = _word_edge(text, max(0, min(start - before, len(text) - width)), ahead=True)
    end = len(text) if start + width >= len(text) else _word_edge(text, start + width, ahead=False)
    return start, end if end > start else min(len(text), start + width)


def _word_edge(text: str, at: int, *, ahead: bool) -> int:
    """The nearest space within a few letters; scripts and keys without spaces are cut where they are."""
    if at <= 0:
        return 0
    place = text.find(" ", at - 1, at + 30) if ahead else text.rfind(" ", at - 30, at + 1)
    return at if place < 0 else place + 1 if ahead else place


def _add(pieces: list[Piece], text: str, *, hit: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].hit is hit:
        pieces[-1] = Piece(pieces[-1].text + text, hit)
    else:
        pieces.append(Piece(text, hit))
