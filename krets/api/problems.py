"""Refusals as problem details (RFC 9457)."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.errors import ValidationError as InputError

TITLES = {
    400: "The request can't be read",
    401: "A token is needed",
    403: "You may not do this",
    404: "There is nothing here that you may see",
    409: "This was done already, or it is too late",
    422: "Some of the input can't be taken",
    429: "Too many requests",
}


class Problem(Schema):
    """`errors` names the fields that can't be taken; `detail` says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = []


def answer(status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> HttpResponse:
    body = Problem(
        title=TITLES.get(status, "It could not be done"), status=status, detail=detail, errors=errors or []
    )
    return HttpResponse(
        json.dumps(body.dict(), ensure_ascii=False), status=status, content_type="application/problem+json"
    )


def install(api: NinjaAPI) -> None:
    """Turn every refusal into a problem."""

    def not_found(request: HttpRequest, fault: Any) -> HttpResponse:
        return answer(404)

    def forbidden(request: HttpRequest, fault: Any) -> HttpResponse:
        return answer(403, str(fault))

    def unknown(request: HttpRequest, fault: Any) -> HttpResponse:
        response = answer(401, "Send a token that is valid: Authorization: Bearer krets_…")
        response["WWW-Authenticate"] = "Bearer"
        return response

    def wrong_input(request: HttpRequest, fault: Any) -> HttpResponse:
        errors = [
            {
                "field": ".".join(str(part) for part in error.get("loc", ())[2:] or error.get("loc", ())),
                "detail": str(error.get("msg", "")),
            }
            for error in fault.errors
        ]
        return answer(422, "Mend the fields named in errors and send it again.", errors)

    def refused(request: HttpRequest, fault: Any) -> HttpResponse:
        if hasattr(fault, "error_dict"):
            errors = [
                {"field": "" if field == "__all__" else field, "detail": " ".join(messages)}
                for field, messages in fault.message_dict.items()
            ]
            return answer(422, "Mend the fields named in errors and send it again.", errors)
        return answer(422, " ".join(fault.messages))

    def plain(request: HttpRequest, fault: Any) -> HttpResponse:
        return answer(fault.status_code, str(fault))

    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(PermissionDenied, forbidden)
    api.add_exception_handler(AuthorizationError, forbidden)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(InputError, wrong_input)
    api.add_exception_handler(ValidationError, refused)
    api.add_exception_handler(HttpError, plain)
