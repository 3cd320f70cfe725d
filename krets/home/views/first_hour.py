"""Somebody new is shown around: five steps, each of which can be skipped, left and gone on with."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.asks import actions as asks
from krets.asks import rules as asks_rules
from krets.cases import rules as cases
from krets.db.identity import Request
from krets.home import matching, rules
from krets.home.forms import AboutYouForm
from krets.networks import rules as networks
from krets.people import actions as people
from krets.people import rules as people_rules
from krets.people.models import FirstHourStep

Step, How = FirstHourStep.Step, FirstHourStep.How


def first_hour(request: Request) -> HttpResponse:
    """The five steps and how far one has come; by POST once more from the first."""
    person = people_rules.person_of(request.user)
    if request.method == "POST":
        people.begin_first_hour(by=person)
        return redirect("first_hour_step", step=Step.PROFILE)
    steps = rules.steps(request.reader)
    shown = {"steps": steps, "next": next((one for one in steps if one.next), None), "account": request.user}
    return render(request, "home/first_hour.html", shown | {"draft": asks_rules.draft_of(request.reader)})


def first_hour_step(request: Request, step: str) -> HttpResponse:
    """One of them: looked at, done or skipped."""
    if step not in FirstHourStep.TAKEN:
        raise Http404
    if request.method != "POST":
        return _page(request, step)
    if request.POST.get("how") == How.SKIPPED:
        return _taken(request, step, How.SKIPPED)
    if step == Step.PROFILE:
        return _tell(request)
    return _taken(request, step, How.DONE)


@require_POST
def end_first_hour(request: Request) -> HttpResponse:
    """Enough of it, before the last step or after."""
    people.end_first_hour(by=people_rules.person_of(request.user))
    messages.success(request, _("That is enough, then. You find the first hour again under Help."))
    return redirect("start")


def _page(request: Request, step: str, form: AboutYouForm | None = None) -> HttpResponse:
    reader, person = request.reader, people_rules.person_of(request.user)
    shown: dict[str, Any] = {}
    if step == Step.PROFILE:
        shown = {"form": form or _form(request)}
    elif step == Step.NETWORKS:
        fitting = matching.fitting_networks(person, reader)
        networks.count_members([one.row for one in fitting])
        shown = {"fitting": fitting}
    elif step == Step.ASK:
        shown = {"found": matching.fitting_ask(person, reader)}
    elif step == Step.CASE:
        shown = {"found": matching.fitting_case(person, reader)}
    else:
        shown = {"units": rules.who_is_who(reader), "nearby": rules.nearby(reader, person)}
    shown |= {"step": step, "label": Step(step).label, "steps": rules.steps(reader)}
    return render(request, f"home/first_hour/{step}.html", shown)


def _form(request: Request) -> AboutYouForm:
    person = people_rules.person_of(request.user)
    told = {field.field: field for field in people_rules.visible_fields(request.reader, person)}
    return AboutYouForm(request.POST or None, fields=told, public="public" in person.readers)


def _tell(request: Request) -> HttpResponse:
    """What one answered is told to whom one chose; what one is stuck in becomes a draft, if there is none yet."""
    person, form = people_rules.person_of(request.user), _form(request)
    if not form.is_valid():
        return _page(request, Step.PROFILE, form)
    units = networks.own_units(request.reader)
    tokens = [token for token in request.reader.tokens if token.startswith("unit:")]
    people.tell(by=person, fields=form.told, units=tokens)
    if form.draft and asks_rules.draft_of(request.reader) is None:
        asks.draft(by=person, typed=form.draft | {"units": [unit.slug for unit in units if len(units) == 1]})
        messages.success(request, _("What you are stuck in is kept as the draft of an ask."))
    elif form.draft:
        messages.info(request, _("You had the draft of an ask already. It was left as it is."))
    return _taken(request, Step.PROFILE, How.DONE)


def _taken(request: Request, step: str, how: str) -> HttpResponse:
    """On to what the step was about, or to the next that waits."""
    found = None
    if how == How.DONE and step in (Step.ASK, Step.CASE) and (key := request.POST.get("key")):
        visible = asks_rules.visible if step == Step.ASK else cases.published
        found = get_object_or_404(visible(request.reader), key=key)
    through = people.take_step(by=people_rules.person_of(request.user), step=step, how=how)
    if through:
        messages.success(request, _("That was your first hour. Welcome, and ask when you need to."))
    if found is not None:
        return redirect(step, key=found.key)
    waiting = next((one for one in rules.steps(request.reader) if one.next), None)
    return redirect("start") if through or waiting is None else redirect("first_hour_step", step=waiting.name)
