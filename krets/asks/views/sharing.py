"""Who reads an ask or an answer: looked up by its readers, changed by who wrote it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.asks import actions, rules
from krets.asks.forms import ShareAnswerForm, ShareForm, as_kept, as_typed
from krets.asks.models import Answer, Ask
from krets.asks.views.reading import the_ask
from krets.db.identity import Request
from krets.networks.rules import WhoReads, audience, who_reads
from krets.web.paging import page_of


def share(request: Request, key: str) -> HttpResponse:
    """Let more, fewer or other people read an ask."""
    ask = the_ask(request, key)
    if not rules.may_share(request.reader, ask):
        raise PermissionDenied
    by, (sent, typed) = rules.oneself(request.reader), _sent(request, ShareForm)
    form = ShareForm(sent, ask=ask, reader=request.reader, person=by, initial=typed)
    if _is_done(form):
        actions.share(by=by, ask=ask, **form.shared)
        return _shared(request, ask)
    return _page(request, ask, None, form)


def share_answer(request: Request, key: str, answer: str) -> HttpResponse:
    """The same for an answer."""
    found = the_answer(request, the_ask(request, key), answer)
    if not rules.may_share(request.reader, found):
        raise PermissionDenied
    by, (sent, typed) = rules.oneself(request.reader), _sent(request, ShareAnswerForm)
    form = ShareAnswerForm(sent, answer=found, reader=request.reader, person=by, initial=typed)
    if _is_done(form):
        actions.share_answer(by=by, answer=found, **form.shared)
        return _shared(request, found.ask)
    return _page(request, found.ask, found, form)


def ask_readers(request: Request, key: str) -> HttpResponse:
    """How many read the ask, of which kinds, and those whom its reader may know."""
    ask = the_ask(request, key)
    who = who_reads(ask.readers, request.reader, mine=rules.is_asker(request.reader, ask))
    return _who(request, ask, who)


def answer_readers(request: Request, key: str, answer: str) -> HttpResponse:
    """The same of an answer."""
    ask = the_ask(request, key)
    found = the_answer(request, ask, answer)
    return _who(request, ask, rules.who_reads_answer(found, ask, request.reader))


def the_answer(request: Request, ask: Ask, key: str) -> Answer:
    """404 for what the reader may not know of."""
    answers = rules.visible_answers(request.reader).select_related("ask", "secrecy_check")
    found: Answer = get_object_or_404(answers, ask=ask, key=key)
    return found


def _sent(request: Request, form: type[ShareForm] | type[ShareAnswerForm]) -> tuple[Any, dict[str, Any]]:
    """What was sent to be judged; or, while there is a look at people, what was typed."""
    if request.method == "POST" and not request.POST.get("step"):
        return request.POST, {}
    chosen = {name: request.POST.getlist(name) for name in ("units", "people")} if request.POST else {}
    return None, as_typed(form, as_kept(request.POST)) | chosen


def _is_done(form: ShareForm | ShareAnswerForm) -> bool:
    return form.is_bound and form.is_valid() and form.looked_over


def _shared(request: Request, ask: Ask) -> HttpResponse:
    messages.success(request, _("Saved. From now on it is read by those whom you chose."))
    return redirect("ask", key=ask.key)


def _page(request: Request, ask: Ask, answer: Answer | None, form: ShareForm | ShareAnswerForm) -> HttpResponse:
    now = audience((answer or ask).readers, request.reader, mine=True)
    within = ask.readers if answer is not None else ()
    looks = request.POST.get("step") == "who" and form.tokens
    who = who_reads(form.tokens, request.reader, mine=False, within=within) if looks else None
    page = {"ask": ask, "answer": answer, "form": form, "audience": now, "who": who}
    return render(request, "asks/share.html", page | {"ask_url": reverse("ask", args=[ask.key])})


def _who(request: Request, ask: Ask, who: WhoReads) -> HttpResponse:
    people = page_of(request, who.people)
    page = {"title": ask.title, "language": ask.language, "kind": "ask", "who": who, "people": people}
    return render(request, "networks/who_reads.html", page | {"back": reverse("ask", args=[ask.key])})
