"""Whom an ask may be put to, and what others may hear of why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.activity.models import Hearing
from krets.asks.models import Answer, AnswerWriter, Ask, Suggestion, Wave, in_words
from krets.asks.rules.seeing import person_behind, visible, visible_answers
from krets.cases.rules import published as published_cases
from krets.db.clock import now, today
from krets.db.identity import acting_as, reaching
from krets.db.prepared import prepared
from krets.db.readers import BUYERS, PUBLIC, Reader
from krets.networks.models import Membership, Unit
from krets.networks.rules import ASKING, named_in, reader_of_person, units_in
from krets.people.models import Person

MONTH = timedelta(days=28)
MONTHLY_REQUESTS = 4  # of somebody who has not chosen
BUDGET = Coalesce(F("availability__monthly_requests"), MONTHLY_REQUESTS)

# Sources of reasons that name nothing that somebody may not read.
UNNAMING = {"purchase", "colleague", "somebody", "named"}


@dataclass(frozen=True)
class Asked:
    """Who was asked: everybody sees how many, the asker sees whom, and why.

    next_at: when the clock asks the next ones, if it will; full: the network has no more to give this month;
    may_call: there can be another wave at the asker's word.
    """

    count: int = 0
    people: list[tuple[Suggestion, str]] = field(default_factory=list)
    next_at: datetime | None = None
    full: bool = False
    may_call: bool = False


def asked(ask: Ask, reader: Reader, is_asker: bool, answered: bool = False) -> Asked:
    """Who was asked so far, told to this reader: all are counted, those she may see are named.

    `answered` by others. One query; for the asker three.
    """
    if not is_asker:
        known = getattr(ask, "asked_so_far", None)  # see `pages.one`
        return Asked(count=len(_people_asked(ask.pk)) if known is None else known)
    suggestions, held = list(ask.suggestions.select_related("person__organisation")), set(reader.tokens)
    waves = list(ask.waves.all())
    reasons = reasons_for(reader, suggestions)
    waits = ask.is_open and waves and not answered and waves[-1].number < Wave.BY_CLOCK
    return Asked(
        count=len(suggestions),
        people=[(one, reasons[one.pk]) for one in suggestions if not held.isdisjoint(one.person.readers)],
        next_at=waves[-1].at + Wave.WAIT if waits else None,
        full=bool(waves) and waves[-1].full,
        may_call=ask.is_open and bool(waves) and len(waves) < Wave.AT_MOST,
    )


@prepared
def _people_asked(ask: int) -> "QuerySet[Suggestion, int]":
    return Suggestion.objects.filter(ask=ask).order_by().values_list("person_id", flat=True)


def by_others() -> "QuerySet[Answer]":
    """Answers that are not the asker's own additions, named or not."""
    asker = Coalesce("ask__writer_id", "ask__hidden_writer__person_id")
    answerer = Coalesce("writer_id", "hidden_writer__person_id")
    everything = Answer.objects.annotate(asker=asker, answerer=answerer)
    answers: QuerySet[Answer] = everything.exclude(answerer=F("asker"))
    return answers


def reasons_for(reader: Reader, suggestions: Sequence[Suggestion]) -> dict[int, str]:
    """Why each person was asked, for somebody else's eyes: only from what the reader may read. One query."""
    keys = {reason["key"] for one in suggestions for reason in one.reasons} | {""}
    answers, asks, cases = (
        rows.filter(key__in=keys).order_by().values_list("key", flat=True)
        for rows in (visible_answers(reader), visible(reader), published_cases(reader))
    )
    readable = set(answers.union(asks, cases))
    open_to_buyers = {"profile"} if BUYERS in reader.tokens or reader.system else set()
    told = {}
    for one in suggestions:
        words = [
            in_words(reason, own=False)
            if reason["source"] in {*UNNAMING, *open_to_buyers} or reason["key"] in readable
            else in_words({}, own=False)
            for reason in one.reasons
        ]
        told[one.pk] = "; ".join(dict.fromkeys(words)) or gettext("is in the same network")
    return told


def because_now(suggestion: Suggestion) -> str:
    """Why this person, told to themselves at any time after. No query.

    The letter named asks that they could read when it was written; by now they may be read by fewer, or by nobody.
    """
    words = [
        str(_OF_OTHERS_ASKS.get(reason["source"]) or in_words(reason, own=True)) for reason in suggestion.reasons
    ]
    return "; ".join(dict.fromkeys(words)) or gettext("you are in the same network")


_OF_OTHERS_ASKS = {
    "answer": _("you have answered something like it"),
    "thanks": _("an answer of yours to something like it helped"),
}


def tellable(person: Person, reasons: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those of the reasons for asking this person that name only what they may read now."""
    keys = {reason["key"] for reason in reasons}
    with acting_as(reader_of_person(person.pk)) as reader:
        asks = visible(reader)
        # An answer of one's own is read for ever; its reason gives the title of the ask, which is not.
        named = (visible_answers(reader).filter(ask__in=asks.values("pk")), asks, published_cases(reader))
        readable = {key for rows in named for key in rows.filter(key__in=keys).values_list("key", flat=True)}
    anyway = {"profile", *UNNAMING}
    return [reason for reason in reasons if reason["source"] in anyway or reason["key"] in readable]


def candidates(ask: Ask) -> "QuerySet[Person]":
    """People who may be asked: they read the ask as members, have signed in, and it is not their own or answered
    by them. Who was named has been written to.

    Not who said "not before" a later day, was asked already, or shares the asker's organisation unless that
    is wanted. Each has a `load`: how often they were asked in the last 28 days; compare it with BUDGET.
    """
    asker = ask if ask.writer_id else getattr(ask, "hidden_writer", None)
    people: QuerySet[Person] = (
        _asked_of(ask)
        .filter(account__is_active=True, account__last_login__isnull=False)
        .exclude(pk__in=[person_behind(ask) or 0, *named_in(ask.readers)])
        .exclude(availability__not_before__gt=today())
        .exclude(pk__in=ask.suggestions.values("person"))
        .exclude(pk__in=ask.answers.filter(writer__isnull=False).values("writer"))
        .exclude(pk__in=AnswerWriter.objects.filter(answer__ask=ask).values("person"))
        .annotate(load=_load())
    )
    if asker is not None and asker.organisation_id is not None and not ask.own_organisation_too:
        people = people.exclude(organisation_id=asker.organisation_id)
    return people


def may_be_asked(ask: Ask, person: Person) -> bool:
    """Whether this one person can be asked now, within their own budget."""
    one = candidates(ask).filter(pk=person.pk).annotate(budget=BUDGET).first()
    return one is not None and one.load < one.budget  # type: ignore[attr-defined]


def followers(ask: Ask, how: Sequence[str]) -> set[int]:
    """Members of the ask's units who have themselves chosen to hear in one of these ways. Two queries.

    A general choice of a letter each time is nobody's wish to hear of every ask: it is how one begins.
    """
    members = set(_asked_of(ask).values_list("pk", flat=True))
    units = {None, *(int(token[5:]) for token in ask.readers if token.startswith("unit:"))}
    chosen: dict[int, str] = {}
    rows = Hearing.objects.filter(person_id__in=members).values_list("person_id", "unit_id", "how")
    for person, unit, one in sorted(rows, key=lambda row: row[1] is not None):  # a unit's own choice comes last
        if unit in units and (unit is not None or one != Hearing.How.EACH):
            chosen[person] = one
    return {person for person, one in chosen.items() if one in how}


def colleague(ask: Ask, typed: str, *, by_name: bool) -> Person | None:
    """The one reader of the ask whose address this is, or whose name, where names may be told."""
    typed = " ".join(typed.split())
    # An unnamed asker can be named here like anybody else, and is then not asked: a refusal would tell who it is.
    with reaching("asks.colleague"):
        people = _asked_of(ask).exclude(pk=ask.writer_id or 0)
        found = list(people.filter(account__email__iexact=typed)[:2])
        if not found and by_name:
            found = list(people.filter(name__iexact=typed)[:2])
    return found[0] if len(found) == 1 else None


def _asked_of(ask: Ask) -> "QuerySet[Person]":
    """Its readers; members of a unit that sleeps read it, but are not asked for its sake."""
    people: QuerySet[Person] = Person.objects.all()
    if {PUBLIC, BUYERS} & set(ask.readers):
        return people.filter(organisation__isnull=False)
    units = Unit.objects.filter(pk__in=units_in(ask.readers), state__in=ASKING)
    members = Membership.objects.filter(unit__in=units, ended=None).values("person")
    return people.filter(Q(pk__in=members) | Q(pk__in=named_in(ask.readers)))


def _load() -> Coalesce:
    month = Suggestion.objects.filter(person=OuterRef("pk"), sent__gt=now() - MONTH).order_by()
    return Coalesce(Subquery(month.values("person").annotate(n=Count("pk")).values("n")), 0)
