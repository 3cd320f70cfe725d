"""Surfaces of asks and answers, and who finds something there: see `surfaces.py`."""

from collections.abc import Collection
from typing import Any

from krets.asks.models import Suggestion
from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.written import Answer, Ask


def of_ask(tail: str = "", people: bool = False, **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        ask = seen.ask()
        if ask is None:
            return [Look(f"/asks/{ABSENT}/{tail}", may=(), absent=f"/asks/{ABSENT}/{tail}", **more)]
        readers = seen.model.reads_ask(ask) - {"stranger"}
        told = (lambda member: may_be_named(seen, readers, member)) if people else None
        return [Look(f"/asks/{ask.key}/{tail}", may=readers, absent=f"/asks/{ABSENT}/{tail}", people=told, **more)]

    return looks


def of_answer(tail: str, people: bool = False, **more: Any) -> Surface:
    """Under an ask: for those who read both."""

    def looks(seen: Seen) -> list[Look]:
        answer = seen.answer()
        if answer is None or answer.ask is None:
            return [Look(f"/asks/{ABSENT}/{tail}{ABSENT}/", may=(), **more)]
        readers = seen.model.reads_answer(answer) & seen.model.reads_ask(answer.ask)
        told = (lambda member: may_be_named(seen, readers, member)) if people else None
        here = f"/asks/{answer.ask.key}/{tail}"
        return [Look(f"{here}{answer.key}/", may=readers, absent=f"{here}{ABSENT}/", people=told, **more)]

    return looks


def may_be_named(seen: Seen, readers: Collection[str], member: str) -> set[str]:
    """Who reads something is told to those who read it, of people whom they may know of."""
    known = readers & seen.model.names.keys()
    return {one for one in known if member in seen.model.reads_name(one)} | {member}


def the_ask(seen: Seen) -> list[Look]:
    ask = seen.ask()
    if ask is None:
        return [Look(f"/asks/{ABSENT}/", may=())]
    answers = [one for one in seen.model.every(Answer) if one.ask is ask]

    def sure(member: str) -> set[str]:
        some = [one for one in answers if member in seen.model.reads_answer(one)][:20]
        return {ask.words["title"], ask.words["body"], *(one.words["body"] for one in some)}

    return [
        Look(
            f"/asks/{ask.key}/",
            may=seen.model.reads_ask(ask),
            sure=sure,
            absent=f"/asks/{ABSENT}/",
            people=lambda member: named_by(seen, ask, answers, member),
        )
    ]


def named_by(seen: Seen, ask: Ask, answers: list[Answer], member: str) -> set[str]:
    """Whose names an ask's page may tell this member: of who wrote with a name, and their own."""
    named = {one.writer for one in (ask, *answers) if one.named} | {member}
    if member == ask.writer:  # she is told whom she has asked, who may be anybody
        named |= set(seen.cast.people)
    return named


def attached(seen: Seen) -> list[Look]:
    answer = seen.answer()
    item: Ask | Answer | None = answer if answer and seen.chance.random() < 0.6 else seen.ask()
    if item is None:
        return [Look(f"/asks/{ABSENT}/files/{ABSENT}/", may=())]
    ask = item if isinstance(item, Ask) else item.ask
    assert ask is not None
    if not item.file:
        return [Look(f"/asks/{ask.key}/files/{ABSENT}/", may=())]
    readers = seen.model.reads_ask(item) if isinstance(item, Ask) else seen.model.reads_answer(item)
    inside = readers & seen.model.reads_ask(ask)  # who has left reads the own answer, but not in its thread
    return [
        Look(f"/asks/{ask.key}/files/{item.file}/", may=readers,
             sure=lambda member: {item.words["file"]} if member in inside else set(),
             absent=f"/asks/{ask.key}/files/{ABSENT}/")
    ]  # fmt: skip


def suggestion(seen: Seen) -> list[Look]:
    """Whoever holds the letter may say "not me" in its addressee's name, and has read its title."""
    ask = seen.ask()
    rows = Suggestion.objects.filter(ask__key=ask.key) if ask is not None else Suggestion.objects.all()
    row = rows.select_related("ask").order_by("pk").first()
    if row is None:
        return [Look(f"/asks/suggestions/{ABSENT}/", may=())]
    ask = next(one for one in seen.model.every(Ask) if one.key == row.ask.key)
    name = next(name for name, person in seen.cast.people.items() if person.pk == row.person_id)
    here = f"/asks/suggestions/{row.key}/"
    return [
        Look(here, may=seen.model.reads_ask(ask) & {name}),
        Look(f"{here}?seal={row.seal}", tells=(ask.words["title"], ask.key)),
    ]


def refused_ask(tail: str, data: Any) -> Surface:
    """A verb that nobody can carry out with this: who sees the ask is told why, nobody else that it is there."""
    return of_ask(tail, method="post", data=data)
