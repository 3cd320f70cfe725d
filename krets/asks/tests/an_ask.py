"""Asks and answers of the cast, for the tests of all verbs."""

from typing import Any

from django.db.models import QuerySet

from krets.asks import actions
from krets.asks.models import Answer, Ask
from krets.db.clock import now
from krets.mail.models import Letter
from krets.people.models import Account, Person
from krets.tests.cast import Cast

TITLE = "Exempel på ekonomisk effekt av mer resurser till uppföljning"


def everybody_has_signed_in() -> None:
    """Letters go only to people who have."""
    Account.objects.update(last_login=now())


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
