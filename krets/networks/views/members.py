"""Coming into a unit, and leaving it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from krets.db.clock import now
from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import InviteForm
from krets.people.actions import NotCovered
from krets.people.rules import person_of

MOST = 200  # letters by one click


def invite(request: Request, slug: str) -> HttpResponse:
    """Bring somebody in by mail."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_invite(request.reader, unit):
        raise PermissionDenied
    form = InviteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.invite(by=person_of(request.user), unit=unit, **form.cleaned_data)
        except NotCovered:
            form.add_error("email", _("They work for a supplier now, and only buyers become members."))
        else:
            messages.success(request, _("Invited. An e-mail that says how to sign in is on its way."))
            return redirect("invite", slug=slug)
    return render(request, "networks/invite.html", {"unit": unit, "form": form})


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


@require_POST
def welcome(request: Request, slug: str, key: str) -> HttpResponse:
    """Welcome a new member by a short letter."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    person = rules.member_to_welcome(request.reader, unit, key)
    if person is None:
        raise Http404
    actions.welcome(by=person_of(request.user), unit=unit, person=person)
    messages.success(request, _("{name} is welcomed by e-mail.").format(name=person.name))
    return redirect("unit", slug=slug)


@require_POST
def welcome_all(request: Request, slug: str) -> HttpResponse:
    """The same for each who is new and was not welcomed yet; at most two hundred at a time."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    new = rules.newcomers(request.reader, [unit.pk], now() - rules.NEW, MOST)
    for row in new:
        actions.welcome(by=person_of(request.user), unit=unit, person=row.person)
    told = ngettext("{n} new member is welcomed by e-mail.", "{n} new members are welcomed by e-mail.", len(new))
    messages.success(request, told.format(n=len(new)))
    return redirect("unit", slug=slug)
