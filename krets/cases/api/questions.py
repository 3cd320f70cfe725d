"""Questions to the writer of a case, and their replies."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from krets.api.fields import Key, StrictBool, text, typed
from krets.api.paging import Listed, Page, newest_first
from krets.api.problems import Late
from krets.api.scopes import needs, refuses
from krets.api.shown import By, Link, by, link
from krets.cases import actions, rules
from krets.cases.api.reading import the_case
from krets.cases.api.routes import router
from krets.cases.forms import QuestionForm, ReplyForm
from krets.cases.models import Question, Reply
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks.api import LookedOver, passed
from krets.people.rules import person_of


class ReplyShown(Schema):
    by: By
    how: Reply.How
    body: str
    language: str
    out: date | None = Field(description="The day it was let out; null while its writer can change it.")


class QuestionShown(Schema):
    key: str
    url: str
    case: Link
    by: By
    body: str
    language: str
    on: date
    may_be_shared: bool = Field(description="Whether the asker lets all readers of the case read it.")
    shared: bool = Field(description="Whether they do.")
    reply: ReplyShown | None


class Questions(Listed[QuestionShown]):
    pass


class QuestionGiven(LookedOver):
    body: str = text(4000, needed=True)
    may_be_shared: StrictBool = Field(
        False, description="All who read the case may read question and reply, if its writer agrees."
    )
    unnamed: StrictBool = Field(False, description="Without your name and your organisation's.")
    once: str = text(80, about="A name of yours for this call: sent again with it, it is not put twice.")


class ReplyGiven(LookedOver):
    how: Reply.How = Reply.How.ANSWERED
    body: str = text(20_000)
    share: StrictBool = Field(False, description="Let all who read the case read it, where the asker does.")
    once: str = text(80, about="A name of yours for this call: sent again with it, it is not taken twice.")


@router.get("/cases/{key}/questions", response=Questions)
@needs("read")
def questions(request: Request, key: Key, page: Query[Page]) -> dict[str, Any]:
    """What was asked about a case, newest first: your own, those to you, and what all its readers may read."""
    found = rules.questions_of(request.reader, the_case(request, key)).select_related("case__writer")
    rows, following = newest_first(found, page, "on")
    return {"items": [_shown(row, request.reader) for row in rows], "next": following}


@router.post("/cases/{key}/questions", response={201: QuestionShown})
@needs("ask")
@refuses(409)
def ask_writer(request: Request, key: Key, given: QuestionGiven) -> dict[str, Any]:
    """Ask whoever wrote the case, who stays unnamed if the case is. 409: nobody here knows who wrote it."""
    case = the_case(request, key)
    if not rules.may_ask_writer(request.reader, case):
        raise PermissionDenied
    if not rules.has_writer(case):
        raise Late(_("The case came from elsewhere, and nobody here knows who wrote it."))
    person = person_of(request.user)
    readers = "all" if given.may_be_shared else "writer"
    form = QuestionForm(typed(given, readers=readers), case=case, person=person)
    passed(form)
    asked = actions.ask_writer(by=person, case=case, **form.said)
    return _shown(_question(request, asked.key), request.reader)


@router.get("/questions/{key}", response=QuestionShown)
@needs("read")
def question(request: Request, key: Key) -> dict[str, Any]:
    """One question and its reply."""
    return _shown(_question(request, key), request.reader)


@router.post("/questions/{key}/reply", response=QuestionShown)
@needs("answer")
@refuses(409)
def reply(request: Request, key: Key, given: ReplyGiven) -> dict[str, Any]:
    """Reply to a question about your case. An unnamed writer's reply goes out the next morning."""
    asked = _question(request, key)
    if not rules.is_writer(request.reader, asked.case):
        raise PermissionDenied
    if not rules.may_reply(request.reader, asked):
        raise Late(_("It is replied to already."))
    person = person_of(request.user)
    readers = "all" if given.share else "asker"
    form = ReplyForm(typed(given, readers=readers), case=asked.case, person=person, question=asked)
    passed(form)
    actions.reply(by=person, question=asked, **form.said)
    return _shown(_question(request, key), request.reader)


def _question(request: Request, key: str) -> Question:
    found = rules.with_replies(rules.visible_questions(request.reader), request.reader)
    asked: Question = get_object_or_404(found.select_related("case__writer", "case__organisation"), key=key)
    return asked


def _shown(question: Question, reader: Reader) -> dict[str, Any]:
    given: Reply | None = question.shown_reply  # type: ignore[attr-defined] # brought along by `with_replies`
    names = ("key", "body", "language", "on", "may_be_shared", "shared")
    replied = given and {name: getattr(given, name) for name in ("how", "body", "language", "out")}
    return {name: getattr(question, name) for name in names} | {
        "url": link("question", question.key, "").url,
        "case": link("case", question.case.key, question.case.title),
        "by": by(question, reader),
        "reply": replied and replied | {"by": by(question.case, reader)},
    }
