"""Surfaces of cases and of questions to who wrote them: see `surfaces.py`."""

from typing import Any

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.thread_surfaces import may_be_named
from krets.tests.leaks.written import Case, Question


def of_case(tail: str = "", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        case = seen.case()
        if case is None:
            return [Look(f"/cases/{ABSENT}/{tail}", may=(), absent=f"/cases/{ABSENT}/{tail}", **more)]
        readers = seen.model.reads_case(case)
        return [Look(f"/cases/{case.key}/{tail}", may=readers, absent=f"/cases/{ABSENT}/{tail}", **more)]

    return looks


def case_readers(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None or not case.audience:
        return [Look(f"/cases/{ABSENT}/readers/", may=())]
    readers = seen.model.reads_case(case)
    return [
        Look(f"/cases/{case.key}/readers/", may=readers, absent=f"/cases/{ABSENT}/readers/",
             people=lambda member: may_be_named(seen, set(readers), member))
    ]  # fmt: skip


def the_case(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None:
        return [Look(f"/cases/{ABSENT}/", may=())]
    told = ("title", "summary") if case.audience else ("title",)
    return [
        Look(
            f"/cases/{case.key}/",
            may=seen.model.reads_case(case),
            sure=lambda member: {case.words[what] for what in told if what in case.words},
            absent=f"/cases/{ABSENT}/",
        )
    ]


def let_back(seen: Seen) -> list[Look]:
    """Nobody asks back in the histories, so nobody finds anything there."""
    case = seen.case()
    key = case.key if case is not None else ABSENT
    return [Look(f"/cases/{key}/let-back/", may=(), absent=f"/cases/{ABSENT}/let-back/")]


def download(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None or not case.document:
        return [Look(f"/cases/{ABSENT}/documents/{ABSENT}/", may=())]
    return [
        Look(
            f"/cases/{case.key}/documents/{case.document}/",
            may=seen.model.reads_document(case),
            sure=lambda member: {case.words["document"]},
            absent=f"/cases/{case.key}/documents/{ABSENT}/",
        )
    ]


def the_questions(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None:
        return [Look(f"/cases/{ABSENT}/questions/", may=())]
    about = [one for one in seen.model.every(Question) if one.case is case]
    return [
        Look(f"/cases/{case.key}/questions/", may=seen.model.reads_case(case),
             absent=f"/cases/{ABSENT}/questions/", people=lambda member: named_about(case, about, member))
    ]  # fmt: skip


def the_question(seen: Seen) -> list[Look]:
    question = seen.question()
    if question is None or question.case is None:
        return [Look(f"/cases/questions/{ABSENT}/", may=())]
    case = question.case
    return [
        Look(
            f"/cases/questions/{question.key}/",
            may=seen.model.reads_question(question),
            sure=lambda member: {question.words["body"]},
            absent=f"/cases/questions/{ABSENT}/",
            people=lambda member: named_about(case, [question], member),
        )
    ]


def to_reply(seen: Seen) -> list[Look]:
    question = seen.question()
    if question is None:
        return [Look(f"/cases/questions/{ABSENT}/reply/", may=())]
    may = seen.model.reads_question(question) - {"stranger"}
    return [Look(f"/cases/questions/{question.key}/reply/", may=may, absent=f"/cases/questions/{ABSENT}/reply/")]


def named_about(case: Case, questions: list[Question], member: str) -> set[str]:
    """Whose names a page of questions may tell: of who wrote the case or asked with a name, and the reader's."""
    return {one.writer for one in (case, *questions) if one.named} | {member}


def behind(seen: Seen) -> list[Look]:
    """Nobody in these histories vouches: the page is not there, whatever it would be about."""
    looks = [Look(f"/writers/ask/{ABSENT}/", may=())]
    if ask := seen.ask():
        looks.append(Look(f"/writers/ask/{ask.key}/", may=()))
    if case := seen.case():
        looks.append(Look(f"/writers/case/{case.key}/", may=()))
    return looks
