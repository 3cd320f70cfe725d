"""Reads applications to found a unit: what is applied for, who signs, and which steps an association asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.forms.units import InviteForm
from krets.networks.models import Chain, Founding, Unit

MOST_STEPS = 5


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FoundingForm(forms.Form):
    """What is applied for. The area is a line for each region, as people call them."""

    name = forms.CharField(label=_("Name of the chapter"), max_length=160)
    purpose = forms.CharField(label=_("What it is for"), max_length=2000, widget=_text(3))
    area = forms.CharField(
        label=_("Area"),
        max_length=2000,
        widget=_text(4),
        help_text=_("One region on each line, as people call them."),
    )
    letter = forms.CharField(
        label=_("Why it is needed"),
        max_length=8000,
        widget=_text(8),
        help_text=_("To whoever decides. Who is asked to sign reads it, too."),
    )

    def clean_area(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["area"].splitlines()]
        regions = list(dict.fromkeys(line for line in lines if line))
        if len(regions) > 40 or any(len(region) > 80 for region in regions):
            raise forms.ValidationError(_("At most 40 regions of at most 80 characters each."))
        return regions


class SignatoryForm(InviteForm):
    """Whom to ask to sign. Where they work is part of the application."""

    title = forms.CharField(label=_("Job title"), max_length=160, required=False)
    field_order = ("name", "email", "title", "organisation")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned.get("organisation") is None:
            self.add_error("organisation", gettext("Say where they work: nobody here has such an address."))
        return cleaned


class StepForm(forms.Form):
    """Yes or no; a no says why. place: the number of the step in its chain, as it stood on the page."""

    place = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What do you say?"), choices=Founding.Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=4000,
        widget=_text(4),
        help_text=_("Who signed reads it, and so does whoever takes the next step."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("A no needs a reason."))
        return cleaned


class ChainForm(forms.Form):
    """The steps of an association, one below the other; an empty one is none."""

    signatories = forms.IntegerField(
        label=_("How many must sign, at least"),
        min_value=1,
        max_value=50,
        help_text=_("Whoever begins is one of them."),
    )
    opens_as = forms.ChoiceField(
        label=_("After a yes the space is"),
        choices=[(state, Unit.State(state).label) for state in Chain.OPENS_AS],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        given = {"signatories": chain.signatories, "opens_as": chain.opens_as}
        for place, step in enumerate(chain.steps):
            given |= {f"kind_{place}": step["kind"], f"who_{place}": step["who"]}
        super().__init__(*args, **kwargs)
        self.initial = given
        for place in range(MOST_STEPS):
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=gettext("Step {n}").format(n=place + 1),
                required=False,
                choices=[("", gettext("no further step")), *Chain.Kind.choices],
            )
            self.fields[f"who_{place}"] = forms.ChoiceField(
                label=gettext("Step {n}: by whom").format(n=place + 1), required=False, choices=Chain.Who.choices
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        steps = [
            {"kind": cleaned[f"kind_{place}"], "who": cleaned.get(f"who_{place}") or Chain.Who.BOARD}
            for place in range(MOST_STEPS)
            if cleaned.get(f"kind_{place}")
        ]
        if not any(step["kind"] in (Chain.Kind.DECIDE, Chain.Kind.MEETING) for step in steps):
            raise forms.ValidationError(gettext("Somebody must decide: the board, or a meeting."))
        return {"signatories": cleaned.get("signatories"), "opens_as": cleaned.get("opens_as"), "steps": steps}
