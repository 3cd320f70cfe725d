"""Asks and answers of the cast, for the tests of all verbs."""

import re
from typing import Any

from django.db.models import QuerySet

from krets.asks import actions
from krets.asks.models import Answer, Ask
from krets.db.clock import now
from krets.mail.models import Letter
from krets.people.models import Person
from krets.search.hits import Hit
from krets.tests.cast import Cast

COUNTED_NOT = re.compile("set_config|SAVEPOINT")  # identity and transaction, not queries
TITLE = "Exempel på ekonomisk effekt av mer resurser till uppföljning"


def everybody_has_signed_in(cast: Cast) -> None:
    """Letters go only to people who have."""
    for person in cast.people.values():
        person.account.last_login = now()
        person.account.save(update_fields=["last_login"])


def posted(cast: Cast, by: str = "anna", unit: str = "hallbart-inkop", **more: Any) -> Ask:
    given = {
        "title": TITLE,
        "body": "Jag skriver en översyn till kommunstyrelsen och behöver siffror med metod.",
        "units": [cast.units[unit]],
    }
    return actions.post(by=cast.people[by], **{**given, **more})


def answered(cast: Cast, ask: Ask, by: str = "cilla", **more: Any) -> Answer:
    given = {"body": "Vi anställde en avtalscontroller och fick igen lönen på ett halvår."}
    return actions.answer(by=cast.people[by], ask=ask, **{**given, **more})


def letters(to: Person, template: str = "") -> "QuerySet[Letter]":
    return Letter.objects.filter(person=to, once__startswith=f"asks.{template}")


def a_hit(item: Any, kind: str = "ask", person: str = "", strength: float = 0.9) -> Hit:
    """What search would find, for tests of what is done with it."""
    return Hit(
        kind=kind,
        key=item.key,
        title=getattr(item, "title", None) or getattr(item, "name", "") or item.ask.title,
        snippet=[],
        because=["samma ord"],
        language=getattr(item, "language", ""),
        facets={"person": person, "answers": 2},
        at=now(),
        score=1.0,
        strength=strength,
    )


def strip(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
