"""Somebody who vouches is told who wrote an unnamed item, after saying why and showing anew who they are."""

from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from krets.db.identity import Request
from krets.home.rules import item_at, unnamed_item
from krets.networks import actions
from krets.networks.forms import WhyForm
from krets.networks.rules import may_look_behind, vouches_somewhere
from krets.people.rules import person_of


def look_up(request: Request) -> HttpResponse:
    """From an item's address to the page that asks why."""
    at = item_at(request.GET.get("at", ""))
    if at is None or not vouches_somewhere(request.reader):
        raise Http404
    return redirect("look_behind", *at)


@never_cache
def look_behind(request: Request, kind: str, key: str) -> HttpResponse:
    """Nobody but who vouches for the item learns that there is such a page.

    The name is shown once, on the answer to the form; whoever wants to see it again says why again.
    """
    item = unnamed_item(request.reader, kind, key)
    if item is None or not may_look_behind(request.reader, item.shared):
        raise Http404
    if not did_recently_reauthenticate(request):
        if request.method == "POST":  # typed too slowly: first anew who they are, then the form again
            return redirect("look_behind", kind, key)
        raise ReauthenticationRequired
    form = WhyForm(request.POST or None)
    context: dict[str, Any] = {"kind": kind, "item": item, "form": form}
    if request.method == "POST" and form.is_valid():
        context["looked"] = True
        context["writer"] = actions.look_behind(
            by=person_of(request.user), item=item.row, kind=kind, title=item.title, shared=item.shared,
            when=item.when, why=form.cleaned_data["why"],
        )  # fmt: skip
    return render(request, "home/look_behind.html", context)
