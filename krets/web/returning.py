"""From a page with many acts one comes back to it after each: by a field of its forms, or by the link to a page.

`<input type="hidden" name="back" value="week">` in a form, or `?back=week` in a link. Only `PAGES` are so named.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

PAGES = ("week",)
KEPT = "back"  # in the session: from which page, and the address that it led to


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever did something there is sent back instead of on; what could not be taken stays where it is."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session: Any = getattr(request, "session", None)
        if session is None or not request.user.is_authenticated:
            return response
        if request.method == "GET" and request.GET.get("back") in PAGES and response.status_code == 200:
            session[KEPT] = [request.GET["back"], request.path]
        elif request.method == "POST" and response.status_code == 302 and "/account/" not in response["Location"]:
            page = request.POST.get("back") or _come_from(session, request.path)
            if page in PAGES:
                session.pop(KEPT, None)
                response["Location"] = reverse(page)
        return response

    return answer


def _come_from(session: Any, path: str) -> str:
    """Which page led to the one that this form stood on."""
    page, began = session.get(KEPT) or ("", "")
    return page if began and path.startswith(began) else ""
