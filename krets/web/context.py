"""What every page's frame needs, without a query."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.translation import gettext_lazy as _

from krets.db.readers import STRANGER

_NAV = (
    ("start", _("Start")),
    ("asks", _("Asks")),
    ("cases", _("Cases")),
    ("units", _("Networks")),
    ("people", _("Colleagues")),
)
_NAV_RUNNING = (*_NAV, ("week", _("This week")))
_NAV_STRANGERS = (("front", _("Start")), ("cases", _("Cases")), ("units", _("Networks")))


@dataclass(frozen=True)
class Link:
    url: str
    label: Any
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    reader = getattr(request, "reader", STRANGER)
    runs = not reader.is_stranger and _runs_something(request)
    addresses = _addresses(
        _NAV_STRANGERS if reader.is_stranger else _NAV_RUNNING if runs else _NAV, get_resolver()
    )
    here = next((url for url, _ in addresses if _is_under(request.path, url)), "")
    return {
        "reader": reader,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "here": here,
        "runs": runs,
        "nav": [Link(url, label, url == here) for url, label in addresses],
    }


def _runs_something(request: HttpRequest) -> bool:
    """Read along with who is signed in, so that no page asks for it."""
    return bool(getattr(getattr(request.user, "person", None), "runs", False))


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


@lru_cache(maxsize=8)
def _addresses(names: tuple[tuple[str, Any], ...], resolver: URLResolver) -> list[tuple[str, Any]]:
    found = []
    for name, label in names:
        try:
            found.append((reverse(name), label))
        except NoReverseMatch:  # an error page in a process that serves only a part
            continue
    return found
