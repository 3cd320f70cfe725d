"""Finding units."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from krets.db.identity import Request
from krets.networks import rules
from krets.web.paging import page_of


@login_not_required
def units(request: Request) -> HttpResponse:
    """Networks, chapters and subgroups that the reader may know of; their own first."""
    words = request.GET.get("q", "").strip()[:100]
    page = page_of(request, rules.listed_lately(request.reader, words))
    rules.count_members(page)
    return render(request, "networks/units.html", {"page": page, "q": words})
