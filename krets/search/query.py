"""Finds what the reader may read. Every hit is read again from the database before it is counted or shown.

`find` shows an ask and its answers as one hit, the best of them, and counts them as one, as an ask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import Any

from django.conf import settings
from tantivy import Query, Searcher

from krets.db.readers import Reader
from krets.engines.text import synonyms
from krets.engines.text.greetings import without_greetings
from krets.engines.text.snippet import snippet
from krets.engines.text.synonyms import Synonyms
from krets.search import chain, embedding, question, ranking, reasons, shelf
from krets.search.again import Short, count, kind_of, ranked, read, thread, threads, values, whole
from krets.search.chain import Candidate
from krets.search.foreign import Foreign, by_synonyms, in_other_languages, language_of
from krets.search.hits import Found, Hit
from krets.search.lexicon import store
from krets.search.meaning import with_meaning
from krets.search.models import Document
from krets.search.question import Question
from krets.search.telling import Telling

PER_PAGE = 20
FEW = 10  # hits; where there are fewer, the nearest follow
SNIPPET = 220
ALIKE = 0.25  # of a text: less is no "asked before", nor is less than half of what is most alike
WHOLE = 4.0  # what a text counts that has all of the question, beside the best of a chain
DEEP = 16  # candidates for each hit that is wanted of a whole text
SPARE = 8  # rows read for each that is wanted: some may be gone, or be on the page already
AFTER, NOT = "after", "not"  # what is in other languages than the question
FILTERS = ("outcome", "organisation_kind", "organisation_size", "phase")
TOGETHER = {"ask": ("ask", "answer")}  # whoever chooses asks chooses what was answered too


def find(
    text: str,
    *,
    reader: Reader,
    kinds: Sequence[str] = (),
    filters: Mapping[str, str] | None = None,
    languages: Sequence[str] = (),
    foreign: str = "",
    like: Any | None = None,
    page: int = 1,
    topics: Mapping[str, str] | None = None,
) -> Found:
    """Search as typed. Two queries, whatever there is to find.

    filters: facet to value, such as {"outcome": "well"}; languages: only these, and what has none;
    foreign: what is written in other languages than the question comes as it fits, "after" the rest, or "not";
    like: the reader's Organisation; topics: labels of the CPV codes in the text (see `codes_in`).
    """
    asked = question.typed(text)
    narrowed = [chain.any_of("facets", [f"{name}:{value}"]) for name, value in (filters or {}).items() if value]
    if languages:
        narrowed.append(chain.any_of("language", ["", *languages]))
    chosen = [one for kind in kinds for one in TOGETHER.get(kind, (kind,))]
    asked, others = _in_other_languages(asked)
    if foreign == NOT and asked.language:
        narrowed.append(chain.any_of("language", ["", asked.language]))
    best, wanted, exact = _candidates(asked, reader, narrowed, chosen, others)
    rows = read(reader, {*best, *wanted})
    own = asked.language if foreign == AFTER else ""
    everything = ranked(best, rows, like, own)
    answers = ranking.bar([best[row.pk] for row in everything] if exact else [])
    inside = ranked(wanted, rows, like, own)
    hits = threads(row for row in inside if answers(wanted[row.pk]))
    near = threads(row for row in inside if wanted[row.pk].strength >= ranking.NEAR)
    pages = max(1, -(-len(hits) // PER_PAGE))
    page = min(max(1, page), pages)
    shown = hits[(page - 1) * PER_PAGE : page * PER_PAGE]
    there = {thread(rows[0]) for rows in hits}
    beside = [rows for rows in near if thread(rows[0]) not in there][: max(0, FEW - len(hits))]
    full = _hits([*shown, *beside], wanted, asked, reader, like, topics or {})
    first = {(rows[0].kind, rows[0].key) for rows in shown}
    return Found(
        hits=[hit for hit in full if (hit.kind, hit.key) in first],
        total=len(hits),
        by_kind=count([kind_of(rows[0])] for rows in threads(row for row in everything if answers(best[row.pk]))),
        filters={name: count(values(rows, name) for rows in hits) for name in FILTERS}
        | {"language": count(dict.fromkeys(row.language for row in rows) for rows in hits)},
        page=page,
        pages=pages,
        more=len(wanted) >= chain.DEPTH,
        nearest=[hit for hit in full if (hit.kind, hit.key) not in first],
    )


def codes_in(text: str) -> tuple[str, ...]:
    """The CPV codes in what was typed, without closing zeros: what `find` takes labels for in `topics`."""
    return question.typed(text).codes


def similar(
    text: str,
    *,
    reader: Reader,
    kinds: Sequence[str] = ("ask", "case"),
    limit: int = 3,
    exclude: Iterable[str] = (),
    cpv: Sequence[str] = (),
    like: Any | None = None,
    topics: Mapping[str, str] | None = None,
) -> list[Hit]:
    """What was said before about the same thing; nothing rather than something weak. Two queries.

    `exclude`: keys. Courtesies in the text count for nothing.
    """
    asked, ways = _said_otherwise(question.told(without_greetings(text), cpv))
    of_kinds = [chain.any_of("kind", kinds)] if kinds else []
    found, _, _ = _candidates(asked, reader, of_kinds, (), ways, depth=DEEP * limit)
    # How much of the question is there says more than BM25, for which a longer text with courtesies is less alike.
    best = nlargest(SPARE * limit, found.values(), key=lambda one: one.score + WHOLE * one.strength)
    wanted = {one.id: replace(one, score=one.score + WHOLE * one.strength) for one in best}
    left_out = set(exclude)
    rows = [row for row in ranked(wanted, read(reader, wanted), like) if row.key not in left_out]
    least = max([ALIKE, *(wanted[row.pk].strength / 2 for row in rows)])
    strong = [row for row in rows if wanted[row.pk].strength >= least][:limit]
    tells = _telling(asked, ways, reader)
    return _hits([[row] for row in strong], wanted, asked, reader, like, topics or {}, tells)


def _telling(asked: Question, ways: Sequence[Foreign], reader: Reader) -> Callable[[Document], bool]:
    """By words; what a model finds near in meaning need not share any."""
    searcher = shelf.searcher()
    if searcher is None or embedding.name():
        return lambda row: True
    return Telling(searcher, asked, ways, reader)


def suggest(prefix: str, *, reader: Reader, limit: int = 6) -> list[Hit]:
    """Titles that what was typed may become. Two queries."""
    searcher = shelf.searcher()
    found = chain.begun(searcher, prefix, chain.readable(reader), limit * 3) if searcher else []
    wanted = {pk: Candidate(pk, float(-place), 1.0) for place, pk in enumerate(found)}
    rows = sorted(read(reader, wanted).values(), key=lambda row: -wanted[row.pk].score)
    return _hits([[row] for row in rows[:limit]], wanted, question.told(prefix), reader, None, {})


def evidence(text: str, *, cpv: Sequence[str] = (), limit: int = 50, exclude: Iterable[str] = ()) -> list[Hit]:
    """Everything said about the same thing, whoever may read it: for choosing whom to ask, never to be shown.

    `exclude`: keys. Two queries. `score` says how alike, 0 to 1.
    """
    system = Reader.of_system("search.evidence")
    asked = question.told(without_greetings(text), cpv)
    wanted, _, _ = _candidates(asked, system, [], ())
    left_out = set(exclude)
    rows = [row for row in ranked(wanted, read(system, wanted), None) if row.key not in left_out]
    hits = _hits([[row] for row in rows[:limit]], wanted, asked, system, None, {})
    return [replace(hit, score=hit.strength) for hit in hits]


def _in_other_languages(asked: Question) -> tuple[Question, list[Foreign]]:
    """The question with its language, what its words mean in others, and how else they are said."""
    lexicon, searcher = store.current(), shelf.searcher()
    source = language_of(asked, lexicon)
    others = in_other_languages(asked, source, lexicon, searcher) if searcher is not None else []
    means: dict[str, tuple[str, ...]] = {}
    for other in others:
        for word, found in other.means.items():
            means[word] = (*means.get(word, ()), *found)
    asked, ways = _said_otherwise(replace(asked, language=source, means=means))
    return asked, [*others, *ways]


def _said_otherwise(asked: Question) -> tuple[Question, list[Foreign]]:
    """By synonyms, and the question with them."""
    ways = by_synonyms(asked, _synonyms(settings.SYNONYMS))
    otherwise = {said: found for way in ways for said, found in way.means.items()}
    return replace(asked, otherwise=otherwise), ways


@lru_cache(maxsize=1)
def _synonyms(path: str) -> Synonyms:
    """Ours, and the host's in the file of this name; read when a process first searches."""
    return Synonyms([*synonyms.ours(), *(Path(path).read_text(encoding="utf-8").splitlines() if path else [])])


def _candidates(
    asked: Question,
    reader: Reader,
    narrowed: Sequence[Query],
    kinds: Sequence[str],
    others: Sequence[Foreign] = (),
    depth: int = chain.DEPTH,
) -> tuple[dict[int, Candidate], dict[int, Candidate], bool]:
    """Of all kinds, and of the chosen ones as deep (the same when none is chosen); and whether quotes hold.

    Where nobody said exactly what stands in quotes, these are what is nearest without them: no hits.
    """
    searcher = shelf.searcher()
    if searcher is None or asked.is_empty:
        return {}, {}, True
    filters = [*chain.readable(reader), *narrowed]
    best = {one.id: one for one in _best(searcher, asked, filters, foreign=others, depth=depth)}
    if not best and asked.phrases:
        loose = {one.id: one for one in _best(searcher, replace(asked, phrases=()), filters)}
        return loose, loose, False
    if not kinds:
        return best, best, True
    of_kind = chain.any_of("kind", kinds)
    return (
        best,
        {one.id: one for one in _best(searcher, asked, [*filters, of_kind], foreign=others)},
        True,
    )


def _best(searcher: Searcher, asked: Question, filters: Sequence[Query], **more: Any) -> list[Candidate]:
    return with_meaning(searcher, asked, filters, chain.candidates(searcher, asked, filters, **more))


def _hits(
    found: Sequence[list[Short]],
    wanted: Mapping[int, Candidate],
    asked: Question,
    reader: Reader,
    like: Any | None,
    topics: Mapping[str, str],
    wants: Callable[[Document], bool] = lambda row: True,
) -> list[Hit]:
    """Of each thread its first row, with the snippet of the first two that shows what was asked for."""
    told = [row.pk for rows in found for row in rows[:2]]
    full = {row.pk: row for row in whole(reader, [0, *told])}
    hits = []
    for rows in found:
        here = [full[row.pk] for row in rows[:2] if row.pk in full]
        if not here or not wants(here[0]):
            continue
        row, pieces = here[0], [(one, snippet(one.body, asked.in_language(one.language), SNIPPET)) for one in here]
        source, best = next((pair for pair in pieces if any(piece.hit for piece in pair[1])), pieces[0])
        hits.append(
            Hit(
                kind=row.kind,
                key=row.key,
                title=row.title,
                snippet=best,
                because=reasons.because(row, asked, like=like, topics=topics),
                language=row.language,
                facets=row.facets,
                at=row.at,
                score=round(wanted[row.pk].score, 2),
                strength=round(wanted[row.pk].strength, 2),
                answers=sum(one.kind == "answer" for one in rows),
                told_by="" if source is row else source.key,
                snippet_language=source.language,
            )
        )
    return hits
