"""Pages where a reader asks whoever wrote a case, and gets a reply."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.cases import actions, rules
from krets.cases.forms import QuestionForm, ReplyForm
from krets.cases.models import Case, Question
from krets.db.identity import Request
from krets.networks.rules import audience
from krets.people.rules import person_of
from krets.records.actions import saw
from krets.web.paging import page_of


@login_not_required
def questions(request: Request, key: str) -> HttpResponse:
    """What has been asked about a case, as far as the reader may read it."""
    case = _case(request, key)
    mine = rules.is_writer(request.reader, case)
    if not mine:
        saw(by=request.reader.person, kind="case", key=key, what="questions", readers=case.readers)
    context = {
        "case": case,
        "page": page_of(request, rules.questions_of(request.reader, case)),
        "mine": mine,
        "may_ask": rules.may_ask_writer(request.reader, case),
    }
    return render(request, "cases/questions.html", context)


def ask_writer(request: Request, key: str) -> HttpResponse:
    """Put a question to whoever wrote the case."""
    case = _case(request, key)
    if not rules.may_ask_writer(request.reader, case):
        raise PermissionDenied
    by = person_of(request.user)
    readers = str(audience(case.readers, request.reader))
    form = QuestionForm(request.POST or None, case=case, person=by, audience=readers)
    if request.method == "POST" and form.is_valid() and form.looked_over:
        asked = actions.ask_writer(by=by, case=case, **form.said)
        messages.success(request, _("Asked. You get an e-mail when there is a reply."))
        return redirect("question", key=asked.key)
    context = {
        "case": case,
        "form": form,
        "known": rules.has_writer(case),
        "questions_url": reverse("questions", args=[case.key]),
    }
    return render(request, "cases/ask_writer.html", context)


@login_not_required
def question(request: Request, key: str) -> HttpResponse:
    """One question and its reply."""
    asked = _question(request, key)
    context = {
        "question": asked,
        "case": asked.case,
        "mine": rules.is_writer(request.reader, asked.case),
        "asked": rules.is_asker(request.reader, asked),
        "may_ask": rules.may_ask_writer(request.reader, asked.case),
    }
    return render(request, "cases/question.html", context)


def reply(request: Request, key: str) -> HttpResponse:
    """The writer's reply, or a polite no."""
    asked = _question(request, key)
    if not rules.is_writer(request.reader, asked.case):
        raise PermissionDenied
    if not rules.may_reply(request.reader, asked):
        return redirect("question", key=asked.key)
    by = person_of(request.user)
    readers = str(audience(asked.case.readers, request.reader))
    form = ReplyForm(
        request.POST or None, case=asked.case, question=asked, person=by, audience=readers, initial=_first(asked)
    )
    if request.method == "POST" and form.is_valid() and form.looked_over:
        actions.reply(by=by, question=asked, **form.said)
        messages.success(request, _replied(asked.case))
        return redirect("question", key=asked.key)
    context = {
        "question": asked,
        "case": asked.case,
        "form": form,
        "question_url": reverse("question", args=[asked.key]),
    }
    return render(request, "cases/reply.html", context)


def _case(request: Request, key: str) -> Case:
    found: Case = get_object_or_404(
        rules.visible(request.reader).select_related("writer", "organisation"), key=key
    )
    return found


def _question(request: Request, key: str) -> Question:
    found = rules.with_replies(rules.visible_questions(request.reader), request.reader)
    asked: Question = get_object_or_404(found.select_related("case__writer", "case__organisation"), key=key)
    return asked


def _first(asked: Question) -> dict[str, str]:
    """What waits to go out, to be changed."""
    waiting = getattr(asked, "shown_reply", None)
    if waiting is None:
        return {}
    return {"how": waiting.how, "body": waiting.body, "readers": "all" if waiting.share else "asker"}


def _replied(case: Case) -> str:
    if case.unnamed:
        return _("Your reply goes out tomorrow morning, without your name. Until then you can change it.")
    return _("Your reply is sent.")
