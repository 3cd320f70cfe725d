"""Who comes too late is told so, and shown how it stands."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from krets.db.identity import Request
from krets.networks import actions

View = Callable[..., HttpResponse]


def late(page: str) -> Callable[[View], View]:
    """For a view whose verb may raise NotNow: somebody else was first, or the same button was pressed twice.

    page: name of the url, with the same key, that shows how it stands.
    """

    def told(view: View) -> View:
        @wraps(view)
        def answer(request: Request, key: str, **more: str) -> HttpResponse:
            try:
                return view(request, key, **more)
            except actions.NotNow:
                messages.warning(request, _("That was done before you, or it is not its turn any more."))
                return redirect(page, key=key)

        return answer

    return told
