"""Finding units."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import TextChoices
from django.http import HttpResponse
from django.shortcuts import render

from krets.db.identity import Request
from krets.networks import rules
from krets.networks.models import Unit
from krets.web.paging import page_of


@login_not_required
def units(request: Request) -> HttpResponse:
    """Networks, chapters and subgroups that the reader may know of; their own first."""
    words = request.GET.get("q", "").strip()[:100]
    kind, state = _one_of(Unit.Kind, request, "kind"), _one_of(Unit.State, request, "state")
    page = page_of(request, rules.listed_lately(request.reader, words, kind, state))
    rules.count_members(page)
    shown = {"page": page, "q": words, "kind": kind, "state": state, "kinds": Unit.Kind, "states": Unit.State}
    return render(request, "networks/units.html", shown)


def _one_of(choices: type[TextChoices], request: Request, name: str) -> str:
    given = request.GET.get(name, "")
    return given if given in choices.values else ""
