"""The one bridge to the engines: rows → traces of experience → who is likely to know → who can be asked now."""

import zlib
from dataclasses import dataclass, field

from krets.asks import rules
from krets.asks.matching.heard import DAY, ledger
from krets.asks.matching.traces import REASONS, reasons_of, traces_for
from krets.asks.matching.willing import History, histories
from krets.asks.models import Ask
from krets.db.clock import now, today
from krets.engines.matching import Match, rank
from krets.engines.matching.ledger import VERSION as ledger_version
from krets.engines.matching.ledger import Letter, Likely
from krets.engines.routing import VERSION as routing_version
from krets.engines.routing import Candidate, Problem
from krets.engines.routing import choose as route
from krets.people.models import Account, Person

__all__ = ["Choice", "Chosen", "choose"]

PRIOR = 0.02  # where too few have left a trace, their colleagues are asked in turn rather than nobody
RULE = f"{ledger_version}+{routing_version}"
IN_LETTERS = frozenset({"answer", "thread"})  # traces that the ledger has heard itself


@dataclass(frozen=True)
class Chosen:
    """`reasons` as `Suggestion.reasons` keeps them; `likely` before load was weighed; `propensity` how likely the
    choice was. All 0 to 1."""

    person: Person
    reasons: list[dict[str, str]]
    likely: float
    score: float
    propensity: float
    explored: bool


@dataclass(frozen=True)
class Choice:
    """`full`: somebody fitted but has been asked as often as they accept this month. `rule`: which one chose."""

    chosen: list[Chosen] = field(default_factory=list)
    full: bool = False
    rule: str = RULE


def choose(ask: Ask, size: int, wave: int) -> Choice:
    """Whom to ask now. Everything that the choice rests on is read here, whoever may read it."""
    rows = rules.candidates(ask).select_related("organisation", "availability", "account")
    people = {person.key: person for person in rows}
    if not people:
        return Choice()
    traces, words = traces_for(ask, people)
    matches = {match.person: match for match in rank(traces, lang=ask.language or None)}
    told = rank([one for one in traces if one.source not in IN_LETTERS or one.lang not in (None, ask.language)])
    likely = {one.person: one for one in _likely(ask, people, told)}
    history, prior = histories(people), PRIOR if len(matches) < size else 0.0
    # Who may be asked at all was settled by `rules.candidates`; the engine weighs likelihood against load.
    problem = Problem(
        asker="",
        asker_organisation="",
        candidates=tuple(
            _candidate(person, likely[key].p, history.get(key, History()), prior)
            for key, person in sorted(people.items())
        ),
        today=today(),
        wave=wave,
        size=size,
        seed=zlib.crc32(ask.key.encode()),
    )
    found = route(problem)
    chosen = [
        Chosen(
            people[pick.person],
            [] if pick.explored else _reasons(likely[pick.person], reasons_of(matches.get(pick.person), words)),
            likely[pick.person].p,
            pick.score,
            pick.propensity,
            pick.explored,
        )
        for pick in found.picks
    ]
    return Choice(chosen, found.full)


def _likely(ask: Ask, people: dict[str, Person], told: tuple[Match, ...]) -> list[Likely]:
    """By what was asked and answered so far, and by what no letter says: cases, profiles, thanks, purchases."""
    # Whose ask it is moves the choice only where everybody reads whose it is.
    asker = ask.writer.key if ask.writer else ""
    letter = Letter(asker, now().timestamp() / DAY, ask.key, f"{ask.body}\n{ask.topic}", ask.title, opens=True)
    names = {key: person.name for key, person in people.items()}
    here = {key: _here(person.account) for key, person in people.items()}
    votes = {match.person: match.score / (1 - match.score) for match in told if match.score < 1}
    return ledger().rank(letter, among=people, told=votes, names=names, here=here)


def _reasons(one: Likely, traces: list[dict[str, str]]) -> list[dict[str, str]]:
    named = [{"source": "named", "key": "", "words": ""}] if one.parts["named_in_full"] else []
    return [*named, *traces][:REASONS]


def _here(account: Account) -> tuple[float, float]:
    return account.created.timestamp() / DAY, (account.last_login or account.created).timestamp() / DAY


def _candidate(person: Person, p: float, history: History, prior: float) -> Candidate:
    availability = getattr(person, "availability", None)
    return Candidate(
        person=person.key,
        organisation=person.organisation.slug if person.organisation else "",
        p=max(prior, min(1.0, p * history.factor)),
        load=person.load,  # type: ignore[attr-defined] # annotated by rules.candidates
        budget=availability.monthly_requests if availability else rules.MONTHLY_REQUESTS,
        known=history.asked,
    )
