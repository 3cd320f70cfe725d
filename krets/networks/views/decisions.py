"""Pages of what a unit decides: the matter, the vote, the count, the minutes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, rules
from krets.networks.forms import BallotForm, CountForm, DecisionForm, MinutesForm, OpenVoteForm
from krets.networks.models import Ballot, Decision, Vote
from krets.networks.views.late import late
from krets.people.rules import person_of
from krets.web.paging import page_of


def decisions(request: Request, slug: str) -> HttpResponse:
    """What a unit decided, newest first."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    may_lead = rules.may_lead(request.reader, unit)
    if not (rules.is_member(request.reader, unit) or may_lead):
        raise Http404
    page = page_of(request, rules.decisions_in(request.reader, unit))
    return render(request, "networks/decisions.html", {"unit": unit, "page": page, "may_lead": may_lead})


def draft_decision(request: Request, slug: str) -> HttpResponse:
    """Write down a matter."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if not rules.may_lead(request.reader, unit):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        drafted = actions.draft_decision(by=person_of(request.user), unit=unit, **form.cleaned_data)
        return redirect("decision", key=drafted.key)
    return render(request, "networks/draft_decision.html", {"unit": unit, "form": form})


def decision(request: Request, key: str) -> HttpResponse:
    """One matter: the vote while it is open, then what came of it."""
    found = _decision(request, key)
    return render(request, "networks/decision.html", _shown(request, found))


def change_decision(request: Request, key: str) -> HttpResponse:
    """Change a draft; later, say what the minutes say."""
    found = _led(request, key)
    now = {name: getattr(found, name) for name in ("matter", "proposal", "date", "place", "extract")}
    form = (DecisionForm if found.is_draft else MinutesForm)(request.POST or None, initial=now)
    if form.is_bound and form.is_valid():
        actions.change_decision(by=person_of(request.user), decision=found, **(now | form.cleaned_data))
        return redirect("decision", key=key)
    return render(request, "networks/draft_decision.html", {"unit": found.unit, "decision": found, "form": form})


@late("decision")
def open_vote(request: Request, key: str) -> HttpResponse:
    """Put a draft to the vote in Krets."""
    found = _led(request, key, draft=True)
    form = OpenVoteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.open_vote(by=person_of(request.user), decision=found, **form.cleaned_data)
        messages.success(request, _("The vote is open. Everybody who has one gets an e-mail."))
        return redirect("decision", key=key)
    return render(
        request, "networks/open_vote.html", {"unit": found.unit, "decision": found, "form": form, "few": rules.FEW}
    )


@late("decision")
def record_count(request: Request, key: str) -> HttpResponse:
    """Type in what was counted at the meeting."""
    found = _led(request, key, draft=True)
    form = CountForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.record_count(by=person_of(request.user), decision=found, **form.cleaned_data)
        return redirect("decision", key=key)
    return render(request, "networks/record_count.html", {"unit": found.unit, "decision": found, "form": form})


@require_POST
def vote(request: Request, key: str) -> HttpResponse:
    found = _decision(request, key)
    open_one = getattr(found, "vote", None)
    if open_one is None:
        raise Http404
    form = BallotForm(request.POST)
    if not form.is_valid():
        return render(request, "networks/decision.html", _shown(request, found) | {"form": form})
    try:
        actions.vote(by=person_of(request.user), vote=open_one, choice=form.cleaned_data["choice"])
    except actions.NoVote as no:
        messages.error(request, rules.NO_VOTE[no.why])
    else:
        messages.success(request, _("You have voted."))
    return redirect("decision", key=key)


@require_POST
@late("decision")
def close_vote(request: Request, key: str) -> HttpResponse:
    found = _led(request, key)
    open_one = getattr(found, "vote", None)
    if open_one is None:
        raise Http404
    if open_one.is_open:
        actions.close_vote(by=person_of(request.user), vote=open_one)
    return redirect("decision", key=key)


def _decision(request: Request, key: str) -> Decision:
    return get_object_or_404(rules.decisions(request.reader), key=key)


def _led(request: Request, key: str, *, draft: bool = False) -> Decision:
    """One that the reader leads; `draft`: that is still to be voted on."""
    found = _decision(request, key)
    if not rules.may_lead(request.reader, found.unit) or (draft and not found.is_draft):
        raise PermissionDenied
    return found


def _shown(request: Request, found: Decision) -> dict[str, object]:
    reader, one = request.reader, getattr(found, "vote", None)
    shown: dict[str, object] = {
        "unit": found.unit,
        "decision": found,
        "vote": one,
        "may_lead": rules.may_lead(reader, found.unit),
        "read_by": rules.audience(found.readers, reader) if found.readers else None,
    }
    return shown | _of_vote(request, one) if one is not None else shown


def _of_vote(request: Request, one: Vote) -> dict[str, object]:
    if not one.is_open:
        return {"said": rules.said(one)}
    entry = rules.entry_of(request.reader, one)
    why = rules.refusal_of(one, entry) if entry is not None else "not_on_roll"
    voted, everybody = rules.how_many_voted(one)
    own = rules.own_choice(request.reader, one) if entry is not None and entry.voted else ""
    return {
        "entry": entry,
        "refused": rules.NO_VOTE[why] if why else "",
        "form": None if why else BallotForm(),
        "own_choice": str(Ballot.Choice(own).label) if own else "",
        "voted": voted,
        "everybody": everybody,
        "few": one.is_secret and everybody < rules.FEW,
    }
