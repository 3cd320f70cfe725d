"""Refusals as problem details (RFC 9457)."""

import json
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.errors import ValidationError as InputError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request can't be read"),
    401: gettext_lazy("A token is needed"),
    403: gettext_lazy("You may not do this"),
    404: gettext_lazy("There is nothing here that you may see"),
    405: gettext_lazy("This can't be done here"),
    409: gettext_lazy("This was done already, or it is too late"),
    413: gettext_lazy("The request is too large"),
    422: gettext_lazy("Some of the input can't be taken"),
}
# What pydantic finds, in words that say what to do. Others keep pydantic's own.
FAULTS = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_too_long": gettext_lazy("At most {max_length} characters."),
    "string_too_short": gettext_lazy("At least {min_length} characters."),
    "string_pattern_mismatch": gettext_lazy("This must match {pattern}."),
    "day": gettext_lazy("Write a day as YYYY-MM-DD."),
    "bool_type": gettext_lazy("Write true or false."),
    "literal_error": gettext_lazy("Choose one of {expected}."),
    "enum": gettext_lazy("Choose one of {expected}."),
    "too_long": gettext_lazy("At most {max_length} of them."),
    "too_short": gettext_lazy("At least {min_length} of them."),
}


class Fault(Schema):
    """One thing to mend. `field` is empty when it is about several together."""

    field: str
    detail: str


class Problem(Schema):
    """Why not. `errors` names the fields that can't be taken; `detail` says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = []


class Late(Exception):
    """It was done already, or the time for it is over: 409. The message says which."""


def answer(status: int, detail: str = "", errors: list[Fault] | None = None) -> HttpResponse:
    title = str(TITLES.get(status, gettext_lazy("It could not be done")))
    body = Problem(title=title, status=status, detail=detail, errors=errors or [])
    return HttpResponse(json.dumps(body.dict(), ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def take(form: BaseForm) -> dict[str, Any]:
    """What a form read, or 422 with what it says about each field."""
    if form.is_valid():
        return form.cleaned_data
    raise ValidationError({name: list(messages) for name, messages in form.errors.items()})


def refuse(faults: dict[str, str]) -> ValidationError:
    """422 for what a verb says must be mended: field to message."""
    return ValidationError({name: [message] for name, message in faults.items()})


def install(api: NinjaAPI) -> None:
    """Turn every refusal into a problem."""
    for kind, handler in {
        Http404: lambda request, fault: answer(404),
        PermissionDenied: lambda request, fault: answer(403, str(fault)),
        AuthorizationError: lambda request, fault: answer(403),
        AuthenticationError: _unknown,
        InputError: _wrong_input,
        ValidationError: _refused,
        Late: lambda request, fault: answer(409, str(fault)),
        HttpError: lambda request, fault: answer(fault.status_code),
        RequestDataTooBig: lambda request, fault: answer(413),
        SuspiciousOperation: lambda request, fault: answer(400),
        BadRequest: lambda request, fault: answer(400),
        MultiPartParserError: lambda request, fault: answer(400),
    }.items():
        api.add_exception_handler(kind, handler)


def _unknown(request: HttpRequest, fault: Exception) -> HttpResponse:
    response = answer(401, _("Send a token that is valid: Authorization: Bearer krets_…"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _wrong_input(request: HttpRequest, fault: InputError) -> HttpResponse:
    return _mend([Fault(field=_field(error["loc"]), detail=_words(error)) for error in fault.errors])


def _refused(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    if not hasattr(fault, "error_dict"):
        return _mend([Fault(field="", detail=" ".join(fault.messages))])
    found = fault.message_dict.items()
    return _mend(
        [Fault(field="" if name == "__all__" else name, detail=" ".join(messages)) for name, messages in found]
    )


def _mend(errors: list[Fault]) -> HttpResponse:
    return answer(422, _("Mend the fields named in errors and send it again."), errors)


def _field(loc: tuple[Any, ...]) -> str:
    """Where it stands in what was sent: without the part of the request and the argument's name."""
    inside = loc[2:] if loc[0] in ("body", "form") and len(loc) > 2 else loc[1:]
    return ".".join(map(str, inside))


def _words(error: dict[str, Any]) -> str:
    empty = error.get("ctx", {}).get("min_length") == 1
    words = FAULTS.get("missing" if empty else error["type"])
    return str(words).format(**error.get("ctx", {})) if words else str(error["msg"])
