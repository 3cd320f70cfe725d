"""To be erased: what goes, what stays and why, and then it is done."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from krets.db.identity import Request, become, reaching
from krets.db.readers import STRANGER
from krets.home import actions, rules
from krets.home.forms import EraseForm
from krets.people.rules import person_of
from krets.records.rules import may_remove


@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: Request) -> HttpResponse:
    """Whoever finds a browser open can't do this: one signs in anew first."""
    person = person_of(request.user)
    with reaching("home.my_data"):
        items, units = rules.removable(person), list(rules.left_alone(person))
        may = may_remove("people")
        items = items if may_remove("contributions") else []
    form = EraseForm(request.POST or None, items=items, units=units)
    if request.method == "POST" and may and form.is_valid():
        taken = form.cleaned_data.get("take_away", ())
        actions.erase(by=person, take_away=taken, leave_units=form.cleaned_data.get("leave_units", False))
        with override(get_language()):  # the account that it stood on is gone
            logout(request)
            become(request, STRANGER)
            return render(request, "home/erased.html")
    shown = {"form": form, "units": units, "may": may, "organisation": person.organisation}
    return render(request, "home/erase.html", shown | {"contact": settings.CONTACT})
