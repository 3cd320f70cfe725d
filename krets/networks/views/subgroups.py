"""Subgroups of a network: join, leave and propose; those who run the network open them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import ProposeForm
from krets.networks.models import Unit
from krets.networks.views.mandates import unit_of
from krets.people.rules import person_of
from krets.web.paging import page_of


def subgroups(request: Request, slug: str) -> HttpResponse:
    """The subgroups of a network, each with a button to join or leave."""
    unit, reader = unit_of(request, slug), request.reader
    if rules.is_subgroup(unit):
        raise Http404
    shown = {
        "unit": unit,
        "page": page_of(request, rules.subgroups_of(reader, unit)),
        "mine": rules.is_member(reader, unit),
        "may_propose": rules.may_propose_subgroup(reader, unit),
        "may_run": rules.may_run(reader, unit),
    }
    return render(request, "networks/subgroups.html", shown)


def propose_subgroup(request: Request, slug: str) -> HttpResponse:
    """Propose a subgroup."""
    unit = unit_of(request, slug)
    if not rules.may_propose_subgroup(request.reader, unit):
        raise PermissionDenied
    form = ProposeForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.looked_over:
        made = actions.propose_subgroup(by=person_of(request.user), unit=unit, **form.said)
        opened = made.state == Unit.State.ACTIVE
        messages.success(
            request, _("It is open. You lead it.") if opened else _("Proposed. Whoever runs it opens it.")
        )
        return redirect("agenda" if opened else "subgroups", slug=made.slug if opened else slug)
    return render(request, "networks/propose_subgroup.html", {"unit": unit, "form": form})


@require_POST
def join_subgroup(request: Request, slug: str) -> HttpResponse:
    """Join a subgroup with a click."""
    unit = unit_of(request, slug)
    if not rules.may_join_subgroup(request.reader, unit):
        raise PermissionDenied
    actions.join_subgroup(by=person_of(request.user), unit=unit)
    messages.success(request, _("You are in {unit}.").format(unit=unit.name))
    return redirect("agenda", slug=slug)


@require_POST
def leave_subgroup(request: Request, slug: str) -> HttpResponse:
    """Leave a subgroup with a click; one may come back with another."""
    unit = unit_of(request, slug)
    if not rules.may_set_agenda(request.reader, unit):
        raise PermissionDenied
    person = person_of(request.user)
    actions.leave(by=person, unit=unit, person=person)
    messages.success(request, _("You have left {unit}.").format(unit=unit.name))
    return redirect("subgroups", slug=unit.parent.slug) if unit.parent else redirect("units")


@require_POST
def open_subgroup(request: Request, slug: str) -> HttpResponse:
    """Open what a member proposed, or do not."""
    unit = unit_of(request, slug)
    if not rules.may_open_subgroup(request.reader, unit) or unit.parent is None:
        raise PermissionDenied
    if unit.state == Unit.State.PROPOSED:
        if request.POST.get("step") == "decline":
            actions.decline_subgroup(by=person_of(request.user), unit=unit)
            messages.success(request, _("It is not opened."))
        else:
            actions.open_subgroup(by=person_of(request.user), unit=unit)
            messages.success(request, _("Open. Members can join it now."))
    return redirect("subgroups", slug=unit.parent.slug)


@require_POST
def set_up_subgroups(request: Request, slug: str) -> HttpResponse:
    """Whether what is proposed opens at once; of a subgroup, whether it takes letters."""
    unit = unit_of(request, slug)
    if not rules.may_run(request.reader, unit):
        raise PermissionDenied
    yes, person = request.POST.get("yes") == "1", person_of(request.user)
    if rules.is_subgroup(unit):
        actions.set_up_subgroups(by=person, unit=unit, takes_mail=yes)
    else:
        actions.set_up_subgroups(by=person, unit=unit, subgroups_open=yes)
    messages.success(request, _("Saved."))
    return redirect("agenda" if rules.is_subgroup(unit) else "subgroups", slug=slug)
