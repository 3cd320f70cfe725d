"""What fits somebody new: every likeness between the two votes for a thing, and says so."""

import hashlib
import math
from dataclasses import dataclass, field
from typing import Literal

from krets.engines.contract import Faults
from krets.engines.matching import SCANDINAVIAN
from krets.engines.text.fold import fold
from krets.engines.text.snippet import overlap
from krets.engines.text.stopwords import TRADE_WORDS

__all__ = ["Fit", "Newcomer", "Option", "Problem", "Reason", "Source", "Weights", "fit"]

Source = Literal["topic", "purchase", "employer", "size", "region", "admission", "colleague", "unanswered"]

LEAST = 5  # letters of a word that tells something
ALIKE = {1: 0.6, 2: 0.85}  # shared words: how alike; three are fully so
# What everybody here says of their work.
_EVERYBODYS = """
    upphandlare upphandla upphandlar upphandling inköp inköpare köper köpa arbetar jobbar arbete följer gärna
    frågor mycket saker kommunen regionen nätverk nätverket olika verksamhet hankinta hankinnat hankintoja
    hankinnoista ostan ostaja kysyä työssä verkosto buyer buyers buying procurement purchasing network public
    things working
"""
TRADE = frozenset(fold(word) for words in (*TRADE_WORDS.values(), _EVERYBODYS.split()) for word in words)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`told` is what they say of their work; `bought` titles of what their organisation has bought; `cpv` its
    groups (three digits); `kind`, `size` and `regions` are the organisation's."""

    told: str = ""
    bought: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    kind: str = ""
    size: str = ""
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A network, an ask or a case, by `key`.

    alike: how many organisations of the newcomer's kind are in it; colleagues: names that the newcomer may know;
    holds and fails: clauses of admission; answers: None where there is nothing to answer; half_life: in days,
    0 for what does not age.
    """

    key: str
    text: str = ""
    language: str = ""
    cpv: tuple[str, ...] = ()
    kind: str = ""
    size: str = ""
    regions: tuple[str, ...] = ()
    alike: int = 0
    colleagues: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    answers: int | None = None
    age_days: float = 0.0
    half_life: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    topic: float = 1.0
    purchase: float = 0.7
    region: float = 0.6
    employer: float = 0.5
    size: float = 0.2
    admission: float = 0.5
    colleague: float = 0.6
    unanswered: float = 0.3
    near_language: float = 0.9
    other_language: float = 0.4  # nobody new begins in a language they did not choose


@dataclass(frozen=True, slots=True)
class Reason:
    """`weight` is what this likeness added; `words` name it, `count` says how many."""

    source: Source
    weight: float
    words: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    key: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    newcomer: Newcomer
    options: tuple[Option, ...]
    limit: int = 5
    seed: int = 0
    weights: Weights = field(default_factory=Weights)


def fit(problem: Problem) -> tuple[Fit, ...]:
    """The best first, each with its reasons, the strongest first; equal ones in an order by `seed`.

    What has no reason fits nobody, and what a clause of admission shuts out is left out.
    """
    _check(problem)
    found = [_fit(problem, option) for option in problem.options if not option.fails]
    fitting = [one for one in found if one.reasons]
    fitting.sort(key=lambda one: (-one.score, _lot(one.key, problem.seed)))
    return tuple(fitting[: problem.limit])


def _check(problem: Problem) -> None:
    faults = Faults()
    faults.once("options", [option.key for option in problem.options])
    faults.number("limit", problem.limit, least=0)
    for place, option in enumerate(problem.options):
        if not option.key:
            faults.add(f"options[{place}].key", "empty", "what is it called?")
        faults.number(f"options[{place}].alike", option.alike, least=0)
        faults.number(f"options[{place}].age_days", option.age_days, least=0)
        faults.number(f"options[{place}].half_life", option.half_life, least=0)
        faults.number(f"options[{place}].answers", option.answers or 0, least=0)
    faults.stop()


def _fit(problem: Problem, option: Option) -> Fit:
    votes = [one for one in _reasons(problem.newcomer, option, problem.weights) if one.weight > 0]
    votes.sort(key=lambda one: (-one.weight, one.source))
    score = sum(one.weight for one in votes) * _language(problem, option)
    if option.half_life:
        score *= math.pow(0.5, option.age_days / option.half_life)
    return Fit(option.key, score, tuple(votes))


def _reasons(newcomer: Newcomer, option: Option, weights: Weights) -> list[Reason]:
    topic, bought = _shared(option.text, newcomer.told), _bought(newcomer, option)
    near = tuple(one for one in option.regions if _is_among(one, newcomer.regions))
    held = len(option.holds)
    votes = [
        Reason("topic", weights.topic * _alike(len(topic)), topic),
        Reason("purchase", weights.purchase * bool(bought), bought),
        Reason("region", weights.region * bool(near), near),
        Reason("admission", weights.admission * bool(held), option.holds, held),
        Reason(
            "colleague", weights.colleague * bool(option.colleagues), option.colleagues, len(option.colleagues)
        ),
    ]
    same = bool(newcomer.kind) and option.kind == newcomer.kind
    many = weights.employer * (1 - math.pow(0.5, option.alike / 5)) if option.alike else weights.employer * same
    votes.append(Reason("employer", many, (newcomer.kind,), option.alike))
    votes.append(
        Reason("size", weights.size * (same and newcomer.size not in ("",) and newcomer.size == option.size))
    )
    told = [one for one in votes if one.weight > 0]
    if told and option.answers == 0:  # alone it is no reason: much is unanswered that is nothing for them
        told.append(Reason("unanswered", weights.unanswered))
    return told


def _shared(text: str, told: str) -> tuple[str, ...]:
    words = overlap(text, told) if text and told else []
    return tuple(word for word in words if len(word) >= LEAST and fold(word) not in TRADE)


def _bought(newcomer: Newcomer, option: Option) -> tuple[str, ...]:
    """The title of something alike that was bought: by CPV group, else by two words that both have."""
    if set(newcomer.cpv) & set(option.cpv):
        same = (title for title in newcomer.bought if _shared(option.text, title))
        return (next(same, newcomer.bought[0] if newcomer.bought else ""),)
    return next(((title,) for title in newcomer.bought if len(_shared(option.text, title)) > 1), ())


def _alike(words: int) -> float:
    return ALIKE.get(words, 1.0) if words else 0.0


def _is_among(region: str, mine: tuple[str, ...]) -> bool:
    """A county by its region: "Gävleborg" is in "Gävleborgs län", as many say it."""
    wanted = fold(region)
    return any(wanted == fold(one) or (len(wanted) >= LEAST and fold(one).startswith(wanted)) for one in mine)


def _language(problem: Problem, option: Option) -> float:
    mine = set(problem.newcomer.languages)
    if not mine or not option.language or option.language in mine:
        return 1.0
    near = option.language in SCANDINAVIAN and mine & SCANDINAVIAN
    return problem.weights.near_language if near else problem.weights.other_language


def _lot(key: str, seed: int) -> bytes:
    """Not alphabetical, and the same on every machine."""
    return hashlib.blake2s(f"{seed}:{key}".encode()).digest()
