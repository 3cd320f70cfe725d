"""My employers: present and former, whom I write for, and leaving. A new one is said in `people`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.home import actions
from krets.people import actions as people
from krets.people import rules
from krets.web.paging import page_of


def employers(request: Request) -> HttpResponse:
    """Where I work and have worked, with how that is known."""
    person = rules.person_of(request.user)
    page = page_of(request, rules.own_belongings(request.reader))
    several = sum(one.ended is None for one in page.rows) > 1
    return render(request, "home/employers.html", {"page": page, "person": person, "several": several})


@require_POST
def write_for(request: Request, slug: str) -> HttpResponse:
    belonging = get_object_or_404(rules.own_belongings(request.reader), organisation__slug=slug, ended=None)
    people.write_for(by=rules.person_of(request.user), belonging=belonging)
    messages.success(request, _("You write for {employer} now.").format(employer=belonging))
    return redirect("employers")


def leave_employer(request: Request, slug: str) -> HttpResponse:
    """After a question that says what follows."""
    belonging = get_object_or_404(rules.own_belongings(request.reader), organisation__slug=slug, ended=None)
    if request.method == "POST":
        actions.leave_employer(by=rules.person_of(request.user), belonging=belonging)
        messages.success(request, _("You no longer work at {employer}.").format(employer=belonging))
        return redirect("employers")
    last = not rules.own_belongings(request.reader).filter(ended=None).exclude(pk=belonging.pk).exists()
    return render(request, "home/leave_employer.html", {"belonging": belonging, "last": last})
