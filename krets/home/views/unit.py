"""A unit seen whole."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.identity import Request
from krets.db.readers import PUBLIC
from krets.networks import rules
from krets.networks.models import Unit

SOME = 5
FACES = 12


@login_not_required
def unit(request: Request, slug: str) -> HttpResponse:
    """What a unit is for and who may join; for members also who is in it and what goes on."""
    reader = request.reader
    unit = rules.one(reader, slug)
    if unit is None:
        raise Http404
    rules.count_members([unit])
    told = rules.is_member(reader, unit) and unit.is_awake  # then members are shown instead
    powers = rules.powers(reader, unit)
    shown = {
        "unit": unit,
        "parent": unit.parent if unit.parent and rules.may_know(reader, unit.parent) else None,
        "members": rules.members(reader, unit, FACES),
        "coordinators": [] if told else rules.whom_to_ask(reader, unit)[:SOME],
        "asks": asks.listed_rows(reader, "all", unit)[:SOME],
        "cases": cases.of_unit(reader, unit)[:SOME],
        "powers": powers,
        "card": rules.card(unit),
        "meets": rules.next_meeting(unit),
        "criteria": rules.criteria(unit.admission),
        "joinable": rules.takes_members(unit),
        "public": PUBLIC in unit.readers,
        "maps": rules.is_member(reader, unit) or powers.edit or unit.map_for == Unit.MapFor.KNOWING,
    }
    return render(request, "home/unit.html", shown)
