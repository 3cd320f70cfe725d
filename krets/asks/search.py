"""How asks and answers appear in the index, and what was said before about a question.

An unnamed item tells kind, size and country and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from krets.asks.models import Answer, Ask, in_words
from krets.asks.rules import person_behind
from krets.cases import rules as cases
from krets.db import readers
from krets.db.readers import Reader
from krets.networks.models import Shared
from krets.people import rules as people
from krets.people.models import Organisation, Person
from krets.search import query
from krets.search.hits import Hit
from krets.search.index import Doc

SOME = 3  # of each kind
CASES = 6
LOOKED_AT = 40
SOURCES = {"answer": "answer", "ask": "thread", "case": "case"}


@dataclass(frozen=True)
class SaidBefore:
    """Hits that the reader may read, and people with why they may know."""

    asks: list[Hit]
    cases: list[Hit]
    people: list[tuple[Person, list[str]]]


def said_before(
    text: str, *, reader: Reader, cpv: Sequence[str] = (), like: Organisation | None = None
) -> SaidBefore:
    """What answers a question before it is asked, and who may know, from what the reader may read.

    Three queries.
    """
    kinds = ("ask", "answer", "case", "person")
    hits = query.similar(text, reader=reader, kinds=kinds, limit=LOOKED_AT, cpv=cpv, like=like)
    reasons: dict[str, list[str]] = {}
    for hit in hits:
        if hit.kind == "person":
            reasons.setdefault(hit.key, []).extend(hit.because)
        elif person := hit.facets.get("person"):
            why = in_words({"source": SOURCES[hit.kind], "words": hit.title}, own=False)
            reasons.setdefault(person, []).append(why)
    known = (
        people.visible(reader)
        .filter(key__in=reasons)
        .exclude(pk=reader.person or 0)
        .select_related("organisation")
    )
    found = {person.key: person for person in known}
    return SaidBefore(
        asks=[hit for hit in hits if hit.kind == "ask"][:SOME],
        cases=[hit for hit in hits if hit.kind == "case"][:SOME],
        people=[(found[key], list(dict.fromkeys(reasons[key]))[:SOME]) for key in reasons if key in found][:SOME],
    )


def linkable(text: str, *, reader: Reader) -> list[tuple[str, str, str]]:
    """Cases that an answer may point at: by words, or the reader's own when there are none.

    Key, title and language of each. Only what the reader may read.
    """
    if not text.strip():
        return [(case.key, case.title, case.language) for case in cases.own_published(reader)[:CASES]]
    hits = query.find(text, reader=reader, kinds=("case",)).hits[:CASES]
    return [(hit.key, hit.title, hit.language) for hit in hits]


def document(ask: Ask) -> Doc:
    return Doc(
        kind="ask",
        key=ask.key,
        language=ask.language,
        title=ask.title,
        body="\n".join(filter(None, [ask.body, ask.topic, ask.effect_sought])),
        readers=tuple(ask.readers),
        at=ask.posted,
        facets=_who(ask)
        | {
            "phase": ask.phase,
            "unit": [unit.slug for unit in ask.units.all()],
            "answers": ask.answer_count,
            "open": ask.is_open,
        },
        terms=tuple(f"cpv:{code}" for code in ask.cpv),
    )


def answer_document(answer: Answer, ask: Ask) -> Doc:
    return Doc(
        kind="answer",
        key=answer.key,
        language=answer.language,
        title=ask.title,
        body=answer.body,
        readers=_found_by(answer, ask),
        at=answer.posted,
        facets=_who(answer)
        | {
            "phase": ask.phase,
            "unit": [unit.slug for unit in ask.units.all()],
            "ask": ask.key,
            "no_effect": answer.no_effect,
        },
        terms=tuple(f"cpv:{code}" for code in ask.cpv),
    )


def _found_by(answer: Answer, ask: Ask) -> tuple[str, ...]:
    """A narrower one is found by those tokens alone that give out the ask too, under whose title it is found.

    Members of a subgroup, and people named who read the ask as members, read it on the page of the ask. So does an
    unnamed asker: a token of theirs stands only where nobody else reads.
    """
    alone = {*ask.readers} if answer.narrowed else {*answer.readers} - {readers.ASKER}
    asker = person_behind(ask) if answer.only_asker else ask.writer_id
    if asker is not None and readers.ASKER in answer.readers and (answer.narrowed or ask.goes_by_name):
        return tuple(readers.clean([*alone.intersection(answer.readers), readers.person(asker)]))
    return tuple(token for token in answer.readers if token in alone)


def _who(item: Shared) -> dict[str, Any]:
    if item.unnamed:
        sizes = item.shown_as.get("sizes", [])
        return {
            "organisation_kind": item.shown_as.get("kind", ""),
            "organisation_size": sizes[0] if len(sizes) == 1 else sizes,
            "country": item.shown_as.get("country", ""),
        }
    organisation = item.organisation
    return {
        "organisation": organisation.slug if organisation else "",
        "organisation_kind": organisation.kind if organisation else "",
        "organisation_size": organisation.size if organisation else "",
        "country": organisation.country if organisation else "",
        "person": item.writer.key if item.writer else "",
    }
