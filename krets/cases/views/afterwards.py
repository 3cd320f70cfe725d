"""Pages for those who used a case, and for its writer two years on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.cases import actions, rules
from krets.cases.forms import ReuseForm, ReviewForm
from krets.cases.views.writing import own_case
from krets.db.identity import Request
from krets.networks.rules import audience
from krets.people.rules import person_of


def reuse(request: Request, key: str) -> HttpResponse:
    case = get_object_or_404(rules.visible(request.reader).select_related("writer", "organisation"), key=key)
    if not rules.may_reuse(request.reader, case):
        raise PermissionDenied
    person = person_of(request.user)
    before = case.reuses.filter(person=person).first()
    first = {"adapted": before.adapted, "result": before.result} if before else {}
    form = ReuseForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and not form.secrets:
        actions.reuse(by=person, case=case, **form.said)
        messages.success(request, _("Thank you. Whoever wrote it hears that it was of use."))
        return redirect("case", key=case.key)
    readers = audience(case.readers, request.reader)
    context = {"case": case, "form": form, "readers": readers, "case_url": reverse("case", args=[case.key])}
    return render(request, "cases/reuse.html", context)


def review(request: Request, key: str) -> HttpResponse:
    case = own_case(request, key)
    if case.published is None:
        raise PermissionDenied
    form = ReviewForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid() and not form.secrets:
        actions.review(by=person_of(request.user), case=case, **form.said)
        messages.success(request, _("Thank you. Readers see that you have looked at it."))
        return redirect("case", key=case.key)
    context = {"case": case, "form": form, "readers": audience(case.readers, request.reader)}
    return render(request, "cases/review.html", context)


@require_POST
def remind_review(request: Request, key: str) -> HttpResponse:
    """Who coordinates a unit that it is shared in has its writer asked once more."""
    case = get_object_or_404(rules.visible(request.reader), key=key)
    if not rules.may_remind_review(request.reader, case):
        raise PermissionDenied
    if actions.remind_review(by=person_of(request.user), case=case):
        messages.success(request, _("Asked once more, by e-mail."))
    else:
        messages.warning(request, _("Its writer was asked lately, or has said."))
    return redirect("case", key=key)
