"""Units that fall quiet, sleep and wake."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from krets.db.identity import Request, reaching, set_reader
from krets.networks import actions, rules
from krets.networks.forms import LetterForm, WhatForm, WhoForm
from krets.networks.models import Quiet, Restart, Return, Unit
from krets.people.rules import person_of
from krets.web.paging import page_of

STEPS = ("who", "what", "letter")


def quiet_units(request: Request, slug: str) -> HttpResponse:
    """Units inside this one that are going quiet, and those that sleep: for whoever decides here."""
    unit = _unit(request, slug)
    if not rules.may_decide(request.reader, unit):
        raise PermissionDenied
    page = page_of(request, rules.quiet_under(request.reader, unit))
    sleeping = rules.sleeping_under(request.reader, unit)[: rules.SHOWN]
    rules.name_whom_to_ask(request.reader, page.rows)
    shown = {"unit": unit, "page": page, "sleeping": sleeping}
    return render(request, "networks/quiet_units.html", shown)


def sleep(request: Request, slug: str) -> HttpResponse:
    """Has it fallen asleep? One button for yes, one for no."""
    unit = _unit(request, slug)
    if not rules.may_settle(request.reader, unit):
        raise PermissionDenied
    if request.method == "POST":
        reply = request.POST.get("reply")
        if reply not in Quiet.Reply.values:
            raise PermissionDenied
        actions.settle_quiet(by=person_of(request.user), unit=unit, reply=reply)
        slept = reply == Quiet.Reply.SLEEP
        messages.success(
            request, _("It sleeps. You can wake it here.") if slept else _("Good. We ask again later.")
        )
        return redirect("unit", slug=slug)
    return render(request, "networks/sleep.html", {"unit": unit, "offer": rules.offer(unit)})


def restart(request: Request, slug: str, step: str = "") -> HttpResponse:
    """Wake a dormant unit in three steps, which may be left and gone on with."""
    unit = _unit(request, slug)
    if not rules.may_wake(request.reader, unit):
        raise PermissionDenied
    begun = rules.restart_of(unit)
    if step not in STEPS:
        return redirect("restart_step", slug=slug, step=_furthest(begun))
    form = _form(request, unit, begun, step)
    if form.is_bound and form.is_valid():
        by = person_of(request.user)
        begun = actions.begin_restart(by=by, unit=unit, **form.cleaned_data)
        if step != "letter" or "later" in request.POST:
            following = STEPS[min(STEPS.index(step) + 1, 2)]
            if "later" in request.POST:
                messages.success(request, _("Saved. Go on whenever you like."))
                return redirect("unit", slug=slug)
            return redirect("restart_step", slug=slug, step=following)
        if not begun.hosts.exists():  # nobody has said yet who takes it on
            return redirect("restart_step", slug=slug, step="who")
        actions.restart(by=by, restart=begun)
        messages.success(request, _("{unit} is awake, and its members are written to.").format(unit=unit.name))
        return redirect("unit", slug=slug)
    shown = {
        "unit": unit, "form": form, "step": step, "number": STEPS.index(step) + 1, "restart": begun,
        "last": rules.last_of(unit), "members": rules.counted(unit),
    }  # fmt: skip
    return render(request, "networks/restart.html", shown)


@login_not_required
def come_along(request: Request, key: str) -> HttpResponse:
    """A member's answer to the letter; the choice is made, one button sends it, for scanners open links."""
    back = _return(request, key)
    if back is None:
        if request.reader.is_stranger:
            return redirect_to_login(request.get_full_path())
        raise Http404
    choice = request.GET.get("choice")
    choice = choice if choice in Return.Reply.values else Return.Reply.IN.value
    done = request.method == "POST"
    if done:
        actions.come_along(by=back.person, back=back, reply=choice)
    return render(request, "networks/come_along.html", {"back": back, "choice": choice, "done": done})


def _return(request: Request, key: str) -> Return | None:
    """For its own person, or for who holds the seal of its letter; then in the name of that person.

    None too for whoever is no longer a member.
    """
    with reaching("networks.returning"):
        rows = Return.objects.select_related("restart__unit", "person").filter(key=key)
        found = rows.filter(person__memberships__unit=_restarted(key), person__memberships__ended=None).first()
    if found is None:
        return None
    if found.person_id != request.reader.person:
        if not found.is_sealed_by(request.GET.get("seal", "")):
            return None
        set_reader(rules.reader_of_person(found.person_id))
    return found


def _restarted(key: str) -> Any:
    return Restart.objects.filter(returns__key=key).values("unit")[:1]


def _furthest(begun: Restart | None) -> str:
    if begun is None or not begun.hosts.exists():
        return "who"
    return "letter" if begun.place or begun.days or begun.letter else "what"


def _form(request: Request, unit: Unit, begun: Restart | None, step: str) -> Any:
    data = request.POST or None
    if step == "who":
        initial = {"hosts": list(begun.hosts.values_list("key", flat=True)) if begun else rules.who_hosted(unit)}
        return WhoForm(data, unit=unit, reader=request.reader, initial=initial)
    kind = WhatForm if step == "what" else LetterForm
    given = begun or Restart(unit=unit, purpose=unit.purpose[:2000])
    return kind(data, instance=given)


def _unit(request: Request, slug: str) -> Unit:
    unit: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return unit
