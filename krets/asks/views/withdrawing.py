"""An ask or an answer is taken down, after one question: why?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.asks import actions, rules
from krets.asks.models import Answer, Ask
from krets.asks.views.reading import the_ask
from krets.db.identity import Request
from krets.networks.forms import TakeDownForm


def withdraw_ask(request: Request, key: str) -> HttpResponse:
    ask = the_ask(request, key)
    return _withdraw(request, ask, ask, rules.is_asker(request.reader, ask))


def withdraw_answer(request: Request, key: str, answer: str) -> HttpResponse:
    ask = the_ask(request, key)
    found = get_object_or_404(rules.visible_answers(request.reader).select_related("ask"), ask=ask, key=answer)
    return _withdraw(request, ask, found, rules.is_answerer(request.reader, found))


def _withdraw(request: Request, ask: Ask, item: Ask | Answer, mine: bool) -> HttpResponse:
    if not rules.may_withdraw(request.reader, item):
        raise PermissionDenied
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, why = rules.oneself(request.reader), form.cleaned_data["why"]
        if isinstance(item, Ask):
            actions.withdraw(by=by, ask=item, why=why)
        else:
            actions.withdraw_answer(by=by, answer=item, why=why)
        messages.success(request, _("Taken down."))
        return redirect("asks") if isinstance(item, Ask) and not mine else redirect("ask", key=ask.key)
    page = {"ask": ask, "answer": None if item is ask else item, "form": form, "mine": mine}
    return render(request, "asks/withdraw.html", page | {"ask_url": reverse("ask", args=[ask.key])})
