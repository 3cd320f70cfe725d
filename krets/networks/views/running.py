"""What whoever runs a unit does with it: found one inside it, say what it is, how it is reached, its state."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import ContactForm, EditUnitForm, FoundForm, StateForm
from krets.networks.models import Unit
from krets.people.rules import person_of


def found(request: Request, slug: str) -> HttpResponse:
    """Found a unit inside another."""
    unit = _unit(request, slug)
    if not rules.may_found_in(request.reader, unit):
        raise PermissionDenied
    initial = {"kind": Unit.Kind.SUBGROUP, "language": unit.language, "known_to": unit.known_to}
    form = FoundForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        made = actions.found(by=person_of(request.user), parent=unit, **form.cleaned_data)
        messages.success(
            request, _("{unit} is founded. Say who runs it; they invite its members.").format(unit=made.name)
        )
        return redirect("appoint", slug=made.slug)
    return render(request, "networks/found.html", {"unit": unit, "form": form})


def edit_unit(request: Request, slug: str) -> HttpResponse:
    """What it is for, who may know of it, its next open meeting."""
    unit = _unit(request, slug)
    if not rules.may_edit(request.reader, unit):
        raise PermissionDenied
    form = EditUnitForm(request.POST or None, initial={name: getattr(unit, name) for name in actions.EDITED})
    if form.is_bound and form.is_valid():
        actions.edit_unit(by=person_of(request.user), unit=unit, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("unit", slug=slug)
    return render(request, "networks/edit_unit.html", {"unit": unit, "form": form})


def contact_card(request: Request, slug: str) -> HttpResponse:
    """Whom to ask about a unit, and for whom each line is."""
    unit = _unit(request, slug)
    if not rules.may_edit(request.reader, unit):
        raise PermissionDenied
    form = ContactForm(request.POST or None, initial=rules.card_to_edit(unit))
    if form.is_bound and form.is_valid():
        actions.show_contact(by=person_of(request.user), unit=unit, lines=form.lines)
        messages.success(request, _("Saved."))
        return redirect("unit", slug=slug)
    return render(request, "networks/contact_card.html", {"unit": unit, "form": form})


@login_not_required
def states(request: Request, slug: str) -> HttpResponse:
    """How a unit came to be what it is: each change with day, reason and by whom; and what comes next."""
    unit = _unit(request, slug)
    follows = actions.FOLLOWS[unit.state] if rules.may_change_state(request.reader, unit) else ()
    form = StateForm(request.POST or None, follows=follows) if follows else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            actions.change_state(by=person_of(request.user), unit=unit, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("states", slug=slug)
    changes = rules.changes(unit)
    return render(request, "networks/states.html", {"unit": unit, "changes": changes, "form": form})


def _unit(request: Request, slug: str) -> Unit:
    unit: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return unit
