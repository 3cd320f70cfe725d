"""Addresses that name nothing, whatever stands behind them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NULL = "\x00"  # PostgreSQL takes it in no text, so nothing can be called by it


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """404 for an address with a null in it. The API says so in its own words."""

    def look(request: HttpRequest) -> HttpResponse:
        asked = f"{request.path_info}{request.META.get('QUERY_STRING', '').replace('%00', NULL)}"
        if NULL in asked and not request.path_info.startswith("/api/"):
            raise Http404
        return get_response(request)

    return look
