"""Choosing a code by plain words or by its first digits, in one's own language."""

import math
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from krets.codes.models import Code
from krets.engines.text.grams import EDGE, word_grams, words
from krets.engines.text.stopwords import STOP_WORDS

LIMIT = 12
FLOOR = 0.45  # of the words' weight must stand in a label
LONGEST = 200  # characters that are read


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str


def find(typed: str, list: str, language: str, limit: int = LIMIT) -> list[Choice]:
    """The codes whose labels say what was typed, best first; of digits, the codes that begin with them."""
    typed = typed.strip()[:LONGEST]
    digits = typed.partition("-")[0].replace(" ", "")
    if list == "cpv" and digits.isdecimal():
        begin = digits[:8] if len(digits) < 8 else digits[:2] + digits[2:8].rstrip("0")
        found = Code.objects.of(list).filter(code__startswith=begin)[:limit]
        return [Choice(code.code, code.label(language)) for code in found]
    newest = Code.objects.of(list).aggregate(newest=Max("imported"))["newest"]
    return _like(typed, _labels(list, language, newest), limit) if newest else []


@lru_cache(maxsize=8)
def _labels(name: str, language: str, newest: datetime) -> tuple[tuple[Choice, str], ...]:
    """All labels of a list, with their folded words; kept until somebody imports. About 2 MB each."""
    codes = Code.objects.of(name).order_by("code")
    made = (Choice(code.code, code.label(language)) for code in codes.iterator())
    return tuple((choice, EDGE + EDGE.join(words(choice.label)) + EDGE) for choice in made)


def _like(typed: str, labels: tuple[tuple[Choice, str], ...], limit: int) -> list[Choice]:
    """Labels by how much of the typed words' 4-grams they have; rare ones weigh more, short labels win ties."""
    said = [word for word in words(typed) if word not in _SMALL] or words(typed)
    grams = {gram for word in said for gram in word_grams(word)}
    if said and not typed[-1:].isspace():
        grams.discard(f"{said[-1]}{EDGE}"[-4:])  # the last word may go on
    scores = [0.0] * len(labels)
    whole = 0.0
    for gram in grams:
        having = [place for place, (_, text) in enumerate(labels) if gram in text]
        weight = math.log(1 + len(labels) / (len(having) + 0.5))
        if having or not gram.startswith(EDGE):  # no label needs to begin with the word: "buss", "Elbussar"
            whole += weight
        for place in having:
            scores[place] += weight
    floor = FLOOR * whole
    best = sorted(
        (-score, len(text), place)
        for place, (score, (_, text)) in enumerate(zip(scores, labels, strict=True))
        if score >= floor and score > 0
    )
    return [labels[place][0] for _, _, place in best[:limit]]


_SMALL = frozenset().union(*STOP_WORDS.values())
