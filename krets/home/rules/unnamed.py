"""What was written without a name, for who vouches."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.readers import Reader
from krets.networks.models import Written


@dataclass(frozen=True)
class UnnamedItem:
    """Something written without a name. shared: the tokens that it was put under; when: it was written."""

    row: Written
    title: str
    url: str
    shared: list[str]
    when: date


_AT = re.compile(r"/(asks|cases(?:/questions)?)/([0-9a-z]{12})/(?:#answer-([0-9a-z]{12}))?")


def item_at(address: str) -> tuple[str, str] | None:
    """Kind and key of what stands at this address."""
    found = _AT.search(address)
    if found is None:
        return None
    if found[3]:
        return "answer", found[3]
    return {"asks": "ask", "cases": "case"}.get(found[1], "question"), found[2]


def unnamed_item(reader: Reader, kind: str, key: str) -> UnnamedItem | None:
    """What has no name on it and the reader reads; None for all else, also what has a name."""
    if kind == "ask":
        ask = asks.visible(reader).filter(key=key).first()
        return _unnamed(ask, ask.title, "ask", ask.key, ask.readers, ask.posted) if ask else None
    if kind == "answer":
        answer = asks.visible_answers(reader).select_related("ask").filter(key=key).first()
        if answer is None:
            return None
        return _unnamed(answer, answer.ask.title, "ask", answer.ask.key, answer.ask.readers, answer.posted)
    if kind == "case":
        case = cases.published(reader).filter(key=key).first()
        return _unnamed(case, case.title, "case", case.key, case.readers, case.published) if case else None
    if kind == "question":
        question = cases.visible_questions(reader).select_related("case").filter(key=key).first()
        if question is None:
            return None
        return _unnamed(question, question.case.title, "question", key, question.case.readers, question.on)
    return None


def _unnamed(row: Written, title: str, page: str, key: str, shared: list[str], when: Any) -> UnnamedItem | None:
    return UnnamedItem(row, title, reverse(page, args=[key]), shared, when) if row.unnamed else None
