"""Who must have a second step is brought to where it is set up, and no further until it is."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from krets.people.models import Account
from krets.people.rules import must_have_second_step

_LACKS = "lacks_second_step"
_OPEN = ("mfa_", "account_", "sessions", "end_", "language")  # where it is set up, and the doors in and out


def note(request: HttpRequest, account: Account) -> None:
    """At sign-in, so that no page need ask: whether this account must have a second step and has none."""
    if must_have_second_step(account) and not is_mfa_enabled(account):
        request.session[_LACKS] = True
    else:
        request.session.pop(_LACKS, None)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    return get_response if settings.SECOND_STEP_FOR == "none" else _Required(get_response)


class _Required:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        door = str(request.resolver_match.url_name) if request.resolver_match else ""
        if not request.session.get(_LACKS) or door.startswith(_OPEN):
            return None
        if is_mfa_enabled(request.user):
            del request.session[_LACKS]
            return None
        messages.info(request, _("Here you need a second step to sign in. Add a passkey or an app, and go on."))
        return redirect("mfa_index")
