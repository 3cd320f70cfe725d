"""Under which number an organisation keeps what is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from krets.networks.forms.law import countries, said


class RecordsNumberField(forms.CharField):
    """A face: the same question in each form that shares something. Readers are never shown it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Records number"),
            required=False,
            max_length=80,
            help_text=_("Under which number your organisation keeps this. Other readers don't see it."),
        )

    def ask_as_in(self, country: str) -> None:
        """In the word of the country, by its two letters, where there is a file of it."""
        if law := countries().get(country):
            self.label = said(law, law.records_number)
