"""Who can be told who writes without a name in a unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import ChargeForm
from krets.people.rules import person_of


def vouching(request: Request, slug: str) -> HttpResponse:
    """Who can be told who writes without a name, told to the members; coordinators give the charge here."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.is_member(request.reader, unit):
        raise Http404
    may_charge = rules.may_charge(request.reader, unit)
    form = ChargeForm(request.POST or None, unit=unit, reader=request.reader) if may_charge else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            actions.charge(by=person_of(request.user), unit=unit, person=form.cleaned_data["who"])
            messages.success(request, _("Given. They get an e-mail that says what it means."))
            return redirect("vouching", slug=slug)
    charges = list(rules.vouching(request.reader, unit))
    mine = any(one.person_id == request.reader.person for one in charges)
    context = {"unit": unit, "charges": charges, "may_charge": may_charge, "form": form, "mine": mine}
    return render(request, "networks/vouching.html", context)


@require_POST
def relieve(request: Request, slug: str, key: str) -> HttpResponse:
    """Take the charge of vouching back."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_charge(request.reader, unit):
        raise PermissionDenied
    charge = get_object_or_404(rules.vouching(request.reader, unit), person__key=key)
    actions.relieve(by=person_of(request.user), unit=unit, person=charge.person)
    messages.success(request, _("Taken back."))
    return redirect("vouching", slug=slug)
