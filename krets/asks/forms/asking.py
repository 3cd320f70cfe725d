"""Reads what was typed about an ask."""

import re
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.asks.forms.parts import (
    FilesField,
    OnceField,
    may_be_guessed,
    once_of,
    shown_as,
)
from krets.db.clock import today
from krets.db.readers import Reader
from krets.networks.forms import AudienceFields, GateFields, RecordsNumberField
from krets.people.models import Person
from krets.people.rules import named_in

_CODE = re.compile(r"(\d{2,8})(?:-\d)?")


class PostForm(AudienceFields, GateFields):
    """Three fields, and more for who wants. `fields_of_ask` is what `actions.post` takes."""

    title = forms.CharField(
        label=_("What do you need to know?"),
        max_length=160,
        help_text=_("One question, as you would put it to a colleague."),
    )
    body = forms.CharField(
        label=_("Tell briefly"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-markdown": ""}),
        help_text=_("What it is about, and what would help: an example, a figure, a text to reuse."),
    )
    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=120,
        help_text=_("In plain words, or a CPV code of 2–8 digits."),
    )
    deadline = forms.DateField(
        label=_("Answers wanted by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    effect_sought = forms.CharField(
        label=_("What should it lead to?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    failures_welcome = forms.BooleanField(label=_("What did not work is especially welcome"), required=False)
    tentative = forms.BooleanField(label=_("I am only thinking about it so far"), required=False)
    own_organisation_too = forms.BooleanField(label=_("Ask in my own organisation too"), required=False)
    unnamed = forms.BooleanField(label=_("Ask without my name"), required=False)
    attached = FilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "Documents of your own, such as a draft of requirements. Before an award, nothing drawn from tenders."
        ),
    )
    number = RecordsNumberField()
    once = OnceField()

    told = ("title", "body", "effect_sought")
    optional = (
        "topic", "deadline", "effect_sought", "failures_welcome", "tentative", "own_organisation_too", "unnamed",
        "number",
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["units"].label = gettext("Where")
        self.offer(reader)
        self.fields["unnamed"].help_text = shown_as(person)
        self.ask_as_in(person.organisation.country if person.organisation else "")
        self.fields["body"].help_text = format_html("{} {}", self.fields["body"].help_text, self.warning)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day is not None and day < today():
            raise forms.ValidationError(gettext("That day has passed. Choose a day to come, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words, codes = [], []
        for part in re.split(r"[,;]", cleaned.get("topic") or ""):
            code = _CODE.fullmatch(part.strip())
            if code:
                codes.append(code[1])
            elif part.strip():
                words.append(part.strip())
        cleaned["cpv"], cleaned["words"] = codes, ", ".join(words)
        return cleaned

    @property
    def may_tell(self) -> bool:
        return may_be_guessed(self, self.person, self.cleaned_data["cpv"])

    def names(self) -> list[str]:
        said = "\n".join(self.cleaned_data[name] for name in ("title", "body", "topic", "effect_sought"))
        return named_in(said, self.person) if self.cleaned_data["unnamed"] else []

    @property
    def fields_of_ask(self) -> dict[str, Any]:
        """Only after `is_valid()`; files are kept by the view."""
        plain = ("title", "body", "units", "people", "deadline", "effect_sought", "cpv", "number")
        chosen = ("failures_welcome", "tentative", "own_organisation_too", "unnamed")
        return {name: self.cleaned_data[name] for name in (*plain, *chosen)} | {
            "topic": self.cleaned_data["words"],
            "check": self.check,
            "message_id": once_of(self.person, self.cleaned_data["once"]),
        }

    @property
    def has_optional(self) -> bool:
        """Whether "More about it" holds something, so that it stands open."""
        return any(self[name].value() for name in self.optional) or self["phase"].value() not in (None, "", "none")


def without_errors(form: forms.Form) -> forms.Form:
    """The form as filled in, its faults not mentioned: while somebody is still writing."""
    form.full_clean()
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    return form
