"""Fields that the forms of asks share."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from krets.db.clock import today
from krets.db.keys import new_key
from krets.networks.forms import WHO_COULD_SEE, GateFields
from krets.people import rules as people
from krets.people.models import Person, outline_in_words
from krets.people.rules import outline_of


class FilesInput(forms.FileInput):
    allow_multiple_selected = True
    plain = True  # it draws what its attributes say

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput

    def clean(self, value: Any, initial: Any = None) -> Any:
        return [forms.FileField.clean(self, one, initial) for one in value or ()]


class OnceField(forms.CharField):
    """A name that the form gets when it is drawn, so that what is sent twice is taken once.

    Draw it with `{% include "asks/_once.html" %}`.
    """

    def __init__(self) -> None:
        super().__init__(required=False, max_length=80, widget=forms.HiddenInput, initial=new_key)


def once_of(person: Person, name: str) -> str:
    """The same name under two people's forms, or programs' calls, is two names."""
    return f"form:{hashlib.sha256(f'{person.key}:{name}'.encode()).hexdigest()[:40]}" if name else ""


def storable(text: str) -> str:
    """Without the one character that PostgreSQL takes in no text."""
    return text.replace("\x00", "")


NOT_TYPED = {"csrfmiddlewaretoken", "step", "hit", "once", "confirmed"}


def as_kept(data: QueryDict) -> dict[str, list[str]]:
    """What was typed, as a draft keeps it: all values of each field."""
    typed = {name: values for name, values in data.lists() if name not in NOT_TYPED}
    return {storable(name): [storable(str(value)) for value in values] for name, values in typed.items()}


def as_typed(form: type[forms.Form], typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """A draft's fields as a form's initial values."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(data, None, name)
        for name, field in form.base_fields.items()
        if name in typed and name not in NOT_TYPED
    }


def shown_as(person: Person) -> str:
    """What stands in place of the name, and who could learn it."""
    outline = outline_in_words(outline_of(person.organisation, lately=True))
    shown = gettext("Shown as: {outline}.").format(outline=outline) if outline else ""
    shown = shown or gettext("Nothing is shown in its place.")
    return f"{shown} {WHO_COULD_SEE}"


def may_be_guessed(form: GateFields, person: Person, cpv: Sequence[str]) -> bool:
    """Whether what is shared without a name tells whose it is, by where, what and when."""
    unnamed = form.cleaned_data["unnamed"]
    return bool(unnamed) and people.may_be_guessed(person.organisation, cpv, form.check.award_date or today())
