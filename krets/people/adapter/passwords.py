"""A password known from a breach is refused, by a list that the host has fetched: nobody is asked."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from krets.engines.breaches import holds


class Breached:
    """path: what `engines.breaches` reads. Without one Django's list of common passwords must do."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def validate(self, password: str, user: object = None) -> None:
        if self.path and holds(Path(self.path), password):
            raise ValidationError(
                _("This password has been in a leak somewhere, so others may try it. Choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return ""
