"""While an answer is written: what was typed is kept, and cases to point at are found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from krets.asks import actions, rules
from krets.asks.forms import as_kept, storable
from krets.asks.search import linkable as found
from krets.asks.views.reading import the_ask
from krets.db.identity import Request

LONGEST = 400  # characters of a question


@require_POST
def draft_answer(request: Request, key: str) -> HttpResponse:
    """Keep what was typed; or throw it away and start afresh."""
    ask = the_ask(request, key)
    afresh = request.POST.get("step") == "afresh"
    typed: dict[str, Any] = {} if afresh else as_kept(request.POST)
    actions.draft_answer(by=rules.oneself(request.reader), ask=ask, typed=typed)
    return redirect(reverse("ask", args=[ask.key]) + "#answer") if afresh else HttpResponse(status=204)


def linkable(request: Request) -> HttpResponse:
    """Cases that an answer may point at, while one types what they are about."""
    text = storable(request.GET.get("case", ""))[:LONGEST]
    return render(request, "asks/_linkable.html", {"linkable": found(text, reader=request.reader), "looked": text})
