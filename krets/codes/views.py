from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from krets.codes import choices

LISTS = ("cpv", "nuts")


def codes(request: HttpRequest, name: str) -> HttpResponse:
    """Codes by plain words or first digits: a list to tick for a form that asks with htmx, else a page."""
    if name not in LISTS:
        raise Http404
    typed = request.GET.get("q", "")
    found = choices.find(typed, name, get_language() or "en") if typed.strip() else []
    asked_by_form = request.headers.get("HX-Request") == "true"
    return render(
        request,
        "codes/choices.html" if asked_by_form else "codes/codes.html",
        {"name": name, "q": typed, "choices": found, "field": request.GET.get("field", name)[:40]},
    )
