"""The question said otherwise: in other languages, for documents that are written so, and by synonyms, for all.

Each group of documents is asked with the 4-grams of the translations and, at half weight, of the question itself
(names, numbers and words that are alike).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import tantivy

from krets.engines.text import language
from krets.engines.text.grams import word_grams
from krets.engines.text.stopwords import LANGUAGES, SMALL
from krets.engines.text.synonyms import Synonyms
from krets.search.lexicon.store import Lexicon
from krets.search.question import Question

SCANDINAVIAN = frozenset({"sv", "nb", "da"})  # short texts in them are taken for one another
OWN = 0.5  # of the question's own 4-grams beside those of the translations
SURER = 0.7  # power of a translation's share: halves weigh more than half
LONG_WORD = -0.25  # as in `chain`
SMALL_WORD = 0.7
ENOUGH = 4  # words from which the guess of the language is trusted
GUESSED = 0.5  # of all words known: what a guess is worth beside knowing the words
SHARE = 0.1  # of documents, in languages that are alike: in a language with less nothing is asked; and of all
RARE = 0.5  # what is found in languages that hardly any documents have: as often, it is in none of them
OTHERWISE = 0.7  # of a synonym beside what was said
WAYS = 12  # synonyms of all that is in a question
NAMED = 3  # translations of a word that are shown as the reason


@dataclass(frozen=True, slots=True)
class Foreign:
    """languages: of the documents it is for; none is all. grams: with what they weigh. worth: beside other ways.

    senses: the question's words and their parts, each as the ways to say it, of which a document needs only one;
    none where `grams` say it all.
    told: what a document that has all of the question has, in one or several ways; of translations the surest.
    means: words of the question to what they mean, the surest first.
    """

    languages: tuple[str, ...]
    grams: Mapping[str, float]
    told: Sequence[Mapping[str, float]]
    means: Mapping[str, tuple[str, ...]]
    worth: float = 1.0
    senses: Sequence[Sequence[Mapping[str, float]]] = ()


def in_other_languages(
    question: Question, source: str, lexicon: Lexicon | None, searcher: tantivy.Searcher
) -> list[Foreign]:
    """source: the question's language. Nothing where no word can be translated."""
    if not source or lexicon is None:
        return []
    found = []
    for targets, documents, worth in _groups(source, searcher):
        known = [target for target in targets if lexicon.translates(source, target)]
        asked = _asked(question, source, known, documents, lexicon)
        if asked.means:
            found.append(replace(asked, worth=worth))
    return found


def by_synonyms(question: Question, synonyms: Synonyms) -> list[Foreign]:
    """Nothing where nothing in it has a synonym."""
    ways = synonyms.ways(question.text)[:WAYS]
    grams: dict[str, float] = {}
    told = []
    for word in question.words:
        _add(grams, word, _weight(word))
    for way in ways:
        asked: dict[str, float] = {}
        for word in [*(word for word in question.words if word not in way.said), *way.other]:
            _add(asked, word, _weight(word))
        told.append(asked)
        for gram, weight in asked.items():
            grams[gram] = max(grams.get(gram, 0.0), OTHERWISE * weight)
    means: dict[str, tuple[str, ...]] = {}
    for way in ways:
        said = " ".join(way.said)
        means[said] = (*means.get(said, ()), *way.other)
    return [Foreign((), grams, told, means)] if ways else []


def language_of(question: Question, lexicon: Lexicon | None) -> str:
    """Of the question: guessed where it is long enough, else by who knows its words; "" when nobody does."""
    guessed = language.guess(question.text) or ""
    words = [word for word in question.words if word not in SMALL]
    if lexicon is None or (guessed and len(question.words) >= ENOUGH):
        return guessed
    guessed = guessed or language.likeliest(question.text) or ""
    known = {
        one: sum(lexicon.knows(word, one) for word in words) / max(1, len(words)) + GUESSED * (one == guessed)
        for one in LANGUAGES
    }
    best = max(LANGUAGES, key=lambda one: known[one])
    return best if known[best] else ""


def _groups(source: str, searcher: tantivy.Searcher) -> list[tuple[list[str], tuple[str, ...], float]]:
    """Languages to translate into, the languages of the documents that are asked so, and what that is worth.

    Of a few words the language is guessed wrong at times: documents in a language that hardly any have are asked
    in each way, as are those whose language nobody knows.
    """
    often = {one: searcher.doc_freq("language", one) for one in LANGUAGES}
    rare = [one for one in LANGUAGES if one != source and often[one] < SHARE * searcher.num_docs]
    groups: list[tuple[list[str], tuple[str, ...], float]] = []
    for family in (SCANDINAVIAN, {"fi"}, {"en"}):
        whole = sum(often[one] for one in family)
        targets = [one for one in LANGUAGES if one in family - {source} and often[one] > SHARE * whole]
        if targets:
            also = (targets if source in family else ["", *family]) + rare
            groups.append((targets, tuple(sorted({*also})), RARE if {*targets} <= {*rare} else 1.0))
    return groups


def _asked(
    question: Question, source: str, targets: list[str], documents: tuple[str, ...], lexicon: Lexicon
) -> Foreign:
    grams: dict[str, float] = {}
    senses: list[list[dict[str, float]]] = []
    told: dict[str, float] = {}
    means: dict[str, tuple[str, ...]] = {}
    for word in question.words:
        if word.isdecimal() and len(word) > ENOUGH:
            continue
        own = OWN * _weight(word)
        _add(grams, word, own)
        senses.append([_said(word, own)])
        senses += (
            [_said(meaning.word, meaning.share**SURER) for meaning in sense]
            for one in targets
            for sense in lexicon.senses(word, source, one)
        )
        meant = {one: lexicon.meanings(word, source, one) for one in targets}
        for meaning in (one for meanings in meant.values() for one in meanings):
            for gram, weight in _said(meaning.word, meaning.share**SURER).items():
                grams[gram] = grams.get(gram, 0.0) + weight
        surest = [meanings[0] for meanings in meant.values() if meanings]
        for meaning in surest:
            _add(told, meaning.word, meaning.share**SURER)
        if surest:
            every = sorted((one for meanings in meant.values() for one in meanings), key=lambda one: -one.share)
            means[word] = tuple(dict.fromkeys(one.word for one in every))[:NAMED]
        else:
            _add(told, word, own / OWN)
    return Foreign(documents, grams, [told], means, senses=senses)


def _weight(word: str) -> float:
    return SMALL_WORD if word in SMALL else 1.0


def _add(grams: dict[str, float], word: str, weight: float) -> None:
    """A gram of several words weighs as in the word where it weighs most."""
    for gram, worth in _said(word, weight).items():
        grams[gram] = max(grams.get(gram, 0.0), worth)


def _said(word: str, weight: float) -> dict[str, float]:
    parts = word_grams(word)
    return dict.fromkeys(parts, weight * len(parts) ** LONG_WORD)
