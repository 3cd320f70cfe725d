"""Under which number an organisation keeps what is written."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RecordsNumberField(forms.CharField):
    """A face: the same question in each form that shares something. Readers are never shown it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Records number"),
            required=False,
            max_length=80,
            help_text=_("Under which number your organisation keeps this. Other readers don't see it."),
        )
