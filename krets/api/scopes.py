"""What a token may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from krets.db.identity import Request


class Call(Request):
    """A request with a key that was checked."""

    scopes: frozenset[str]


SCOPES = ("read", "ask", "answer", "case", "coordinate")


def needs(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The token must carry this scope; `request.scopes` was set when the token was checked."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if scope not in getattr(request, "scopes", ()):
                raise PermissionDenied(_("The token lacks the scope “{scope}”.").format(scope=scope))
            return view(request, *args, **kwargs)

        return say(**{"x-scope": scope})(checked)

    return decorate


def refuses(*statuses: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refusals that don't follow from what the operation takes, such as 409, for the description."""
    return say(**{"x-refuses": statuses})


def say(**extra: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Something for the operation's description; `assembly` turns it into OpenAPI."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        def add(operation: Operation) -> None:
            operation.openapi_extra = {**(operation.openapi_extra or {}), **extra}

        contribute_operation_callback(view, add)
        return view

    return decorate
