"""Answers, and the cases they become."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Schema

from krets.api.fields import Key, typed
from krets.api.problems import Late
from krets.api.scopes import needs, refuses
from krets.api.shown import Link, link
from krets.asks import actions, rules
from krets.asks.api import shapes
from krets.asks.api.given import AnswerGiven, ShareAnswerGiven, TakenDownGiven, WriteUpGiven
from krets.asks.api.reading import answered, show, the_ask
from krets.asks.api.routes import router
from krets.asks.forms import AnswerForm, ShareAnswerForm
from krets.asks.models import Answer
from krets.db.identity import Request
from krets.networks.api import passed
from krets.people.rules import person_of


class WrittenUp(Schema):
    """What begins to become a case. The draft is shown to its own writer only."""

    draft: Link | None


@router.post("/asks/{key}/answers", response={201: shapes.AnswerShown})
@needs("answer")
@refuses(409)
def answer(request: Request, key: Key, given: AnswerGiven) -> dict[str, Any]:
    """Answer an ask. Files are added on the page or by mail."""
    ask = the_ask(request, key)
    if not rules.may_answer(request.reader, ask):
        raise Late(_("The ask is closed."))
    by = person_of(request.user)
    form = AnswerForm(typed(given, "awarded", "supplier_secrets"), ask=ask, reader=request.reader, person=by)
    passed(form)
    made = actions.answer(by=by, ask=ask, via=Answer.Via.API, **form.fields_of_answer)
    return shapes.answer(rules.answers_of(ask, request.reader).get(pk=made.pk), request.reader, mine=True)


@router.post("/asks/{key}/answers/{answer}/share", response=shapes.AnswerShown)
@needs("answer")
def share_answer(request: Request, key: Key, answer: Key, given: ShareAnswerGiven) -> dict[str, Any]:
    """Change who reads your answer, among those who read the ask."""
    ask = the_ask(request, key)
    answers = rules.visible_answers(request.reader).select_related("ask", "secrecy_check")
    found = get_object_or_404(answers, ask=ask, key=answer)
    if not rules.may_share(request.reader, found):
        raise PermissionDenied
    by, sent = person_of(request.user), typed(given, "awarded", "supplier_secrets")
    form = ShareAnswerForm(sent, answer=found, reader=request.reader, person=by)
    passed(form)
    actions.share_answer(by=by, answer=found, **form.shared)
    return shapes.answer(rules.answers_of(ask, request.reader).get(pk=found.pk), request.reader, mine=True)


@router.post("/asks/{key}/answers/{answer}/withdraw", response={204: None})
@needs("answer")
def withdraw_answer(request: Request, key: Key, answer: Key, given: TakenDownGiven) -> None:
    """Take an answer down: yours, or as coordinator of a unit it is shared in. Its writer hears why."""
    ask = the_ask(request, key)
    found = get_object_or_404(rules.visible_answers(request.reader).select_related("ask"), ask=ask, key=answer)
    if not rules.may_withdraw(request.reader, found):
        raise PermissionDenied
    actions.withdraw_answer(by=person_of(request.user), answer=found, why=given.why)


@router.post("/asks/{key}/next", response=shapes.AskShown)
@needs("ask")
def next_wave(request: Request, key: Key) -> dict[str, Any]:
    """Have the next few people asked without waiting."""
    ask = the_ask(request, key)
    if not rules.may_suggest(request.reader, ask):
        raise PermissionDenied
    actions.next_wave(by=person_of(request.user), ask=ask)
    return show(request, ask)


@router.post("/asks/{key}/write-up", response=WrittenUp)
@needs("case")
def write_up(request: Request, key: Key, given: WriteUpGiven) -> dict[str, Any]:
    """Begin a case: of your ask, or by inviting the writer of an answer. Once each."""
    ask = the_ask(request, key)
    if not rules.may_write_up(request.reader, ask, of_answer=given.answer is not None):
        raise PermissionDenied
    by = person_of(request.user)
    if given.answer is None:
        case = actions.write_up(by=by, ask=ask)
        return {"draft": link("case", case.key, case.title)}
    actions.write_up(by=by, ask=ask, answer=answered(request, ask, [given.answer])[0])
    return {"draft": None}
