"""Where one comes in: as a stranger, and as a member."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.identity import Request
from krets.networks import rules as networks
from krets.people import rules as people

SOME = 5
ALIKE = 3


@login_not_required
def front(request: Request) -> HttpResponse:
    """What Krets is, in three sentences, and what anybody may read."""
    if not request.reader.is_stranger:
        return redirect("start")
    newest = cases.published(request.reader).select_related("organisation", "writer")[:SOME]
    return render(request, "home/front.html", {"cases": newest})


def start(request: Request) -> HttpResponse:
    """What waits for me, what I asked and answered, and cases like my coming purchase. No news feed."""
    reader = request.reader
    waiting, asked_about = asks.waiting_for(reader), cases.waiting(reader, SOME)
    shown = {
        "waiting": waiting,
        "asked_about": asked_about,
        "waiting_count": len(waiting) + len(asked_about),
        "mine": asks.mine(reader),
        "like_mine": cases.like_mine(reader, limit=ALIKE, known=people.person_of(request.user)),
        "units": networks.own_units(reader),
        "account": request.user,
        "availability": people.own_availability(reader),
    }
    return render(request, "home/start.html", shown)
