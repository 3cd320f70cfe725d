"""Pages of what a unit starts with: first meeting, days, budget, guarantee."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request, set_reader
from krets.networks import actions, rules
from krets.networks.forms import (
    AnswerDatesForm,
    AnswerGuaranteeForm,
    BudgetForm,
    DatesForm,
    FirstMeetingForm,
    GuaranteeForm,
)
from krets.networks.models import Budget, DatePoll, FirstMeeting, Guarantee, Unit
from krets.networks.views.late import late
from krets.people import rules as people
from krets.people.models import Person
from krets.people.rules import person_of


def start_kit(request: Request, slug: str) -> HttpResponse:
    """What a new unit needs first, on one page."""
    unit = _unit(request, slug)
    poll = DatePoll.objects.filter(unit=unit).order_by("-at", "-pk").first()
    shown = {
        "unit": unit,
        "meeting": FirstMeeting.objects.filter(unit=unit).first(),
        "poll": poll,
        "days": rules.days_of(poll, request.reader.person) if poll else [],
        "budget": Budget.objects.filter(unit=unit).first(),
        "guarantees": Guarantee.objects.filter(unit=unit).order_by("-at")[:5],
        "may_prepare": rules.may_prepare(request.reader, unit),
    }
    return render(request, "networks/start_kit.html", shown)


def plan_meeting(request: Request, slug: str) -> HttpResponse:
    """Agenda and who brings what."""
    unit = _prepared(request, slug)
    now = FirstMeeting.objects.filter(unit=unit).first()
    form = FirstMeetingForm(request.POST or None, initial=model_to_dict(now) if now else None)
    if form.is_bound and form.is_valid():
        actions.plan_meeting(by=person_of(request.user), unit=unit, **form.cleaned_data)
        return redirect("start_kit", slug=slug)
    return render(request, "networks/plan_meeting.html", {"unit": unit, "form": form})


def propose_dates(request: Request, slug: str) -> HttpResponse:
    """Ask which day suits."""
    unit = _prepared(request, slug)
    form = DatesForm(request.POST or None, initial={"what": _("First meeting of {unit}").format(unit=unit.name)})
    if form.is_bound and form.is_valid():
        poll = actions.propose_dates(by=person_of(request.user), unit=unit, **form.cleaned_data)
        messages.success(request, _("Asked. Every member gets an e-mail."))
        return redirect("date_poll", key=poll.key)
    return render(request, "networks/propose_dates.html", {"unit": unit, "form": form})


@login_not_required
@late("date_poll")
def date_poll(request: Request, key: str) -> HttpResponse:
    """Say which days suit: signed in, or by the link of the letter, in the name of whom it was sent to."""
    poll, person = _poll(request, key)
    if poll is None or person is None:
        if request.reader.is_stranger:
            return redirect_to_login(request.get_full_path())
        raise Http404
    days = rules.days_of(poll, person.pk)
    form = AnswerDatesForm(request.POST or None, days=days) if poll.closed is None else None
    done = form is not None and form.is_bound and form.is_valid()
    if form is not None and done:
        actions.answer_dates(by=person, poll=poll, **form.cleaned_data)
        days = rules.days_of(poll, person.pk)
    own = request.reader.person == person.pk and not request.GET.get("seal")
    shown = {"poll": poll, "unit": poll.unit, "days": days, "form": form, "done": done, "who": person}
    return render(request, "networks/date_poll.html", shown | {"may_prepare": own and _runs(request, poll)})


@require_POST
@late("date_poll")
def close_dates(request: Request, key: str) -> HttpResponse:
    """It will be this day."""
    poll = get_object_or_404(rules.date_polls(request.reader), key=key)
    if not rules.may_prepare(request.reader, poll.unit) or poll.closed is not None:
        raise PermissionDenied
    given = request.POST.get("day", "")
    day = get_object_or_404(poll.dates, pk=int(given) if given.isdecimal() and len(given) < 18 else 0)
    actions.close_dates(by=person_of(request.user), poll=poll, day=day)
    return redirect("start_kit", slug=poll.unit.slug)


def budget(request: Request, slug: str) -> HttpResponse:
    """What it costs to bring the course leader here, and to travel there."""
    unit = _prepared(request, slug)
    now = Budget.objects.filter(unit=unit).first()
    form = BudgetForm(request.POST or None, initial=model_to_dict(now) if now else None)
    if form.is_bound and form.is_valid():
        actions.reckon(by=person_of(request.user), unit=unit, **form.cleaned_data)
        return redirect("start_kit", slug=slug)
    return render(request, "networks/budget.html", {"unit": unit, "form": form})


def ask_guarantee(request: Request, slug: str) -> HttpResponse:
    """Ask for a guarantee against loss."""
    unit = _prepared(request, slug)
    form = GuaranteeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.ask_guarantee(by=person_of(request.user), unit=unit, **form.cleaned_data)
        messages.success(request, _("Asked. You get an e-mail with the answer."))
        return redirect("start_kit", slug=slug)
    shown = {"unit": unit, "form": form, "budget": Budget.objects.filter(unit=unit).first()}
    return render(request, "networks/ask_guarantee.html", shown)


@late("guarantee")
def guarantee(request: Request, key: str) -> HttpResponse:
    """A request for a guarantee, and the answer."""
    found = get_object_or_404(Guarantee.objects.select_related("unit__parent", "by", "decided_by"), key=key)
    if not rules.sees_start(request.reader, found.unit):
        raise Http404
    form = None
    if rules.may_answer_guarantee(request.reader, found):
        form = AnswerGuaranteeForm(request.POST or None)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            actions.answer_guarantee(by=person_of(request.user), guarantee=found, **form.cleaned_data)
            return redirect("guarantee", key=key)
    budget = Budget.objects.filter(unit=found.unit).first()
    return render(
        request,
        "networks/guarantee.html",
        {"guarantee": found, "unit": found.unit, "form": form, "budget": budget},
    )


def _unit(request: Request, slug: str) -> Unit:
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.sees_start(request.reader, unit):
        raise Http404
    return unit


def _prepared(request: Request, slug: str) -> Unit:
    unit = _unit(request, slug)
    if not rules.may_prepare(request.reader, unit):
        raise PermissionDenied
    return unit


def _poll(request: Request, key: str) -> tuple[DatePoll | None, Person | None]:
    if not request.reader.is_stranger:
        own = rules.date_polls(request.reader).filter(key=key).first()
        if own is not None:
            return own, person_of(request.user)
    found, reader = rules.sealed_poll(key, request.GET.get("seal", ""))
    passed_on = reader is not None and not request.reader.is_stranger  # members were found above
    if found is None or reader is None or passed_on:
        return None, None
    set_reader(reader)
    return found, get_object_or_404(people.visible(reader), pk=reader.person or 0)


def _runs(request: Request, poll: DatePoll) -> bool:
    return rules.may_prepare(request.reader, poll.unit)
