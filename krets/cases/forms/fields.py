"""Four kinds of fields, none of them required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = _("Choose")


def long(label: Any, limit: int, rows: int = 5, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=limit,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "data-markdown": True} if rows > 3 else {"rows": rows}),
    )


def line(label: Any, limit: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=limit, required=False)


def choice(label: Any, choices: Any, help_text: Any = "", none: Any = CHOOSE) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=False, choices=[("", none), *choices])


def date(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)
