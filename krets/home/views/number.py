"""Under which number one's organisation keeps something that one wrote: for its writer alone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from krets.db.identity import Request
from krets.home import rules
from krets.home.forms import NumberForm
from krets.people.actions import number_record
from krets.people.rules import person_of


def number(request: Request, kind: str, key: str) -> HttpResponse:
    """See it, and set it."""
    found = rules.numbered(request.reader, kind, key)
    if found is None:
        raise Http404
    form = NumberForm(request.POST or None, country=found.organisation.country, initial={"number": found.number})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["number"]
        by = person_of(request.user)
        number_record(by=by, organisation=found.organisation, kind=kind, key=key, number=given)
        messages.success(request, _("The number is kept."))
        return redirect(found.url)
    return render(request, "home/number.html", {"form": form, "found": found})
