"""Who is trusted with what: in a unit, beneath it, and oneself; appointing, making longer, ending."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import AppointForm, RenewForm
from krets.networks.models import Mandate, Unit
from krets.people.rules import person_of
from krets.web.paging import SIZE, page_of


def mandates(request: Request, slug: str) -> HttpResponse:
    """Who holds what in a unit, and who did."""
    unit, reader = unit_of(request, slug), request.reader
    kinds = rules.appointable(reader, unit)
    page = page_of(request, rules.mandates_of(reader, unit))
    past = list(rules.past_mandates(reader, unit)[:SIZE])
    for row in [*page.rows, *past]:
        _mark(row, request, kinds)
    shown = {
        "unit": unit,
        "page": page,
        "past": past,
        "kinds": kinds,
        "handovers": list(rules.handovers(reader).filter(unit=unit).order_by("-at")[:SIZE]),
        "may_see_under": rules.may_see_under(reader, unit),
    }
    return render(request, "networks/mandates.html", shown)


def mandates_under(request: Request, slug: str) -> HttpResponse:
    """Who holds what in a unit and all beneath it; or only what ends soon."""
    unit = unit_of(request, slug)
    if not rules.may_see_under(request.reader, unit):
        raise Http404
    soon = request.GET.get("show") == "soon"
    page = page_of(request, rules.mandates_under(request.reader, unit, soon=soon))
    return render(request, "networks/mandates_under.html", {"unit": unit, "page": page, "soon": soon})


def my_mandates(request: Request) -> HttpResponse:
    """What the reader is trusted with, and was."""
    page = page_of(request, rules.own_mandates(request.reader))
    handovers = rules.handovers(request.reader).filter(successor_id=request.reader.person or 0, undone=None)
    shown = {"page": page, "handovers": list(handovers.order_by("-at")[:SIZE])}
    return render(request, "networks/my_mandates.html", shown)


def appoint(request: Request, slug: str) -> HttpResponse:
    """Trust somebody with something."""
    unit = unit_of(request, slug)
    kinds = rules.appointable(request.reader, unit)
    if not kinds:
        raise PermissionDenied
    form = AppointForm(request.POST or None, unit=unit, reader=request.reader, kinds=kinds)
    if form.is_bound and form.is_valid():
        actions.appoint(by=person_of(request.user), unit=unit, **form.said)
        messages.success(request, _("Appointed. They get an e-mail that says so."))
        return redirect("mandates", slug=slug)
    return render(request, "networks/appoint.html", {"unit": unit, "form": form})


def renew_mandate(request: Request, slug: str, key: str) -> HttpResponse:
    """Let a mandate last longer, or shorter."""
    mandate = _running(request, slug, key)
    if not rules.may_appoint(request.reader, mandate.unit, mandate.kind):
        raise PermissionDenied
    form = RenewForm(request.POST or None, initial={"until": mandate.until})
    if form.is_bound and form.is_valid():
        actions.renew_mandate(by=person_of(request.user), mandate=mandate, until=form.cleaned_data["until"])
        messages.success(request, _("Saved. The new last day holds from now on."))
        return redirect("mandates", slug=slug)
    return render(request, "networks/renew_mandate.html", {"unit": mandate.unit, "mandate": mandate, "form": form})


@require_POST
def end_mandate(request: Request, slug: str, key: str) -> HttpResponse:
    """Give a mandate back, or take it back."""
    mandate = _running(request, slug, key)
    if not rules.may_end(request.reader, mandate):
        raise PermissionDenied
    actions.end_mandate(by=person_of(request.user), mandate=mandate)
    messages.success(request, _("The mandate has ended."))
    return redirect("mandates", slug=slug)


def unit_of(request: Request, slug: str) -> Unit:
    """A unit that the reader may know of, with what it belongs to."""
    found: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return found


def _running(request: Request, slug: str, key: str) -> Mandate:
    unit = unit_of(request, slug)
    mandate = get_object_or_404(rules.mandates_of(request.reader, unit), key=key)
    mandate.unit = unit
    return mandate


def _mark(row: Any, request: Request, kinds: list[str]) -> None:
    """What the reader may do with it here."""
    row.may_renew = row.kind in kinds
    row.mine = row.person_id == request.reader.person
