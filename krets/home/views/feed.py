"""What of a unit is public, as a feed: the same for everybody, read as a stranger reads."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.identity import Request, set_reader
from krets.db.readers import STRANGER
from krets.networks import rules

NEWEST = 20


@login_not_required
def unit_feed(request: Request, slug: str) -> HttpResponse:
    """Atom: public cases and asks of a unit, and what states it came into."""
    set_reader(STRANGER)  # whoever asks: the database gives out no more
    unit = rules.one(STRANGER, slug)
    if unit is None:
        raise Http404
    shared = cases.of_unit(STRANGER, unit)[:NEWEST]
    entries = [_entry("case", case.key, case.title, case.published, case.language) for case in shared]
    public = asks.visible(STRANGER).filter(units=unit).order_by("-posted")[:NEWEST]
    entries += [_entry("ask", ask.key, ask.title, ask.posted, ask.language) for ask in public]
    entries += [_of_state(unit, change) for change in rules.changes(unit)[:NEWEST]]
    entries.sort(key=lambda entry: entry["at"], reverse=True)
    here = settings.URL + reverse("unit", kwargs={"slug": slug})
    shown = {"unit": unit, "entries": entries[:NEWEST], "url": here, "feed": settings.URL + request.path}
    return render(request, "home/unit_feed.xml", shown, content_type="application/atom+xml; charset=utf-8")


def _entry(page: str, key: str, title: str, at: datetime | None, language: str) -> dict[str, Any]:
    url = settings.URL + reverse(page, kwargs={"key": key})
    return {"id": url, "url": url, "title": title, "at": at, "language": language, "text": ""}


def _of_state(unit: Any, change: Any) -> dict[str, Any]:
    url = settings.URL + reverse("states", kwargs={"slug": unit.slug})
    with override(unit.language):
        title = f"{unit.name}: {change.get_state_display()}"
    at: datetime = change.at
    return {
        "id": f"{url}#{at:%Y%m%d%H%M%S}",
        "url": url,
        "title": title,
        "at": at,
        "text": change.why,
        "language": "",
    }
