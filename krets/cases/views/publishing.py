"""Pages where a case becomes readable, and unreadable again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.cases import actions, matching, rules
from krets.cases.forms import PublishForm
from krets.cases.models import Case
from krets.cases.views import steps
from krets.cases.views.writing import own_case
from krets.db.identity import Request
from krets.networks import rules as networks
from krets.networks.forms import TakeDownForm, chosen_in
from krets.networks.models import Check
from krets.people.models import outline_in_words
from krets.people.rules import outline_of, person_of


def publish(request: Request, key: str) -> HttpResponse:
    """First choose and answer; then see who will read it; then publish."""
    case = own_case(request, key)
    form = _form(request, case)
    faults: dict[str, str] = {}
    if form.is_bound and form.is_valid():
        try:
            if not form.cleaned_data["confirmed"]:
                _rehearse(request, case, form)
                return render(request, "cases/publish_confirm.html", _before_it_is_read(request, case, form))
            actions.publish(by=person_of(request.user), case=case, **form.asked)
            messages.success(request, _("Published. Thank you for letting others learn from it."))
            return redirect("case", key=case.key)
        except actions.NotReady as refused:
            faults = form.take(refused.faults)
    form.mark_needed()
    looks = request.POST.get("step") == "who" and form.tokens
    context = {
        "who": networks.who_reads(form.tokens, request.reader, mine=False) if looks else None,
        "case": case,
        "form": form,
        "steps": steps.of(case, "publish"),
        "faults": steps.links(faults, case),
        "missing": steps.links(_missing(request, case), case),
        "outline": outline_in_words(outline_of(person_of(request.user).organisation)),
    }
    return render(request, "cases/publish.html", context)


def withdraw(request: Request, key: str) -> HttpResponse:
    case = get_object_or_404(rules.visible(request.reader).select_related("writer", "organisation"), key=key)
    mine = rules.is_writer(request.reader, case)
    if not mine and not rules.may_withdraw(request.reader, case):
        raise PermissionDenied
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(by=person_of(request.user), case=case, why=form.cleaned_data["why"])
        messages.success(request, _("Taken down. Only you see it now.") if mine else _("Taken down."))
        return redirect("case", key=case.key) if mine else redirect("cases")
    context = {"case": case, "form": form, "mine": mine, "case_url": reverse("case", args=[case.key])}
    return render(request, "cases/withdraw.html", context)


@require_POST
def ask_back(request: Request, key: str) -> HttpResponse:
    """The writer has mended what somebody else took down."""
    case = own_case(request, key)
    actions.ask_back(by=person_of(request.user), case=case)
    messages.success(request, _("Asked. You hear when you may publish it again."))
    return redirect("case", key=case.key)


def let_back(request: Request, key: str) -> HttpResponse:
    """Whoever may decide reads it as it now is, and lets its writer publish it again."""
    case = rules.to_let_back(request.reader, key)
    if case is None:
        raise Http404
    if request.method == "POST":
        actions.let_back(by=person_of(request.user), case=case)
        messages.success(request, _("Its writer may publish it again."))
        return redirect("cases")
    return render(request, "cases/let_back.html", {"case": case})


def _form(request: Request, case: Case) -> PublishForm:
    labels = {
        "buyers": capfirst(str(networks.audience(["buyers"], request.reader))),
        "public": capfirst(str(networks.audience(["public"], request.reader))),
    }
    looks = request.POST.get("step") in ("whom", "who")
    chosen = chosen_in(PublishForm, request.POST) if looks else {}
    data = None if looks else request.POST or None
    return PublishForm.of(case, data, reader=request.reader, labels=labels, chosen=chosen)


def _missing(request: Request, case: Case) -> dict[str, str]:
    """What is still to be filled in on other pages, before anything is chosen here."""
    check = Check(case.phase, awarded=not case.before_award, award_date=case.award_date)
    faults = rules.publish_faults(
        case,
        by=person_of(request.user),
        audience=Case.Audience.BUYERS,
        units=(),
        unnamed=case.unnamed,
        check=check,
    )
    return {name: message for name, message in faults.items() if name not in PublishForm.base_fields}


def _rehearse(request: Request, case: Case, form: PublishForm) -> None:
    """Publish and undo it: what stands in the way is known before anybody reads."""
    with transaction.atomic():
        actions.publish(by=person_of(request.user), case=case, **form.asked)
        transaction.set_rollback(True)


def _before_it_is_read(request: Request, case: Case, form: PublishForm) -> dict[str, Any]:
    return {
        "case": case,
        "form": form,
        "audience": networks.audience(case.readers, request.reader, mine=False),
        "who": networks.who_reads(case.readers, request.reader, mine=False),
        "hints": matching.hints(case) if form.check.before_award else [],
        "telling": form.cleaned_data["unnamed"]
        and rules.may_be_guessed(case, person_of(request.user), form.check),
    }
