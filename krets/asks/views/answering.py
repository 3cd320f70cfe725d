"""Answering an ask, and what the asker does with the answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.asks import actions, rules
from krets.asks.forms import AnswerForm, CloseForm, as_kept, as_typed, storable
from krets.asks.models import Ask
from krets.asks.search import linkable
from krets.asks.views.reading import ask_page, the_ask
from krets.db.identity import Request
from krets.files.actions import FileRefused, keep_all
from krets.files.responses import download
from krets.networks.rules import audience, who_reads
from krets.people.models import Person
from krets.records.actions import saw


def answer(request: Request, key: str) -> HttpResponse:
    """Answer on the page. A text that can't be taken yet comes back as it was."""
    ask = the_ask(request, key)
    if request.method != "POST":
        return redirect(f"{_url(ask)}#answer")
    if not rules.may_answer(request.reader, ask):
        return render(request, "asks/closed.html", {"ask": ask, "typed": request.POST.get("body", "")}, status=403)
    by = rules.oneself(request.reader)
    if request.POST.get("step") in ("link", "whom", "who"):
        return _looking_up(request, ask, by)
    form = AnswerForm(request.POST, request.FILES, ask=ask, reader=request.reader, person=by)
    if not form.is_valid() or not form.looked_over:
        actions.draft_answer(by=by, ask=ask, typed=as_kept(request.POST))
        looked = storable(request.POST.get("case", "")) if "case" in form.errors else ""
        found = linkable(looked, reader=request.reader) if looked else None
        return ask_page(request, ask, form, linkable=found, looked=looked)
    try:
        given = _give(request, ask, form)
    except FileRefused as refusal:
        form.add_error(None, str(refusal))
        return ask_page(request, ask, form)
    messages.success(request, _("Thank you. Your answer is posted."))
    return redirect(f"{_url(ask)}#answer-{given}")


def attached(request: Request, key: str, file: str) -> HttpResponseBase:
    """A file that hangs on an ask, or on an answer to it, which the reader may read."""
    found = get_object_or_404(rules.attached(key, request.reader), key=file)
    if rules.leaves_trace(request.reader, key, found):
        saw(by=request.reader.person, kind="file", key=found.key)
    return download(found)


@require_POST
def thank(request: Request, key: str) -> HttpResponse:
    """These answers helped."""
    ask = the_ask(request, key)
    if not rules.may_thank(request.reader, ask):
        raise PermissionDenied
    keys = [storable(key) for key in request.POST.getlist("helped")]
    helped = rules.answers_by_others(ask, request.reader).filter(key__in=keys)
    given = actions.thank(by=rules.oneself(request.reader), ask=ask, helped=helped)
    messages.success(request, _("Thanked. Who answered gets to know.") if given else _("No answer was chosen."))
    return redirect(_url(ask))


@require_POST
def next_wave(request: Request, key: str) -> HttpResponse:
    """The asker does not want to wait."""
    ask = the_ask(request, key)
    if not rules.may_suggest(request.reader, ask):
        raise PermissionDenied
    actions.next_wave(by=rules.oneself(request.reader), ask=ask)
    messages.success(request, _("The next few are being asked now."))
    return redirect(_url(ask))


def close(request: Request, key: str) -> HttpResponse:
    """What helped, what it was used for, and what should be kept: one screen."""
    ask, by = the_ask(request, key), rules.oneself(request.reader)
    if not rules.may_close(request.reader, ask):
        raise PermissionDenied
    answers = rules.answers_by_others(ask, request.reader)
    form = CloseForm(request.POST or None, ask=ask, answers=answers, reader=request.reader)
    if request.method == "POST" and form.is_valid() and not form.secrets:
        data = form.cleaned_data
        actions.close(by=by, ask=ask, used_for=data["used_for"], helped=data["helped"])
        messages.success(request, _("Closed. Everybody who answered gets to know what came of it."))
        if data["write_up"]:
            return _write_up(request, ask, data["write_up"])
        return redirect(_url(ask))
    page = {"ask": ask, "form": form, "audience": audience(ask.readers, request.reader)}
    return render(request, "asks/close.html", page)


@require_POST
def write_up(request: Request, key: str) -> HttpResponse:
    """An answer, or the ask itself, begins to become a case."""
    ask = the_ask(request, key)
    what = storable(request.POST.get("answer", ""))
    if not rules.may_write_up(request.reader, ask, of_answer=what != "ask"):
        raise PermissionDenied
    return _write_up(request, ask, what)


def _looking_up(request: Request, ask: Ask, by: Person) -> HttpResponse:
    """The page again with everything as it was typed, and cases or people to choose from, or who reads."""
    typed = as_kept(request.POST)
    actions.draft_answer(by=by, ask=ask, typed=typed)
    step, initial = request.POST["step"], as_typed(AnswerForm, typed)
    choosing = step == "whom"
    form = AnswerForm(ask=ask, reader=request.reader, person=by, choosing=choosing, initial=initial)
    form.initial["once"] = request.POST.get("once")
    if step != "link":
        looks = step == "who" and form.tokens
        who = who_reads(form.tokens, request.reader, mine=False, within=ask.readers) if looks else None
        return ask_page(request, ask, form, who=who, looking=True)
    looked = next(iter(typed.get("case", [])), "")
    return ask_page(request, ask, form, linkable=linkable(looked, reader=request.reader), looked=looked)


def _url(ask: Ask) -> str:
    return reverse("ask", args=[ask.key])


def _write_up(request: Request, ask: Ask, what: str) -> HttpResponse:
    by = rules.oneself(request.reader)
    if what == "ask":
        case = actions.write_up(by=by, ask=ask)
        messages.success(request, _("A draft is begun, with what you have written. Only you see it."))
        return redirect("case", key=case.key)
    answer = get_object_or_404(rules.answers_of(ask, request.reader), key=what)
    actions.write_up(by=by, ask=ask, answer=answer)
    messages.success(request, _("The writer is invited, with a draft that is already filled in."))
    return redirect(_url(ask))


def _give(request: Request, ask: Ask, form: AnswerForm) -> str:
    with transaction.atomic():
        files = keep_all(form.cleaned_data["attached"])
        by = rules.oneself(request.reader)
        return actions.answer(by=by, ask=ask, files=files, **form.fields_of_answer).key
