"""Asks the index: chains of terms, each scored by BM25, summed after each was divided by its best.

Summing max-normalised scores was measured to be better than any chain alone and than rank fusion. Shares and
weights are round numbers that helped, or did no harm, on every set at hand (bench/README.md has the table).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import zip_longest

import tantivy
from tantivy import Occur, Query

from krets.db.readers import Reader
from krets.engines.text.grams import pairs, word_grams, words
from krets.engines.text.stopwords import SMALL
from krets.search import among, compounds
from krets.search.among import Part
from krets.search.foreign import Foreign
from krets.search.question import Question
from krets.search.schema import SCHEMA
from krets.search.terms import RAREST, Term, standing, standing_most, terms

DEPTH = 100  # candidates a chain may bring, and a question in all
RAREST_TOLD = 160  # of a whole text, where the rarest are often only its names and slips
SHARES = {"words": 0.15, "pairs": 0.3, "grams": 1.0}  # of each chain in the sum
SMALL_WORD = 0.7  # what the grams of a small word weigh: never nothing, for a question may have no others
LONG_WORD = -0.25  # power of a word's number of grams that they weigh: a long word is not all of the question
# Rows of terms that a chain reads to find candidates: this share of all documents, but never few. Candidates
# are then weighed by all its terms. Less of words, which are a small part of the sum. FEWEST: of terms.
READ = {"words": 0.07, "pairs": 0.17, "grams": 0.33}
READ_ALWAYS = 50_000
FEWEST = {"words": 1, "pairs": 1, "grams": 4}
RAREST_FOREIGN = 128  # of the translations, of which a word has several
BESIDES = 0.6  # of what other ways to say the same word give, beside the one that gives most
FOREIGN = 0.9  # what is as near in another language beside one's own
CPV_CLASS = 5  # digits: a class says what is bought, what is longer says it finer
CODED = 0.5  # what the right CPV code is worth beside the best of a chain


@dataclass(frozen=True, slots=True)
class Candidate:
    """score: for ordering within one question. strength: how much of the question is there, 0 to 1."""

    id: int
    score: float
    strength: float


def readable(reader: Reader) -> list[Query]:
    """The filter that lets only the reader's documents through, without weight; none for the system."""
    return [] if reader.system else [any_of("readers", reader.tokens)]


def any_of(field: str, values: Iterable[str]) -> Query:
    return Query.const_score_query(
        Query.boolean_query([(Occur.Should, Query.term_query(SCHEMA, field, value)) for value in values]), 0.0
    )


def candidates(
    searcher: tantivy.Searcher,
    question: Question,
    filters: Sequence[Query],
    *,
    foreign: Sequence[Foreign] = (),
    depth: int = DEPTH,
) -> list[Candidate]:
    """The best of all chains, codes and other languages, best first, among what the filters let through."""
    conditions = [(Occur.Must, one) for one in filters]
    conditions += [(Occur.Must, Query.const_score_query(_exactly(one), 0.0)) for one in question.phrases]
    conditions += [(Occur.MustNot, _exactly(one)) for one in question.without]
    most = RAREST_TOLD if question.told else RAREST
    said = compounds.parts(question, searcher, filters) | dict.fromkeys(question.words, 1.0)
    asked = {"words": said, "pairs": _pairs(question), "grams": _grams(question)}
    chains = {field: terms(searcher, field, boosts, most) for field, boosts in asked.items()}
    scores: dict[int, float] = {}
    for field, found in _scored(searcher, chains, conditions, depth).items():
        best = max(found.values(), default=0.0)
        for pk, score in found.items():
            scores[pk] = scores.get(pk, 0.0) + (SHARES[field] * score / best if best > 0 else 0.0)
    scores = dict(nlargest(depth, scores.items(), key=lambda one: one[1]))
    strengths = standing(searcher, chains["grams"], list(scores))
    here = max(strengths.values(), default=0.0)
    for other in foreign:
        _add_foreign(searcher, other, conditions, here, scores, strengths, depth)
    only_codes = all(word.isdecimal() for word in question.words)
    for code in question.codes:
        # A long code says more than a short one; and where only codes were asked for, each says everything.
        worth = 1.0 if only_codes else CODED * min(1.0, len(code) / CPV_CLASS)
        for pk in _newest(searcher, [*conditions, (Occur.Must, any_of("terms", [f"cpv:{code}"]))], depth):
            scores[pk] = scores.get(pk, 0.0) + worth
            strengths[pk] = strengths.get(pk, 0.0) + worth * (1 - strengths.get(pk, 0.0))
    ranked = (Candidate(pk, score, strengths.get(pk, 0.0)) for pk, score in scores.items())
    return sorted(ranked, key=lambda one: (-one.score, -one.id))[:depth]


def _scored(
    searcher: tantivy.Searcher,
    chains: Mapping[str, Sequence[Term]],
    conditions: Sequence[tuple[Occur, Query]],
    depth: int,
) -> dict[str, dict[int, float]]:
    """By chain the BM25 of its best rows; where its rarest terms alone found them, of the best of all chains."""
    rarest = {
        field: _rarest(chain, READ[field] * searcher.num_docs, FEWEST[field]) for field, chain in chains.items()
    }
    found = {
        field: dict(_best(searcher, [*conditions, (Occur.Must, _any(field, chain))], depth) if chain else [])
        for field, chain in rarest.items()
    }
    cut = [field for field, chain in chains.items() if len(rarest[field]) < sum(term.known for term in chain)]
    if not cut:
        return found
    numbers = list(dict.fromkeys(pk for rows in zip_longest(*found.values()) for pk in rows if pk is not None))
    return found | {
        field: among.weigh(
            searcher,
            numbers[:depth],
            [Part(_weighed(field, term), term.often) for term in chains[field] if term.known],
        )
        for field in cut
    }


def _rarest(chain: Sequence[Term], rows: float, fewest: int) -> list[Term]:
    """What finds candidates: a million documents are not gone through for what a third of them have."""
    read, kept = 0, list[Term]()
    for term in chain:
        read += term.often
        if not term.known or (read > max(rows, READ_ALWAYS) and len(kept) >= fewest):
            break
        kept.append(term)
    return kept


def _add_foreign(
    searcher: tantivy.Searcher,
    other: Foreign,
    conditions: list[tuple[Occur, Query]],
    here: float,
    scores: dict[int, float],
    strengths: dict[int, float],
    depth: int,
) -> None:
    """What documents in other languages have: as much beside the others as their best has of the question."""
    chain = {"grams": terms(searcher, "grams", other.grams, RAREST_FOREIGN)}
    written = [(Occur.Must, any_of("language", other.languages))] if other.languages else []
    found = _scored(searcher, chain, [*conditions, *written], depth)["grams"]
    if other.senses:
        senses = [_sense(searcher, ways) for ways in other.senses]
        found = among.weigh(searcher, list(found), [sense for sense in senses if sense.often])
    seen: dict[tuple[str, float], Term] = {}
    ways = [terms(searcher, "grams", way, RAREST_FOREIGN, seen) for way in other.told]
    told = standing_most(searcher, ways, list(found))
    best, there = max(found.values(), default=0.0), max(told.values(), default=0.0)
    for pk, score in found.items():
        worth = FOREIGN * other.worth * score / best * (there / here if here else 1.0)
        scores[pk] = max(scores.get(pk, 0.0), worth)
        strengths[pk] = max(strengths.get(pk, 0.0), told.get(pk, 0.0))


def _sense(searcher: tantivy.Searcher, ways: Sequence[Mapping[str, float]]) -> Part:
    """A word by its ways to say it: where these simply added up, a word of many meanings would be half the
    question (Pirkola 1998, structured queries; here the best of them and a share of the others).
    """
    chains = [[term for term in terms(searcher, "grams", way) if term.known] for way in ways]
    query = Query.disjunction_max_query([_any("grams", chain) for chain in chains if chain], BESIDES)
    return Part(query, sum(term.often for chain in chains for term in chain))


def begun(searcher: tantivy.Searcher, prefix: str, filters: Sequence[Query], limit: int) -> list[int]:
    """Rows whose titles have what was typed, the last word unfinished; the best first."""
    question = _unfinished(prefix)
    chain = terms(searcher, "title", dict.fromkeys(question, 1.0))
    if not any(term.known for term in chain):
        return []
    conditions = [(Occur.Must, one) for one in filters]
    found = _best(searcher, [*conditions, (Occur.Must, _any("title", chain))], limit)
    strengths = standing(searcher, chain, [pk for pk, _ in found], field="title")
    return [pk for pk, _ in found if strengths.get(pk, 0.0) >= 0.5]


def _grams(question: Question) -> dict[str, float]:
    """4-grams and what they weigh; one of several words weighs as in the word where it weighs most."""
    found: dict[str, float] = {}
    for word in question.words:
        if word.isdecimal() and len(word) > 4:
            continue  # long numbers are codes and references: their parts mean nothing
        grams = word_grams(word)
        weight = (SMALL_WORD if word in SMALL else 1.0) * len(grams) ** LONG_WORD
        for gram in grams:
            found[gram] = max(weight, found.get(gram, 0.0))
    return found


def _pairs(question: Question) -> dict[str, float]:
    return dict.fromkeys(pairs(question.order), 1.0)


def _unfinished(prefix: str) -> list[str]:
    found = [gram for word in words(prefix) for gram in word_grams(word)]
    ended = not prefix or prefix[-1].isspace()
    return list(dict.fromkeys(found if ended or len(found) < 2 else found[:-1]))


def _exactly(said: Sequence[str]) -> Query:
    if len(said) == 1:
        return Query.term_query(SCHEMA, "words", said[0])
    return Query.phrase_query(SCHEMA, "words", list(said))


def _any(field: str, chain: Iterable[Term]) -> Query:
    return Query.boolean_query([(Occur.Should, _weighed(field, term)) for term in chain if term.known])


def _weighed(field: str, term: Term) -> Query:
    asked = Query.term_query(SCHEMA, field, term.text)
    return asked if term.boost == 1.0 else Query.boost_query(asked, term.boost)


def _best(searcher: tantivy.Searcher, clauses: list[tuple[Occur, Query]], limit: int) -> list[tuple[int, float]]:
    hits = searcher.search(Query.boolean_query(clauses), limit, count=False).hits
    numbers = searcher.fast_field_values("id", [place for _, place in hits])
    return [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]


def _newest(searcher: tantivy.Searcher, clauses: list[tuple[Occur, Query]], limit: int) -> list[int]:
    hits = searcher.search(Query.boolean_query(clauses), limit, count=False, order_by_field="at").hits
    return [int(number or 0) for number in searcher.fast_field_values("id", [place for _, place in hits])]
