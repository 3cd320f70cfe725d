"""Who may join, applying, and deciding about it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.networks import actions, matching, rules
from krets.networks.forms import AppealForm, ApplicationForm, Composer, DecideForm
from krets.networks.models import Application, Unit
from krets.networks.rules.admission import own_application
from krets.people.actions import NotCovered
from krets.people.rules import person_of
from krets.records.actions import saw
from krets.web.paging import page_of


def rule(request: Request, slug: str) -> HttpResponse:
    """Put together who may join: clauses are added, moved and taken away, with a look at the form."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_set_rule(request.reader, unit):
        raise PermissionDenied
    composer = Composer(unit, request.reader, request.POST if request.method == "POST" else None)
    step, looks = request.POST.get("step", ""), None
    if request.method == "POST" and ":" in step:
        composer.step(step)
    elif request.method == "POST" and step == "add":
        composer.step(f"add:{request.POST.get('kind', '')}")
    elif request.method == "POST" and composer.is_valid():
        looks = composer.rule
        if step == "save":
            actions.set_rule(by=person_of(request.user), unit=unit, **looks)
            told = _("Saved. Applications that are on their way keep the rule they were made under.")
            messages.success(request, told)
            return redirect("unit", slug=slug)
    shown = {"unit": unit, "composer": composer, "kinds": rules.KINDS.items(), "versions": unit.rules.all()[:10]}
    if looks is not None:
        look = ApplicationForm(clauses=looks["clauses"], facts=matching.NOTHING)
        shown |= {"parts": rules.criteria(looks), "look": look}
    return render(request, "networks/rule.html", shown)


@login_not_required
def apply(request: Request, slug: str) -> HttpResponse:
    """Ask to be let in, or come in by a click; a draft is kept of what can't be sent yet."""
    unit = get_object_or_404(rules.visible(request.reader), slug=slug)
    if request.reader.is_stranger:
        return redirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
    if rules.is_member(request.reader, unit):
        return redirect("unit", slug=slug)
    if not rules.may_apply(request.reader, unit):
        if request.reader.is_buyer:
            raise PermissionDenied
        return render(request, "networks/apply.html", {"unit": unit, "not_yet": True})
    if rules.is_open(unit):
        return _join(request, unit)
    own = own_application(request.reader, unit)
    return redirect("application", key=own.key) if own and own.waits else _apply(request, unit, own)


def my_applications(request: Request) -> HttpResponse:
    """What one has applied for, and how it stands."""
    page = page_of(request, rules.own_applications(request.reader))
    return render(request, "networks/my_applications.html", {"page": page})


def applications(request: Request, slug: str) -> HttpResponse:
    """Those to a unit, for whoever may administer it: what waits first."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    rows = rules.applications_to(request.reader, unit)
    show = "decided" if request.GET.get("show") == "decided" else "waiting"
    waits = rows.filter(state__in=Application.WAITING)
    rows = waits if show == "waiting" else rows.exclude(state__in=Application.WAITING)
    shown = {"unit": unit, "page": page_of(request, rows), "show": show}
    return render(request, "networks/applications.html", shown)


def application(request: Request, key: str) -> HttpResponse:
    """One application: how it stands; for who administers, the rule and the answers side by side."""
    found = _readable(request, key)
    if found.state == Application.State.DRAFT:
        return redirect("apply", slug=found.unit.slug)
    if found.person_id != request.reader.person:
        saw(by=request.reader.person, kind="application", key=key)
    return _shown(request, found)


@require_POST
def decide_application(request: Request, key: str) -> HttpResponse:
    """Let somebody in or not. Who comes second is shown what the first decided."""
    found = _readable(request, key)
    if found.waits and not rules.may_decide_on(request.reader, found):
        raise PermissionDenied
    form = DecideForm(request.POST, failing=bool(matching.judged(found).failing))
    if found.waits and not form.is_valid():
        return _shown(request, found, form)
    try:
        if not found.waits or not form.is_valid():
            raise actions.Decided(found.steps.last())
        read = form.cleaned_data
        actions.decide_application(
            by=person_of(request.user), application=found, admit=read["admit"] == "yes", why=read["why"],
            exempt=read.get("exempt", ""),
        )  # fmt: skip
        messages.success(request, _("Decided. The applicant gets an e-mail with your reason."))
    except actions.NotOpen:
        told = _("{unit} takes no members now. Wake it first, or decline.").format(unit=found.unit.name)
        messages.warning(request, told)
    except NotCovered:
        messages.warning(request, _("They work for a supplier now, and only buyers become members."))
    except actions.Decided as late:
        messages.warning(request, _("It was decided before you: {state}.").format(state=late.step or found))
    return redirect("application", key=key)


def appeal(request: Request, key: str) -> HttpResponse:
    """The applicant asks that somebody else look again."""
    found = _readable(request, key)
    if not rules.may_appeal(request.reader, found):
        raise PermissionDenied
    form = AppealForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.appeal(by=person_of(request.user), application=found, why=form.cleaned_data["why"])
            messages.success(request, _("Sent. Somebody else reads it and decides."))
        except actions.Decided:
            messages.warning(request, _("You have applied anew meanwhile."))
        return redirect("application", key=key)
    return render(request, "networks/appeal.html", {"application": found, "form": form})


@require_POST
def withdraw_application(request: Request, key: str) -> HttpResponse:
    """Take one's application back."""
    found = _readable(request, key)
    if found.person_id != request.reader.person:
        raise PermissionDenied
    try:
        actions.withdraw_application(by=person_of(request.user), application=found)
        messages.success(request, _("Taken back."))
    except actions.Decided as late:
        messages.warning(request, _("It was decided before you: {state}.").format(state=late.step or found))
    return redirect("my_applications")


def exemptions(request: Request, slug: str) -> HttpResponse:
    """Who is in although a clause of the rule failed, and why: told to the members."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.is_member(request.reader, unit) and not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    page = page_of(request, rules.exemptions(request.reader, unit))
    told = rules.told_of(request.reader, page)
    return render(request, "networks/exemptions.html", {"unit": unit, "page": page, "told": told})


def _readable(request: Request, key: str) -> Application:
    rows = rules.visible_applications(request.reader).select_related("unit__parent", "organisation", "rule")
    return get_object_or_404(rows, key=key)


def _join(request: Request, unit: Unit) -> HttpResponse:
    if request.method == "POST":
        actions.join_open(by=person_of(request.user), unit=unit)
        messages.success(request, _("You are in. Welcome."))
        return redirect("unit", slug=unit.slug)
    return render(request, "networks/apply.html", {"unit": unit, "open": True})


def _apply(request: Request, unit: Unit, own: Application | None) -> HttpResponse:
    person = person_of(request.user)
    draft = own if own is not None and own.state == Application.State.DRAFT else None
    now = unit.admission
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        clauses=now["clauses"],
        facts=matching.facts_of(person.pk, person.organisation),
        initial=rules.answers_still(draft.rule.clauses, now["clauses"], draft.answers) if draft else {},
    )
    if form.is_bound:
        try:
            read = unit.rules.filter(version=_number(request.POST.get("version", ""))).first()
            if read is not None and read.version != now["version"]:
                kept = rules.answers_still(read.clauses, now["clauses"], request.POST.dict())
                actions.draft_application(by=person, unit=unit, answers=kept)
                raise actions.RuleChanged
            if form.is_valid() and request.POST.get("step") != "keep":
                sent = actions.apply(by=person, unit=unit, answers=form.answers, version=now["version"])
                messages.success(request, _("Sent. You get an e-mail when it is decided."))
                return redirect("application", key=sent.key)
            draft = actions.draft_application(by=person, unit=unit, answers=form.typed)
        except actions.RuleChanged:
            told = _("The rule was changed while you answered. Look through what it asks now, and send it again.")
            messages.warning(request, told)
            return redirect("apply", slug=unit.slug)
        except (actions.Decided, actions.NotOpen):
            return redirect("my_applications")
        if request.POST.get("step") == "keep":
            messages.success(request, _("Kept. Go on whenever you like."))
            return redirect("apply", slug=unit.slug)
    shown = {"unit": unit, "form": form, "draft": draft, "parts": rules.criteria(unit.admission), "person": person}
    return render(request, "networks/apply.html", shown)


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _shown(request: Request, found: Application, form: DecideForm | None = None) -> HttpResponse:
    reader, own = request.reader, found.person_id == request.reader.person
    verdict = None if own else matching.judged(found)
    may_decide = rules.may_decide_on(reader, found)
    if may_decide and form is None and verdict is not None:
        form = DecideForm(failing=bool(verdict.failing))
    shown: dict[str, Any] = {
        "application": found,
        "own": own,
        "rows": rules.side_by_side(found, verdict),
        "verdict": verdict,
        "form": form if may_decide else None,
        "steps": found.steps.select_related("by"),
        "applicant": None if own else rules.applicant(reader, found),
        "may_appeal": rules.may_appeal(reader, found),
        "may_withdraw": rules.may_withdraw(reader, found),
    }
    return render(request, "networks/application.html", shown)
