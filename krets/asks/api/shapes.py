"""How asks, answers and suggestions look from outside."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from ninja import Field, Schema

from krets.api.paging import Listed
from krets.api.shown import By, Link, by, link, reads
from krets.asks import rules
from krets.asks.models import Answer, Ask, Suggestion
from krets.cases.models import Case
from krets.db.readers import Reader
from krets.networks import rules as networks


class AskRow(Schema):
    key: str
    url: str
    title: str
    by: By
    mine: bool
    language: str
    units: list[Link] = Field(description="Where it was asked, as far as you may know.")
    read_by: str = Field(description="Who reads it, in words.")
    posted: datetime
    deadline: date | None
    topic: str
    cpv: list[str]
    phase: str
    tentative: bool
    failures_welcome: bool
    open: bool
    answer_count: int = Field(description="Answers that everybody who reads the ask can see.")


class Asks(Listed[AskRow]):
    pass


class AttachedFile(Schema):
    key: str
    name: str
    size: int = Field(description="In bytes.")
    media_type: str


class AnswerShown(Schema):
    key: str
    by: By
    mine: bool
    body: str
    language: str
    no_effect: bool = Field(description="Tried it, and it had no effect.")
    only_asker: bool
    narrowed: bool = Field(description="Read by fewer than the ask.")
    case: Link | None
    files: list[AttachedFile]
    via: str
    posted: datetime
    thanked: bool = Field(description="The asker says that it helped.")


class Answers(Listed[AnswerShown]):
    pass


class ClosingShown(Schema):
    at: datetime
    used_for: str


class AskedPerson(Schema):
    """Somebody who was asked to help: told to the asker alone."""

    person: Link
    because: str


class AskShown(AskRow):
    body: str
    effect_sought: str
    files: list[AttachedFile]
    closing: ClosingShown | None
    cases: list[Link] = Field(description="What came of it and you may read.")
    asked_count: int = Field(description="How many people were asked to help.")
    asked: list[AskedPerson]
    network_full: bool = Field(
        description="Told to the asker: who would fit has been asked as often as they accept this month."
    )
    next_asked_at: datetime | None = Field(description="Told to the asker: when the next few are asked.")
    answers: Answers


class SuggestionShown(Schema):
    """You were asked to help."""

    key: str
    ask: Link
    because: str
    deadline: date | None
    sent: datetime
    reply: str = Field(description="answered, not_me, not_now or passed_on; empty while it waits.")


def with_all(asks: "QuerySet[Ask]", reader: Reader) -> "QuerySet[Ask]":
    """What `row` needs, in a fixed number of queries."""
    known = Prefetch("units", queryset=networks.visible(reader), to_attr="shown_units")
    return asks.select_related("writer", "organisation", "closing").prefetch_related(known)


def rows(asks: Sequence[Ask], reader: Reader) -> list[dict[str, Any]]:
    networks.name_audiences(asks, reader)
    mine = set(rules.own(reader).filter(key__in=[ask.key for ask in asks]).values_list("key", flat=True))
    return [_row(ask, reader, mine=ask.key in mine, read_by=str(ask.read_by)) for ask in asks]


def whole(ask: Ask, reader: Reader, answers: Iterable[Answer], following: str | None) -> dict[str, Any]:
    mine = rules.is_asker(reader, ask)
    asked = rules.asked(ask, reader, mine, answered=rules.counts(ask, reader).others > 0)
    own = set(rules.own_answers(reader).filter(ask=ask).values_list("pk", flat=True))
    return _row(ask, reader, mine=mine, read_by=str(networks.audience(ask.readers, reader, mine=mine))) | {
        "body": ask.body,
        "effect_sought": ask.effect_sought,
        "files": _files(ask),
        "closing": None if ask.is_open else {"at": ask.closing.at, "used_for": ask.closing.used_for},
        "cases": [_case(case) for case in rules.written_up(ask, reader).cases],
        "asked_count": asked.count,
        "asked": [
            {"person": link("person", one.person.key, one.person.name), "because": why}
            for one, why in asked.people
        ],
        "network_full": asked.full,
        "next_asked_at": asked.next_at,
        "answers": {"items": [answer(one, reader, mine=one.pk in own) for one in answers], "next": following},
    }


def answer(answer: Answer, reader: Reader, *, mine: bool) -> dict[str, Any]:
    """Of an answer with all that `rules.answers_of` brings along."""
    case = answer.case
    plain = ("key", "body", "language", "no_effect", "only_asker", "narrowed", "via", "posted")
    return {name: getattr(answer, name) for name in plain} | {
        "by": by(answer, reader),
        "mine": mine,
        "case": _case(case) if case is not None and case.published and reads(reader, case) else None,
        "files": _files(answer),
        "thanked": hasattr(answer, "thanks"),
    }


def suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "key": one.key,
        "ask": link("ask", one.ask.key, one.ask.title),
        "because": rules.because_now(one),
        "deadline": one.ask.deadline,
        "sent": one.sent,
        "reply": one.reply,
    }


def _row(ask: Ask, reader: Reader, *, mine: bool, read_by: str) -> dict[str, Any]:
    plain = (
        "key", "title", "language", "posted", "deadline", "topic", "cpv", "phase", "tentative",
        "failures_welcome", "answer_count",
    )  # fmt: skip
    units: list[Any] = ask.shown_units  # type: ignore[attr-defined] # brought along by `with_all`
    return {name: getattr(ask, name) for name in plain} | {
        "url": link("ask", ask.key, ask.title).url,
        "by": by(ask, reader),
        "mine": mine,
        "units": [link("unit", unit.slug, unit.name) for unit in units],
        "read_by": read_by,
        "open": ask.is_open,
    }


def _files(item: Ask | Answer) -> list[dict[str, Any]]:
    names = ("key", "name", "size", "media_type")
    return [{name: getattr(one, name) for name in names} for one in item.files.all()]


def _case(case: Case) -> Link:
    return link("case", case.key, case.title)
