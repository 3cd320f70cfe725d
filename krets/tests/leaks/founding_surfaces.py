"""Pages and operations of founding, deciding and starting, and who finds something there: see `surfaces.py`."""

from typing import Any

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.written import Application, Matter

ASSOCIATION = "kretsens-inkopare"


def page(*paths: str) -> Surface:
    return lambda seen: [Look(path) for path in paths]


def of_founding(tail: str = "", *, root: str = "", **more: Any) -> Surface:
    """An application, by who was asked to sign it, who began it and who oversees the association."""

    def looks(seen: Seen) -> list[Look]:
        absent = f"/foundings/{ABSENT}/{tail}"
        found = seen.of(Application)
        if found is None:
            return [Look(absent, may=(), absent=absent, **more)]
        may = seen.model.reads_application(found)
        sure = (lambda member: set(found.words.values())) if not tail and not more else (lambda member: set())
        return [Look(f"/foundings/{found.key}/{tail}", may=may, absent=absent, sure=sure, **more)]

    return looks


def of_decision(tail: str = "", **more: Any) -> Surface:
    """A matter: its unit's members once it is no draft, and who leads the unit before that too."""

    def looks(seen: Seen) -> list[Look]:
        absent = f"/decisions/{ABSENT}/{tail}"
        found = seen.of(Matter)
        if found is None:
            return [Look(absent, may=(), absent=absent, **more)]
        may = seen.model.reads_matter(found)
        sure = (lambda member: set(found.words.values())) if not tail and not more else (lambda member: set())
        return [Look(f"/decisions/{found.key}/{tail}", may=may, absent=absent, sure=sure, **more)]

    return looks


def decision_in_unit(tail: str = "", **more: Any) -> Surface:
    """The same as the API has it, below its unit."""

    def looks(seen: Seen) -> list[Look]:
        found = seen.of(Matter)
        if found is None:
            absent = f"/units/{ASSOCIATION}/decisions/{ABSENT}{tail}"
            return [Look(absent, may=(), absent=absent, **more)]
        may, base = seen.model.reads_matter(found), f"/units/{found.unit}/decisions"
        sure = (lambda member: set(found.words.values())) if not tail else (lambda member: set())
        absent = f"{base}/{ABSENT}{tail}"
        return [Look(f"{base}/{found.key}{tail}", may=may, absent=absent, sure=sure, **more)]

    return looks


def of_association(tail: str, **more: Any) -> Surface:
    return lambda seen: [Look(f"/units/{ASSOCIATION}/{tail}", **more)]


def members_only(tail: str) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(["hallbart-inkop", "security-of-supply"])
        may, knows = seen.model.sees_start(slug), seen.model.knows_unit(slug)
        return [Look(f"/units/{slug}/{tail}", may=may, absent=f"/units/finns-inte/{tail}", knows=knows)]

    return looks


FOUNDING_PAGES: dict[str, Surface] = {
    "foundings": of_association("foundings/"),
    "propose": of_association("foundings/new/"),
    "chain": of_association("foundings/steps/"),
    "founding": of_founding(),
    "change_founding": of_founding("change/"),
    "sign": lambda seen: [Look(f"/foundings/{ABSENT}/sign/{ABSENT}/", may=())],
    "send_in": lambda seen: [Look(f"/foundings/{ABSENT}/send-in/", may=(), method="post")],
    "take_step": of_founding("step/"),
    "bring": lambda seen: [Look(f"/foundings/{ABSENT}/bring/", may=(), method="post")],
    "begin_again": lambda seen: [Look(f"/foundings/{ABSENT}/again/", may=(), method="post")],
    "decisions": of_association("decisions/"),
    "draft_decision": of_association("decisions/new/"),
    "decision": of_decision(),
    "change_decision": of_decision("change/"),
    "open_vote": of_decision("open/"),
    "record_count": of_decision("count/"),
    "vote": of_decision("vote/", method="post", data={"choice": "surprise"}),
    "close_vote": lambda seen: [Look(f"/decisions/{ABSENT}/close/", may=(), method="post")],
    "start_kit": members_only("start/"),
    "plan_meeting": members_only("start/meeting/"),
    "propose_dates": members_only("start/days/"),
    "budget": members_only("start/budget/"),
    "ask_guarantee": members_only("start/guarantee/"),
    "date_poll": lambda seen: [Look(f"/days/{ABSENT}/", may=())],
    "close_dates": lambda seen: [Look(f"/days/{ABSENT}/close/", may=(), method="post")],
    "guarantee": lambda seen: [Look(f"/guarantees/{ABSENT}/", may=())],
}

WRONG = {"surprise": True}
FOUNDING_OPERATIONS: dict[str, Surface] = {
    "foundings": of_association("foundings"),
    "decisions": of_association("decisions"),
    "decision": decision_in_unit(),
    "vote": decision_in_unit("/vote", method="post", data=WRONG),
}

__all__ = ["FOUNDING_OPERATIONS", "FOUNDING_PAGES"]
