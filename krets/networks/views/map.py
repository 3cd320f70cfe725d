"""Whose staff is in a unit, drawn and as a table."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from krets.codes.places import place
from krets.db.identity import Request, reaching
from krets.networks import rules
from krets.web.paging import page_of


@login_not_required
def unit_map(request: Request, slug: str) -> HttpResponse:
    """A circle for each region, and the same organisations as a list."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_see_map(request.reader, unit):
        raise Http404
    with reaching("networks.member_organisations"):
        page = page_of(request, rules.member_organisations(unit))
    for one in page:
        region = place(one.nuts)
        one.region = region.name if region else ""  # type: ignore[attr-defined]
    return render(request, "networks/unit_map.html", {"unit": unit, "page": page, "map": rules.drawn(unit)})
