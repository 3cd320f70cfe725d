"""What every page's frame needs, without a query."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from krets.db.readers import STRANGER

_NAV = (
    ("start", _("Start")),
    ("asks", _("Asks")),
    ("cases", _("Cases")),
    ("units", _("Networks")),
    ("people", _("Colleagues")),
)
_NAV_STRANGERS = (("front", _("Start")), ("cases", _("Cases")), ("units", _("Networks")))


@dataclass(frozen=True)
class Link:
    url: str
    label: Any
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    reader = getattr(request, "reader", STRANGER)
    return {
        "reader": reader,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "nav": list(_links(request, _NAV_STRANGERS if reader.is_stranger else _NAV)),
    }


def _links(request: HttpRequest, names: tuple[tuple[str, Any], ...]) -> "list[Link]":
    links = []
    for name, label in names:
        try:
            url = reverse(name)
        except NoReverseMatch:  # an error page in a process that serves only a part
            continue
        here = request.path == url or (url != "/" and request.path.startswith(url))
        links.append(Link(url, label, here))
    return links
