"""Reads the three steps of waking a unit."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.models import Restart, Unit
from krets.networks.rules import last_active
from krets.people import rules as people
from krets.people.models import Person


class HostsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    years: Mapping[int, int] = {}

    def label_from_instance(self, person: Any) -> str:
        name = f"{person.name}, {person.organisation}" if person.organisation else str(person.name)
        year = self.years.get(person.pk)
        return gettext("{name} – last active {year}").format(name=name, year=year) if year else name


class WhoForm(forms.Form):
    """Step 1: who takes it on."""

    hosts = HostsField(
        label=_("Who takes it on?"),
        queryset=Person.objects.none(),
        to_field_name="key",
        help_text=_("Two or three, so that it does not rest on one."),
    )

    def __init__(self, *args: Any, unit: Unit, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = last_active(unit)
        members = people.visible(reader).filter(pk__in=years).select_related("organisation")
        field: Any = self.fields["hosts"]
        field.years, field.queryset = years, members.order_by("sort_key", "pk")


class WhatForm(forms.ModelForm):  # type: ignore[type-arg]
    """Step 2: what for, where and when."""

    class Meta:
        model = Restart
        fields = ("purpose", "place", "days")
        labels = {
            "purpose": _("What is it for now?"),
            "place": _("Where could you meet?"),
            "days": _("Which days could it be?"),
        }
        help_texts = {"days": _("Two or three to choose from. They are tentative until you say otherwise.")}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class LetterForm(forms.ModelForm):  # type: ignore[type-arg]
    """Step 3: what the members are told."""

    class Meta:
        model = Restart
        fields = ("letter", "state")
        labels = {"letter": _("A few words to the members"), "state": _("What is it until you have met?")}
        widgets = {"letter": forms.Textarea(attrs={"rows": 6}), "state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = (Unit.State.TENTATIVE, Unit.State.ACTIVE)
        self.fields["state"].choices = [(s.value, s.label) for s in states]  # type: ignore[attr-defined]
