"""How one hears: a letter each time, a digest, or nothing; in general and of each network."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from krets.activity import actions
from krets.activity.rules import choices
from krets.db.identity import Request
from krets.home.forms import NoticesForm
from krets.networks.rules import own_units
from krets.people.rules import person_of


def notices(request: Request) -> HttpResponse:
    """Choose how I hear of things."""
    person = person_of(request.user)
    chosen, units = choices(person), own_units(request.reader)
    form = NoticesForm(request.POST or None, units=units, chosen=chosen)
    if form.is_bound and form.is_valid():
        for unit, how in form.changed(chosen):
            actions.choose(by=person, person=person, unit=unit, how=how)
        messages.success(request, _("Saved. It counts from the next e-mail."))
        return redirect("notices")
    return render(request, "home/notices.html", {"form": form})
