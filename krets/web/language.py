"""The language of a page: the account's, else the session's, else what the browser prefers. No cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SESSION_KEY = "language"
CODES = tuple(code for code, _ in settings.LANGUAGES)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def speak(request: HttpRequest) -> HttpResponse:
        code = of(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        # A key to the API may have told who asks, and so in which language to answer.
        response.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return speak


def of(request: HttpRequest) -> str:
    for code in (getattr(request.user, "language", ""), request.session.get(SESSION_KEY)):
        if code in CODES:
            return str(code)
    accepted = request.headers.get("Accept-Language", "")
    if not accepted:
        return settings.LANGUAGE_CODE
    return translation.get_language_from_request(_WithoutCookies(request, accepted))  # type: ignore[arg-type]


class _WithoutCookies:
    """Django's own choice among accepted languages, kept from looking for its language cookie."""

    def __init__(self, request: HttpRequest, accepted: str) -> None:
        self.COOKIES: dict[str, str] = {}
        self.META = {"HTTP_ACCEPT_LANGUAGE": accepted}
        self.path_info = request.path_info
