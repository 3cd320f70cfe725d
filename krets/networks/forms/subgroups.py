"""Reads what members type about subgroups."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.forms.gate import LookedOver
from krets.networks.models import Unit


class ProposeForm(LookedOver):
    """What a subgroup is to be called, and for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=400,
        help_text=_("One sentence, read by all who see the network."),
    )
    told = ("name", "purpose")

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if Unit.objects.filter(name__iexact=name).exclude(state=Unit.State.CLOSED).exists():
            raise forms.ValidationError(gettext("There is a network with that name. Choose another, or join it."))
        return name


class TopicForm(LookedOver):
    """What to take up."""

    title = forms.CharField(label=_("What to take up"), max_length=200)
    why = forms.CharField(
        label=_("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    told = ("title", "why")


class WatchForm(LookedOver):
    """What happens in the field."""

    title = forms.CharField(label=_("What happens"), max_length=200)
    link = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")
    why = forms.CharField(label=_("Why it matters"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    wide = forms.BooleanField(label=_("The whole network reads it, not only the subgroup"), required=False)
    told = ("title", "why")

    def clean_link(self) -> Any:
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(gettext("Begin with https://"))
        return link


class MeetingForm(LookedOver):
    """When, where and how the next meeting is."""

    text = forms.CharField(
        label=_("Next meeting"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When, where and how. Empty: nothing is said of it."),
    )
    told = ("text",)
