"""Units: finding them, bringing people in, leaving. A unit seen whole is in `home`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import ChargeForm, InviteForm
from krets.people.rules import person_of
from krets.web.paging import page_of


@login_not_required
def units(request: Request) -> HttpResponse:
    """Networks, chapters and subgroups that the reader may know of; their own first."""
    words = request.GET.get("q", "").strip()[:100]
    page = page_of(request, rules.listed_lately(request.reader, words))
    rules.count_members(page)
    return render(request, "networks/units.html", {"page": page, "q": words})


def invite(request: Request, slug: str) -> HttpResponse:
    """Bring somebody in by mail."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_invite(request.reader, unit):
        raise PermissionDenied
    form = InviteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.invite(by=person_of(request.user), unit=unit, **form.cleaned_data)
        messages.success(request, _("Invited. An e-mail that says how to sign in is on its way."))
        return redirect("invite", slug=slug)
    return render(request, "networks/invite.html", {"unit": unit, "form": form})


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


def leave(request: Request, slug: str) -> HttpResponse:
    """Leave a unit, after a question."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.is_member(request.reader, unit):
        raise Http404
    if request.method == "POST":
        person = person_of(request.user)
        actions.leave(by=person, unit=unit, person=person)
        messages.success(request, _("You have left {unit}.").format(unit=unit.name))
        return redirect("units")
    return render(request, "networks/leave.html", {"unit": unit})
