"""Where I am signed in, and out again from elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.people import actions, rules
from krets.web.paging import page_of


def sessions(request: Request) -> HttpResponse:
    """Each with when it began and in what kind of browser; this one is marked."""
    shown = {"page": page_of(request, rules.own_sessions(request.user)), "present": _present(request)}
    return render(request, "people/sessions.html", shown)


@require_POST
def end_session(request: Request, key: str) -> HttpResponse:
    session = get_object_or_404(rules.own_sessions(request.user).exclude(key=_present(request)), key=key)
    actions.end_session(by=rules.person_of(request.user), session=session)
    messages.success(request, _("You are signed out there."))
    return redirect("sessions")


@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    account = rules.account_of(request.user)
    actions.end_other_sessions(by=rules.person_of(account), account=account, but=_present(request))
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("sessions")


def _present(request: Request) -> str:
    return rules.digest_of_session(request.session.session_key or "")
