"""What a token may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

SCOPES = ("read", "ask", "answer", "case")


def needs(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The token must carry this scope; `request.scopes` was set when the token was checked."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if scope not in getattr(request, "scopes", ()):
                raise PermissionDenied(f"The token lacks the scope '{scope}'.")
            return view(request, *args, **kwargs)

        return checked

    return decorate
