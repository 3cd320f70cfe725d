"""What candidates have answered, written, told and bought that is like an ask, with the words that name each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from krets.asks.models import Answer, Ask, Thanks
from krets.db.clock import now, today
from krets.engines.matching import Evidence, Match, Source
from krets.engines.text.fold import fold
from krets.engines.text.snippet import overlap
from krets.engines.text.stopwords import TRADE_WORDS
from krets.people.models import Person, Purchase
from krets.search import query
from krets.search.hits import Hit

TRACES = 100  # nearest documents that are looked at
PURCHASES = 3000  # newest, of all candidates' organisations together
ANSWERS = 1000  # to asks that are alike
WORDS = 4  # of a profile, told as a reason
REASONS = 2  # told; a much weaker one beside a strong one says nothing
# Strength under which a trace is chance: a long text holds common words of any question, a profile few.
LEAST = {"answer": 0.2, "ask": 0.2, "case": 0.4, "person": 0.1}
LIKE = {1: 0.5, 2: 0.8}  # shared words of a purchase's title and the ask's → similarity
SOURCES: dict[str, Source] = {"answer": "answer", "ask": "thread", "case": "case", "person": "profile"}
TRADE = frozenset(fold(word) for words in TRADE_WORDS.values() for word in words)


def traces_for(ask: Ask, people: dict[str, Person]) -> tuple[list[Evidence], dict[tuple[str, str], str]]:
    """What the candidates have answered, written, told and bought, and the words that name each."""
    text = f"{ask.title}\n{ask.body}\n{ask.topic}"
    found = list(_said(ask, text, people))
    helped = set(
        Thanks.objects.filter(answer__key__in=[one.key for one, _ in found if one.source == "answer"]).values_list(
            "answer__key", flat=True
        )
    )
    found += [(replace(one, source="thanks"), title) for one, title in found if one.key in helped]
    found += _bought(ask, people.values())
    return [one for one, _ in found], {(one.source, one.key): title for one, title in found}


def reasons_of(match: Match | None, words: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    # By what they say: an answer that helped need not be told as an answer too.
    told: dict[str, dict[str, str]] = {}
    reasons = match.reasons if match else ()
    for one in reasons:
        if one.weight >= reasons[0].weight / 2:
            title = words[one.source, one.key]
            told.setdefault(title, {"source": one.source, "key": one.key, "words": title})
    return list(told.values())[:REASONS]


def _said(ask: Ask, text: str, people: dict[str, Person]) -> Iterator[tuple[Evidence, str]]:
    found = query.evidence(text, cpv=ask.cpv, limit=TRACES, exclude=[ask.key])
    hits = [hit for hit in found if hit.strength >= LEAST.get(hit.kind, 1.0)]
    asks = {hit.key: hit for hit in hits if hit.kind == "ask"}
    for hit in hits:
        key = hit.key if hit.kind == "person" else hit.facets.get("person", "")  # unnamed items name nobody
        title = _told(hit, people[key]) if key in people else ""
        if title:
            yield _trace(key, SOURCES[hit.kind], hit.key, hit.strength, hit.at, hit.language), title
    # A short answer holds few of the question's words: it is as alike as what it answers.
    answers = Answer.objects.filter(ask__key__in=asks, writer__key__in=people).order_by("-posted")
    for answer in answers.select_related("ask", "writer").defer("body", "ask__body")[:ANSWERS]:
        key = answer.writer.key if answer.writer else ""
        strength = asks[answer.ask.key].strength
        yield _trace(key, "answer", answer.key, strength, answer.posted, answer.language), answer.ask.title


def _told(hit: Hit, person: Person) -> str:
    """What names a trace: a title, or the words of a profile that fit. The employer's name is no experience."""
    if hit.kind != "person":
        return hit.title
    named = {fold(word) for word in f"{person.name} {person.organisation or ''}".split()}
    words = [piece.text.lower() for piece in hit.snippet if piece.hit and fold(piece.text) not in named]
    return ", ".join(list(dict.fromkeys(words))[:WORDS])


def _trace(person: str, source: Source, key: str, similarity: float, at: datetime, language: str) -> Evidence:
    age = max(0.0, (now() - at).total_seconds() / 86_400)
    return Evidence(person, source, key, min(1.0, similarity), age, (), language or None)


def _bought(ask: Ask, people: Iterable[Person]) -> Iterator[tuple[Evidence, str]]:
    of: dict[int, list[str]] = {}
    for person in people:
        if person.organisation_id is not None:
            of.setdefault(person.organisation_id, []).append(person.key)
    purchases = Purchase.objects.filter(organisation__in=of).order_by("-published", "-id")[:PURCHASES]
    question = f"{ask.title}\n{ask.topic}"
    for purchase in purchases:
        similarity = max(_same_code(ask.cpv, purchase.cpv), _same_words(question, purchase.title))
        if not similarity:
            continue
        age = (today() - purchase.published).days if purchase.published else 3650
        title = f"{purchase.title} ({purchase.published.year})" if purchase.published else purchase.title
        for key in of[purchase.organisation_id]:
            lang = purchase.language or None
            yield Evidence(key, "purchase", purchase.notice, similarity, max(0, age), (), lang), title


def _same_code(wanted: Sequence[str], bought: Sequence[str]) -> float:
    """How far the nearest two codes go together: 0.25 for two digits, 1 for all that the ask named."""
    best = 0.0
    for one in (code.rstrip("0").ljust(2, "0") for code in wanted):
        for other in bought:
            same = _same_digits(one, other)
            if same >= 2:
                best = max(best, same / len(one) if same == len(one) else same / 8)
    return best


def _same_digits(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _same_words(question: str, title: str) -> float:
    shared = {fold(word) for word in overlap(title, question)} - TRADE
    return LIKE.get(min(2, sum(len(word) > 4 for word in shared)), 0.0)
