"""The lexicon as data: a small index of its own beside the search index, read from disk as it is needed.

LEXICON_DIR/labels.jsonl.gz    the labels it was learnt from, so that it can be learnt again
LEXICON_DIR/current            the name of the one that serves
LEXICON_DIR/2.k3f9…/           one lexicon
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import tantivy
from django.conf import settings
from tantivy import Occur, Query

from krets.db.keys import new_key
from krets.db.places import write_whole
from krets.engines.text.grams import word_grams
from krets.engines.text.translate import Meaning
from krets.search.lexicon.units import Units, stem, tells

FORM = 2  # raise when entries or units are made otherwise: a lexicon of another number is not read
NEAR = 2  # words that are looked at in place of one that is not known
ALIKE = 0.5  # of their trigrams must be the same
WHOLE = "="  # before the stem of a word that was learnt whole
IN_PARTS = 0.5  # what the parts of a word say beside the whole of it
TRIGRAMS = 3


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("entry", tokenizer_name="raw", index_option="basic")  # fi>sv:hankin
    builder.add_text_field("pair", tokenizer_name="raw", index_option="basic")  # fi>sv
    builder.add_text_field("near", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("part", tokenizer_name="raw", index_option="basic")  # fi:hankinta
    builder.add_text_field("unit", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("means", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()

Learnt = Mapping[tuple[str, str], Mapping[str, Sequence[Meaning]]]  # languages to units to what they mean


def labels_file() -> Path:
    return Path(settings.LEXICON_DIR) / "labels.jsonl.gz"


def write(learnt: Learnt, parts: Mapping[str, Iterable[str]]) -> Path:
    """Let this serve from now on. parts: by language the words that may be parts of compounds."""
    folder = Path(settings.LEXICON_DIR)
    place = folder / f"{FORM}.{new_key()}"
    place.mkdir(parents=True)
    index = tantivy.Index(SCHEMA, path=str(place))
    writer = index.writer(20_000_000, 1)
    for (one, other), units in learnt.items():
        for unit, meanings in units.items():
            entry = tantivy.Document()
            entry.add_text("entry", f"{one}>{other}:{unit}")
            entry.add_text("unit", unit)
            entry.add_text("means", json.dumps([[meaning.word, meaning.share] for meaning in meanings]))
            if not unit.startswith(WHOLE):
                entry.add_text("pair", f"{one}>{other}")
                entry.add_text("near", " ".join(set(word_grams(unit, TRIGRAMS))))
            writer.add_document(entry)
    for language, words in parts.items():
        for word in words:
            entry = tantivy.Document()
            entry.add_text("part", f"{language}:{word}")
            writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    write_whole(folder / "current", place.name)
    for old in folder.iterdir():
        if old.is_dir() and old != place:
            shutil.rmtree(old, ignore_errors=True)
    return place


def current() -> "Lexicon | None":
    """The one that serves, if there is one that this version of Krets can read."""
    try:
        name = (Path(settings.LEXICON_DIR) / "current").read_text().strip()
    except FileNotFoundError:
        return None
    return _opened(str(Path(settings.LEXICON_DIR) / name)) if name.startswith(f"{FORM}.") else None


class Lexicon:
    def __init__(self, place: str) -> None:
        index = tantivy.Index.open(place)
        self._searcher = index.searcher()
        self._units_of = cache(self._units)
        self.senses = lru_cache(maxsize=20_000)(self._senses)

    def translates(self, one: str, other: str) -> bool:
        return bool(self._searcher.doc_freq("pair", f"{one}>{other}"))

    def knows(self, word: str, one: str) -> bool:
        """Whether a word of this language was seen when it was learnt, or all its parts were."""
        in_parts = self._units_of(one, loosely=False).surfaces(word)
        return bool(self._searcher.doc_freq("part", f"{one}:{word}")) or len(in_parts) > 1

    def _senses(self, word: str, one: str, other: str) -> tuple[tuple[Meaning, ...], ...]:
        """What a folded word means in the other language, whole and each of its parts, the surest first; nothing
        for small words."""
        if not tells(word):
            return ()
        whole = self._entry(f"{WHOLE}{stem(word, one)}", one, other)
        found = [_surest((meaning, 1.0) for meaning in whole)]
        for unit in self._units_of(one).of_word(word):
            exact = self._entry(unit, one, other)
            near = [] if exact or whole else self._near(unit, one, other)
            found.append(_surest([*((meaning, IN_PARTS if whole else 1.0) for meaning in exact), *near]))
        return tuple(sense for sense in found if sense)

    def meanings(self, word: str, one: str, other: str) -> tuple[Meaning, ...]:
        """All senses of a word as one, the surest first."""
        return _surest((meaning, 1.0) for sense in self.senses(word, one, other) for meaning in sense)

    def _entry(self, unit: str, one: str, other: str) -> list[Meaning]:
        asked = Query.term_query(SCHEMA, "entry", f"{one}>{other}:{unit}")
        return [meaning for _, meanings in self._read(asked, 1) for meaning in meanings]

    def _near(self, unit: str, one: str, other: str) -> Iterator[tuple[Meaning, float]]:
        """What words spelt much like it mean: endings that the stemmer left, and slips."""
        grams = set(word_grams(unit, TRIGRAMS))
        asked = Query.boolean_query(
            [(Occur.Must, Query.const_score_query(Query.term_query(SCHEMA, "pair", f"{one}>{other}"), 0.0))]
            + [
                (Occur.Should, Query.const_score_query(Query.term_query(SCHEMA, "near", gram), 1.0))
                for gram in grams
            ]
        )
        alike = []
        for known, meanings in self._read(asked, 20):
            theirs = set(word_grams(known, TRIGRAMS))
            alike.append((2 * len(grams & theirs) / (len(grams) + len(theirs)), known, meanings))
        for dice, _, meanings in sorted(alike, key=lambda found: (-found[0], found[1]))[:NEAR]:
            if dice >= ALIKE:
                yield from ((meaning, dice * dice) for meaning in meanings)

    def _read(self, asked: Query, limit: int) -> Iterator[tuple[str, list[Meaning]]]:
        for _, place in self._searcher.search(asked, limit, count=False).hits:
            entry = self._searcher.doc(place)
            yield entry["unit"][0], [Meaning(word, share) for word, share in json.loads(entry["means"][0])]

    def _units(self, language: str, *, loosely: bool = True) -> Units:
        return Units(language, _Parts(self._searcher, language), loosely=loosely)


def _surest(found: Iterable[tuple[Meaning, float]]) -> tuple[Meaning, ...]:
    """Each word once, as sure as it is at its surest."""
    shares: dict[str, float] = {}
    for meaning, sure in found:
        shares[meaning.word] = max(shares.get(meaning.word, 0.0), meaning.share * sure)
    return tuple(Meaning(word, share) for word, share in sorted(shares.items(), key=lambda one: -one[1]))


class _Parts:
    """The words that may be parts, looked up one at a time."""

    def __init__(self, searcher: tantivy.Searcher, language: str) -> None:
        self._searcher, self._language = searcher, language

    def __contains__(self, word: object) -> bool:
        return bool(self._searcher.doc_freq("part", f"{self._language}:{word}"))


@lru_cache(maxsize=2)
def _opened(place: str) -> Lexicon:
    return Lexicon(place)
