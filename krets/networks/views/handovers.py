"""Handing over what somebody ran, and reading what was handed over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import HandOverForm
from krets.networks.views.mandates import unit_of
from krets.people import rules as people
from krets.people.rules import person_of


def hand_over(request: Request, slug: str, key: str) -> HttpResponse:
    """Give everything that somebody runs here, or ran until they left, to somebody else."""
    unit = unit_of(request, slug)
    predecessor = get_object_or_404(people.visible(request.reader), key=key)
    offered = rules.to_hand_over(request.reader, unit, predecessor)
    if not offered:
        raise Http404
    form = HandOverForm(
        request.POST or None, unit=unit, reader=request.reader, offered=offered, predecessor=predecessor
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            done = actions.hand_over(
                by=person_of(request.user), unit=unit, predecessor=predecessor, successor=given["who"],
                mandates=given["mandates"], note=given["note"],
            )  # fmt: skip
        except actions.NothingToHandOver:
            messages.error(request, _("Somebody has just handed that over, or it has ended."))
            return redirect("mandates", slug=slug)
        messages.success(request, _("Handed over. Both get an e-mail."))
        return redirect("handover", slug=slug, key=done.key)
    shown = {
        "unit": unit,
        "predecessor": predecessor,
        "form": form,
        "own": predecessor.pk == request.reader.person,
    }
    return render(request, "networks/hand_over.html", shown)


def handover(request: Request, slug: str, key: str) -> HttpResponse:
    """What was handed over to whom, and the note: for both, and for whoever decides there."""
    unit = unit_of(request, slug)
    found = get_object_or_404(rules.handovers(request.reader), unit=unit, key=key)
    shown = {
        "unit": unit,
        "handover": found,
        "mandates": list(
            found.mandates.filter(unit__in=rules.visible(request.reader)).select_related("unit").order_by("pk")
        ),
        "may_undo": rules.may_undo(request.reader, found),
    }
    return render(request, "networks/handover.html", shown)


@require_POST
def undo_hand_over(request: Request, slug: str, key: str) -> HttpResponse:
    """Take back a handover within a day."""
    unit = unit_of(request, slug)
    found = get_object_or_404(rules.handovers(request.reader), unit=unit, key=key)
    if not rules.may_undo(request.reader, found):
        raise PermissionDenied
    try:
        actions.undo_hand_over(by=person_of(request.user), handover=found)
        messages.success(request, _("Undone. All is as it was before."))
    except actions.TooLate:
        messages.error(request, _("Part of it has been handed on or ended since, so it can’t be undone."))
    return redirect("mandates", slug=slug)
