"""What a subgroup takes up, when it meets, and what it watches."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import MeetingForm, TopicForm, WatchForm
from krets.networks.models import Unit
from krets.networks.views.mandates import unit_of
from krets.people.rules import person_of
from krets.web.paging import page_of


def agenda(request: Request, slug: str) -> HttpResponse:
    """Topics, what most want first; a member puts another forward."""
    unit = _own_subgroup(request, slug)
    form = TopicForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.looked_over:
        actions.put_forward(by=person_of(request.user), unit=unit, **form.said)
        messages.success(request, _("It is on the agenda."))
        return redirect("agenda", slug=slug)
    shown = {
        "unit": unit,
        "form": form,
        "page": page_of(request, rules.visible_topics(request.reader, unit)),
        "meeting": rules.visible_meeting(request.reader, unit),
        "address": rules.address_of(unit),
        "may_run": rules.may_run(request.reader, unit),
    }
    return render(request, "networks/agenda.html", shown)


@require_POST
def change_topic(request: Request, slug: str, key: str) -> HttpResponse:
    """Want a topic or not, tick it off or not, take it away."""
    unit = _own_subgroup(request, slug)
    topic = get_object_or_404(rules.visible_topics(request.reader, unit), key=key)
    person, step = person_of(request.user), request.POST.get("step")
    if step in ("want", "unwant"):
        actions.vote_for(by=person, topic=topic, wanted=step == "want")
    elif step in ("done", "undone"):
        actions.tick_off(by=person, topic=topic, done=step == "done")
    elif step == "remove":
        if not rules.may_take_away(request.reader, topic):
            raise PermissionDenied
        actions.take_away(by=person, row=topic)
    return redirect("agenda", slug=slug)


def next_meeting(request: Request, slug: str) -> HttpResponse:
    """Say when the subgroup meets."""
    unit = _own_subgroup(request, slug)
    said = rules.visible_meeting(request.reader, unit)
    form = MeetingForm(request.POST or None, initial={"text": said.text if said else ""})
    if form.is_bound and form.is_valid() and form.looked_over:
        actions.tell_next_meeting(by=person_of(request.user), unit=unit, **form.said)
        messages.success(request, _("Saved."))
        return redirect("agenda", slug=slug)
    return render(request, "networks/next_meeting.html", {"unit": unit, "form": form})


def watch(request: Request, slug: str) -> HttpResponse:
    """What the subgroup watches; members of the network read what is for them."""
    unit = unit_of(request, slug)
    inside = rules.may_set_agenda(request.reader, unit)
    if not inside and not rules.may_join_subgroup(request.reader, unit):
        raise Http404
    form = WatchForm(request.POST or None) if inside else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if form is not None and form.is_bound and form.is_valid() and form.looked_over:
        actions.watch(by=person_of(request.user), unit=unit, **form.said)
        messages.success(request, _("Noted."))
        return redirect("watch", slug=slug)
    page = page_of(request, rules.visible_watch(request.reader, unit))
    runs = inside and rules.may_run(request.reader, unit)
    for row in page:
        row.may_take_away = runs or row.by_id == request.reader.person  # type: ignore[attr-defined]
    return render(request, "networks/watch.html", {"unit": unit, "form": form, "page": page})


@require_POST
def remove_watch(request: Request, slug: str, key: str) -> HttpResponse:
    """Take a note away."""
    unit = unit_of(request, slug)
    note = get_object_or_404(rules.visible_watch(request.reader, unit), key=key)
    if not rules.may_take_away(request.reader, note):
        raise PermissionDenied
    actions.take_away(by=person_of(request.user), row=note)
    messages.success(request, _("Taken away."))
    return redirect("watch", slug=slug)


def _own_subgroup(request: Request, slug: str) -> Unit:
    unit = unit_of(request, slug)
    if not rules.may_set_agenda(request.reader, unit):
        raise Http404
    return unit
