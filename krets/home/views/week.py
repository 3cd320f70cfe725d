"""My network this week: all that waits for whoever runs something."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from krets.db.identity import Request
from krets.home import rules
from krets.web.paging import page_of


def week(request: Request) -> HttpResponse:
    """By unit, at most twenty of each; all of one, by twenty, with `?unit=`."""
    slug = request.GET.get("unit", "")
    groups = rules.week(request.reader, slug)
    if not slug:
        shown = {"groups": groups, "count": sum(group.count for group in groups)}
        return render(request, "home/week.html", shown | {"more": any(group.more for group in groups)})
    unit = rules.unit_run(request.reader, slug)
    if unit is None:
        raise Http404
    page = page_of(request, [row for group in groups for row in group.rows])
    return render(request, "home/week_of_unit.html", {"unit": unit, "page": page})
