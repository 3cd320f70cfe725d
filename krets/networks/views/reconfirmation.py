"""Once a year: does it still hold? And who rests."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from krets.db.identity import Request, reaching
from krets.networks import actions, rules
from krets.networks.models import Reconfirmation
from krets.people.actions import NotCovered
from krets.web.paging import page_of


@login_not_required
def reconfirm(request: Request, key: str) -> HttpResponse:
    """One button each for yes and no: mail scanners open links by themselves, so a link alone changes nothing."""
    asked = _asked(request, key)
    if asked is None:
        if request.reader.is_stranger:
            return redirect_to_login(request.get_full_path())
        raise Http404
    answer, refused = request.POST.get("answer"), False
    if request.method == "POST" and answer in Reconfirmation.Answer:
        try:
            actions.answer_reconfirmation(by=asked.membership.person, reconfirmation=asked, answer=str(answer))
            return redirect(request.get_full_path())
        except NotCovered:
            refused = True
        asked = _asked(request, key) or asked
    page = {
        "asked": asked,
        "refused": refused,
        "unit": asked.membership.unit,
        "still": rules.still(asked.rule.clauses),
    }
    return render(request, "networks/reconfirm.html", page)


def resting(request: Request, slug: str) -> HttpResponse:
    """Whose membership rests, for whoever may administer the unit."""
    unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    if not rules.may_administer(request.reader, unit):
        raise PermissionDenied
    page = page_of(request, rules.resting(request.reader, unit))
    return render(request, "networks/resting.html", {"unit": unit, "page": page})


def _asked(request: Request, key: str) -> Reconfirmation | None:
    """For its own person, or for who holds the seal of its letter. Who rests may no longer know of the unit."""
    with reaching("networks.reconfirmation"):
        rows = Reconfirmation.objects.select_related("membership__unit", "membership__person", "rule")
        found = rows.filter(key=key).first()
    if found is None:
        return None
    own = found.membership.person_id == request.reader.person
    return found if own or found.is_sealed_by(request.GET.get("seal", "")) else None
