"""How often one may ask, counted in each web process: searches, calls by programs, keys that are tried.

Sign-in has limits of its own, over all processes (`ACCOUNT_RATE_LIMITS`). Here a count costs no query.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MINUTE = 60
_KEPT = 10_000  # counts; those not heard of for longest are forgotten first
_counts: "OrderedDict[tuple[str, str, int], int]" = OrderedDict()
_lock = Lock()


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def limit(request: HttpRequest) -> HttpResponse:
        if not settings.LIMITS:
            return get_response(request)
        if request.path_info.startswith("/api/"):
            return _of_api(request, get_response)
        if request.path_info.startswith("/find/") and _is_over("find", _visitor(request)):
            return _told(render(request, "429.html", status=429))
        return get_response(request)

    return limit


def _of_api(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    key, address = request.headers.get("Authorization", ""), _address(request)
    if _is_over("api", _digest(key or address)) or _is_over("refused", address, add=0):
        problem = {
            "type": "about:blank",
            "title": _("Too many attempts"),
            "status": 429,
            "detail": "",
            "errors": [],
        }
        return _told(JsonResponse(problem, status=429, content_type="application/problem+json"))
    response = get_response(request)
    if response.status_code == 401:
        _is_over("refused", address)
    return response


def forget() -> None:
    """For tests."""
    _counts.clear()


def count(name: str, who: str, add: int = 1) -> int:
    """How often this happened in the present minute, `add` more counted in."""
    counted = (name, who, int(time.monotonic() // MINUTE))
    with _lock:
        times = _counts[counted] = _counts.pop(counted, 0) + add
        if len(_counts) > _KEPT:
            _counts.popitem(last=False)
    return times


def _is_over(name: str, who: str, add: int = 1) -> bool:
    return count(name, who, add) > settings.LIMITS[name] - (1 - add)


def _visitor(request: HttpRequest) -> str:
    return f"account {request.user.pk}" if request.user.is_authenticated else _address(request)


def _address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _told(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(MINUTE)
    return response
