"""What one can unsubscribe from. Each room names its kinds of letters in its `apps.py`:

letter_kinds = {"suggestion": Kind(_("requests to help"), _("You get this letter because …"))}
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`name` completes "You get no more letters of the kind: …"; `why` is a sentence for the letter's foot."""

    name: Any
    why: Any


GENERAL = Kind(_("e-mails like this one"), _("You get this because you take part in Krets."))


def of(kind: str) -> Kind:
    for app in apps.get_app_configs():
        found: Kind | None = getattr(app, "letter_kinds", {}).get(kind)
        if found is not None:
            return found
    return GENERAL
