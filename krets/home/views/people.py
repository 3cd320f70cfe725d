"""Colleagues: the list, one person, one organisation."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.codes.rules import named
from krets.db.identity import Request
from krets.home.rules import registrar_of
from krets.networks import rules as networks
from krets.people import rules
from krets.people.models import Purchase
from krets.web.paging import page_of

SOME = 5  # rows of a fragment; the room's own list has the rest
CODES = 3  # of a purchase, whose first says most


def people(request: Request) -> HttpResponse:
    """Colleagues whose name the reader may see: by words, by one of the reader's units, by organisation."""
    words = request.GET.get("q", "").strip()[:100]
    units = networks.own_units(request.reader)
    unit = next((unit for unit in units if unit.slug == request.GET.get("unit")), None)
    slug = request.GET.get("organisation")
    place = rules.visible_organisations(request.reader).filter(slug=slug).first() if slug else None
    found = rules.speaking_of(rules.visible(request.reader), words, request.reader)
    if unit is not None:
        found = networks.in_unit(found, unit)
    if place is not None:
        found = found.filter(organisation=place)
    page = page_of(request, rules.with_topics(found, request.reader))
    shown = {"page": page, "q": words, "units": units, "unit": unit, "organisation": place}
    return render(request, "home/people.html", shown)


@login_not_required
def person(request: Request, key: str) -> HttpResponse:
    """One person as this reader may see them: what they tell, and what they have shared by name."""
    reader = request.reader
    person = get_object_or_404(rules.visible(reader).select_related("organisation"), key=key)
    shown = {
        "person": person,
        "told": {field.field: field for field in rules.visible_fields(reader, person)},
        "units": networks.units_in_common(reader, person),
        "answers": asks.visible_answers(reader)
        .filter(writer=person)
        .select_related("ask")
        .order_by("-posted")[:SOME],
        "cases": cases.published(reader).filter(writer=person).select_related("organisation")[:SOME],
        "is_me": rules.may_edit(reader, person),
    }
    return render(request, "home/person.html", shown)


@login_not_required
def organisation(request: Request, slug: str) -> HttpResponse:
    """One organisation: facts, who works there, what it has shared by name and what it has bought."""
    reader = request.reader
    organisation = get_object_or_404(rules.visible_organisations(reader), slug=slug)
    staff = rules.with_topics(rules.visible(reader).filter(organisation=organisation), reader)
    page = page_of(request, rules.visible_purchases(reader, organisation))
    _name_codes(page.rows)
    shown = {
        "organisation": organisation,
        "people": staff[: SOME + 1],
        "cases": cases.published(reader).filter(organisation=organisation).select_related("organisation")[:SOME],
        "page": page,
        "SOME": SOME,
        "may_change": networks.administers_root(reader),
        "keeps_records": registrar_of(reader, slug) is not None,
    }
    return render(request, "home/organisation.html", shown)


def _name_codes(purchases: Sequence[Purchase]) -> None:
    """Give each of the rows its first codes as `named`. One query, mostly none."""
    labels = {one.code: one for one in named("cpv", [code for row in purchases for code in row.cpv[:CODES]])}
    for row in purchases:
        row.named = [labels[code] for code in row.cpv[:CODES]]  # type: ignore[attr-defined]
