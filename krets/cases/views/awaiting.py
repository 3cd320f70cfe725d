"""The page where a writer says whether the award that a case waits for is decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from krets.cases import actions
from krets.cases.forms import AwardForm
from krets.cases.views.writing import own_case
from krets.db.identity import Request
from krets.people.rules import person_of


def award(request: Request, key: str) -> HttpResponse:
    case = own_case(request, key)
    if not case.awaits_award:
        raise PermissionDenied
    form = AwardForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        actions.award(by=person_of(request.user), case=case, **form.said)
        if form.said["decided"]:
            messages.success(request, _("Good. Now you can tell how it went, and then publish it."))
            return redirect("save_part", key=case.key, part="course")
        again = form.said["on"] is not None
        messages.success(request, _("Thank you. We ask again on that day.") if again else _("Thank you."))
        return redirect("case", key=case.key)
    return render(request, "cases/award.html", {"case": case, "form": form})
