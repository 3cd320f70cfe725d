"""Learns the lexicon from labels, for every two of our languages that have labels in common."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from krets.engines.text.grams import words
from krets.engines.text.stopwords import LANGUAGES
from krets.engines.text.translate import ROUNDS, Meaning, learn
from krets.search.lexicon import store
from krets.search.lexicon.labels import Label
from krets.search.lexicon.units import Units, may_be_parts, stem, tells

Surfaces = Mapping[str, Counter[str]]  # unit to how it was written, and how often


def steps(labels: Sequence[Label], targets: Collection[str] = LANGUAGES) -> int:
    """How often `make` tells that it got further."""
    return 2 * ROUNDS * len(_pairs(labels, targets))


def make(
    labels: Sequence[Label], told: Callable[[int], None] = lambda steps: None, targets: Collection[str] = LANGUAGES
) -> Path:
    """Learn and let it serve. targets: the languages to translate into."""
    parts = {one: may_be_parts(_texts(labels, one)) for one in LANGUAGES}
    cut = {one: Units(one, known) for one, known in parts.items()}
    loose = {one: Units(one, known, loosely=True) for one, known in parts.items()}
    surfaces = {one: _surfaces(_texts(labels, one), cut[one]) for one in targets}
    learnt = {}
    for one, other in _pairs(labels, targets):
        shared = [(label.texts[one], label.texts[other]) for label in labels if {one, other} <= set(label.texts)]
        pairs = [(loose[one].of(said), cut[other].of(meant)) for said, meant in shared]
        found = learn([*pairs, *_whole(shared, one, other)], told)
        learnt[one, other] = {
            unit: [Meaning(_written(meaning.word, surfaces[other]), meaning.share) for meaning in meanings]
            for unit, meanings in found.items()
        }
    return store.write(learnt, parts)


def _pairs(labels: Sequence[Label], targets: Collection[str]) -> list[tuple[str, str]]:
    there = {frozenset(label.texts) for label in labels}
    both = [(one, other) for one, other in permutations(LANGUAGES, 2) if other in targets]
    return [(one, other) for one, other in both if any({one, other} <= found for found in there)]


def _whole(shared: Iterable[tuple[str, str]], one: str, other: str) -> Iterable[tuple[list[str], list[str]]]:
    """Labels of one word each, as they are: a compound may mean more than its parts."""
    for said, meant in shared:
        ours, theirs = (list(filter(tells, words(text))) for text in (said, meant))
        if len(ours) == len(theirs) == 1:
            yield [f"{store.WHOLE}{stem(ours[0], one)}"], [f"{store.WHOLE}{theirs[0]}"]


def _texts(labels: Iterable[Label], language: str) -> list[str]:
    return [label.texts[language] for label in labels if language in label.texts]


def _surfaces(texts: Iterable[str], units: Units) -> Surfaces:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, times in Counter(word for text in texts for word in words(text) if tells(word)).items():
        for unit, written in zip(units.of_word(word), units.surfaces(word), strict=True):
            found[unit][written] += times
    return found


def _written(unit: str, surfaces: Surfaces) -> str:
    """As it is most often written."""
    if unit.startswith(store.WHOLE):
        return unit.removeprefix(store.WHOLE)
    return surfaces[unit].most_common(1)[0][0]
