"""Who may join, in the reader's language: rules are data, and what they say is made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext

from krets.engines import admission as admitted
from krets.engines.admission import Clause, Facts
from krets.networks.models import AdmissionRule, Unit
from krets.people.models import Organisation

KINDS: dict[str, Any] = {
    "share": gettext_lazy("Share of the post"),
    "appointed": gettext_lazy("Appointed by the organisation"),
    "employer": gettext_lazy("Kind of employer"),
    "region": gettext_lazy("Region or area"),
    "role": gettext_lazy("Role or title"),
    "level": gettext_lazy("Level"),
    "invited": gettext_lazy("Invited by somebody"),
    "alumni": gettext_lazy("Is or was a member elsewhere"),
    "yes_no": gettext_lazy("Question answered by yes or no"),
    "text": gettext_lazy("Question answered in words"),
}
INVITERS: dict[str, Any] = {
    "member": gettext_lazy("a member"),
    "runs": gettext_lazy("somebody who runs the network"),
}
REASONS: dict[str, Any] = {
    "enough": gettext_lazy("The share is large enough."),
    "too_little": gettext_lazy("The share is smaller than the rule asks for."),
    "yes": gettext_lazy("The answer is yes."),
    "no": gettext_lazy("The answer is no."),
    "of_these": gettext_lazy("It is one of those in the rule."),
    "none_of_these": gettext_lazy("It is none of those in the rule."),
    "known": gettext_lazy("Krets knows that it is so."),
    "unknown": gettext_lazy("Krets does not know the employer."),
    "said": gettext_lazy("The applicant says so; Krets does not know it."),
    "elsewhere": gettext_lazy("The employer is known to be elsewhere."),
    "invited": gettext_lazy("The invitation is known."),
    "named": gettext_lazy("Ask the one who is named: Krets keeps no invitations."),
    "not_invited": gettext_lazy("Nobody is named."),
    "written": gettext_lazy("Somebody has to read it."),
    "empty": gettext_lazy("There is no answer."),
}
OUTCOMES: dict[str, Any] = {
    "holds": gettext_lazy("holds"),
    "fails": gettext_lazy("does not hold"),
    "judge": gettext_lazy("you judge"),
    "missing": gettext_lazy("no answer"),
}


@dataclass(frozen=True)
class Part:
    """A clause in words, or several of which one is enough."""

    words: tuple[str, ...]

    @property
    def is_choice(self) -> bool:
        return len(self.words) > 1


def clauses_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The clauses as they are kept, for the engine."""
    return tuple(_clause(row) for row in rows)


def criteria(admission: Mapping[str, Any]) -> list[Part]:
    """`Unit.admission`, or a version of the rule as JSON, in words."""
    groups: dict[str, list[str]] = {}
    for row in admission.get("clauses", []):
        name = f"group {row['group']}" if row.get("group") else f"clause {row['id']}"
        groups.setdefault(name, []).append(in_words(row))
    return [Part(tuple(words)) for words in groups.values()]


def still(clauses: Iterable[Mapping[str, Any]]) -> list[str]:
    """What members are asked about once a year: not how they came in, nor what somebody read then."""
    return [in_words(row) for row in clauses if row["kind"] not in ("invited", "alumni", "text")]


def foreseen(
    admission: Mapping[str, Any], *, employer: str, regions: Iterable[str], units: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of `Unit.admission`, before anybody has answered: clauses, in words, known to hold for somebody with such an
    employer, in these regions and once in these units (slugs); and those that shut them out."""
    rows = admission.get("clauses", [])
    facts = Facts(employer=employer, regions=tuple(regions), units=tuple(units))
    words = {row["id"]: in_words(row) for row in rows}
    holds, fails = admitted.foreseen(clauses_of(rows), facts)
    return tuple(words[one] for one in holds), tuple(words[one] for one in fails)


def answers_still(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]], answers: Mapping[str, Any]
) -> dict[str, str]:
    """Answers to a version of a rule that answer another: to the clauses that stand in both as they were."""
    same = {row["id"] for row in after if row in list(before)}
    return {name: str(value) for name, value in answers.items() if name in same}


def takes_members(unit: Unit) -> bool:
    """Whether one can apply, or join by a click."""
    return unit.is_awake and unit.admission.get("way") in (AdmissionRule.Way.APPLY, AdmissionRule.Way.OPEN)


def is_open(unit: Unit) -> bool:
    """Whether any buyer joins by a click."""
    return bool(unit.admission.get("way") == AdmissionRule.Way.OPEN)


def in_words(row: Mapping[str, Any]) -> str:
    """One clause, said to whoever wants to join."""
    named = _listed(names_of(row))
    match row["kind"]:
        case "share":
            told = gettext("At least {least} % of your post is about {topic}.")
            return told.format(least=row["least"], topic=row["topic"])
        case "appointed":
            return gettext("Your organisation has appointed you for this.")
        case "employer":
            return gettext("Your employer is: {names}.").format(names=named)
        case "region":
            return gettext("You work in: {names}.").format(names=named)
        case "role" if named:
            return gettext("Your role is, or is much like: {names}.").format(names=named)
        case "role":
            return gettext("You tell what your role is, and somebody looks whether it fits.")
        case "level":
            return gettext("You work at this level: {names}.").format(names=named)
        case "invited":
            return gettext("You are invited by: {names}.").format(names=named)
        case "alumni":
            return gettext("You are or were a member of: {names}.").format(names=named)
        case "yes_no":
            return gettext("You answer yes to: {question}").format(question=row["question"])
    if row.get("optional"):
        return gettext("You may tell: {question}").format(question=row["question"])
    return gettext("You answer, and somebody reads it: {question}").format(question=row["question"])


def asked(row: Mapping[str, Any]) -> str:
    """One clause as a question to the applicant."""
    match row["kind"]:
        case "share":
            return gettext("How many per cent of your post is about {topic}?").format(topic=row["topic"])
        case "appointed":
            return gettext("Has your organisation appointed you for this?")
        case "region":
            return gettext("Where do you work?")
        case "role":
            return gettext("What is your role or title?")
        case "level":
            return gettext("At which level do you work?")
        case "invited":
            return gettext("Who has invited you?")
        case "alumni":
            told = gettext("Are you or were you a member of: {names}?")
            return told.format(names=_listed(names_of(row)))
    return str(row["question"])


def names_of(row: Mapping[str, Any]) -> list[str]:
    """What is let in, by the names that a reader knows it by."""
    among: list[str] = list(row.get("among", []))
    match row["kind"]:
        case "employer":
            kinds = dict(Organisation.Kind.choices)
            return [str(kinds.get(one, one)).lower() for one in among]
        case "level":
            levels = dict(Unit.Level.choices)
            return [str(levels.get(one, one)).lower() for one in among]
        case "invited":
            return [str(INVITERS.get(one, one)) for one in among]
        case "alumni":
            return list(row.get("names", among))
    return among


def answered(row: Mapping[str, Any], value: str) -> str:
    """An answer as a reader takes it in."""
    match row["kind"]:
        case "share" if value:
            return gettext("{share} %").format(share=value)
        case "appointed" | "yes_no" | "alumni" if value in ("yes", "no"):
            return gettext("Yes") if value == "yes" else gettext("No")
        case "region" if value == "other":
            return gettext("Somewhere else")
        case "level":
            return str(dict(Unit.Level.choices).get(value, value))
        case "invited" if value == "no":
            return pgettext("invited", "Nobody")
    return value


def _clause(row: Mapping[str, Any]) -> Clause:
    kept: dict[str, Any] = {name: row[name] for name in Clause.__dataclass_fields__ if name in row}
    kept["among"] = tuple(kept.get("among", ()))
    return Clause(**kept)


def _listed(names: Iterable[str]) -> str:
    *first, last = list(names) or [""]
    return gettext("{some} or {last}").format(some=", ".join(first), last=last) if first else last
