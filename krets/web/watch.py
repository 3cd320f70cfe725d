"""What a host watches for: refusals, each a line of `name=value` in the log called `krets.security`.

A line tells what was refused, whom it was about and where it came from, never a password, code, key, text or
address of e-mail: an address stands as a keyed digest, the same each time. `docs/operating.md` lists the lines.
"""

import logging
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from krets.web.limits import count

MANY = 10  # refused looks in a minute: people mistype an address, or follow an old link, less often
_log = logging.getLogger("krets.security")


def tell(event: str, request: HttpRequest | None = None, **facts: object) -> None:
    """Write a line. Facts are words and numbers of ours; what a visitor typed goes through `digest` first."""
    if request is not None:
        facts["from"] = _address(request)
    _log.warning("%s", " ".join([event, *(f"{name}={value}" for name, value in facts.items())]))


def digest(typed: str) -> str:
    """An address as it stands in the log: tells attempts on one from those on another, and no more."""
    return salted_hmac("krets.web.watch", typed.strip().casefold(), algorithm="sha256").hexdigest()[:12]


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell of somebody signed in who is refused again and again, as one is who tries what there is."""

    def watch(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in (403, 404):
            _note_refused(request, response.status_code)
        return response

    return watch


def _note_refused(request: HttpRequest, status: int) -> None:
    person = getattr(getattr(request, "reader", None), "person", None)
    if person is None:
        return
    refused = count("looks", f"person {person}")
    if refused % MANY == 0:
        door = request.resolver_match.url_name if request.resolver_match else ""
        tell("looks_refused", request, person=person, count=refused, last=status, door=door or "none")


def _address(request: HttpRequest) -> str:
    """What is watched must not fail for being watched: a server that tells no address gives none."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"
