"""Reads what is typed by whoever runs a unit: what it is, how it is reached, which state it is in."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.models import ContactLine, Unit

LANGUAGES = [
    ("sv", _("Swedish")),
    ("fi", _("Finnish")),
    ("nb", _("Norwegian")),
    ("da", _("Danish")),
    ("en", _("English")),
]
TOLD_TO = [
    (Unit.KnownTo.PUBLIC.value, Unit.KnownTo.PUBLIC.label),
    (Unit.KnownTo.BUYERS.value, Unit.KnownTo.BUYERS.label),
    (Unit.KnownTo.MEMBERS.value, Unit.KnownTo.MEMBERS.label),
]


class AreaField(forms.CharField):
    """Regions as people call them, one a line or with commas between; cleaned to a list."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        parts = [" ".join(part.split()) for part in typed.replace(",", "\n").splitlines()]
        return [part[:80] for part in dict.fromkeys(parts) if part]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class AboutUnit(forms.Form):
    """What is said of a unit when it is founded, and later."""

    name = forms.CharField(label=_("Name"), max_length=160)
    purpose = forms.CharField(
        label=_("What is it for?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rule = forms.CharField(
        label=_("Who may join"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    area = AreaField(
        label=_("Regions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As people call them, one a line. Leave it empty for a unit without an area."),
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("Both, or neither")), *Unit.Level.choices]
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    known_to = forms.ChoiceField(
        label=_("Who may know of it?"),
        choices=Unit.KnownTo.choices,
        help_text=_("What is shared in it is read by its members alone, whatever you choose."),
    )


class FoundForm(AboutUnit):
    """A unit inside another."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Unit.Kind.choices)
    slug = forms.SlugField(
        label=_("Name in its address"),
        required=False,
        max_length=80,
        help_text=_("Small letters and hyphens. Leave it empty and it is made of the name."),
    )
    state = forms.ChoiceField(
        label=_("How does it begin?"),
        choices=[
            (Unit.State.ACTIVE.value, Unit.State.ACTIVE.label),
            (Unit.State.TENTATIVE.value, Unit.State.TENTATIVE.label),
            (Unit.State.PROPOSED.value, Unit.State.PROPOSED.label),
        ],
    )

    field_order = ["name", "kind", "purpose"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        slug = cleaned.get("slug") or slugify(cleaned.get("name", ""))[:80].strip("-")
        if "name" in cleaned and not slug:
            self.add_error("slug", gettext("Use the letters a to z."))
        return cleaned | {"slug": slug}


class EditUnitForm(AboutUnit):
    """What a unit is for, and what is said of it in public."""

    map_for = forms.ChoiceField(
        label=_("Who sees whose staff is in it?"),
        choices=Unit.MapFor.choices,
        help_text=_("The map shows organisations, never people. Where few are members, it tells who they are."),
    )
    meeting = forms.CharField(
        label=_("Next open meeting"),
        required=False,
        max_length=200,
        help_text=_("One that guests may come to. It goes from the page when its day is over."),
    )
    meeting_on = forms.DateField(
        label=_("On what day?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    meeting_url = forms.URLField(
        label=_("Link to more about it"), required=False, max_length=300, assume_scheme="https"
    )
    quiet_days = forms.IntegerField(
        label=_("Days of silence before it is asked whether it sleeps"),
        min_value=0,
        max_value=3650,
        help_text=_("0: it is never asked."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("meeting") and not cleaned.get("meeting_on") and "meeting_on" not in self.errors:
            self.add_error("meeting_on", gettext("Say on what day: when it is over, it goes from the page."))
        return cleaned


class ContactForm(forms.Form):
    """One text and one choice of readers for each line of the card."""

    HELP = {
        ContactLine.Name.WHO: _("A name, or a role such as “the secretariat”."),
        ContactLine.Name.EMAIL: _("Machines that collect addresses don't find it."),
        ContactLine.Name.HOURS: _("For example: safest 10–12 on weekdays."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ContactLine.Name:
            kind = forms.EmailField if name == ContactLine.Name.EMAIL else forms.CharField
            self.fields[name.value] = kind(
                label=name.label, required=False, max_length=200, help_text=self.HELP.get(name, "")
            )
            self.fields[f"{name.value}_to"] = forms.ChoiceField(
                label=_("For whom?"), choices=TOLD_TO, required=False, initial=Unit.KnownTo.MEMBERS.value
            )

    @property
    def lines(self) -> dict[str, tuple[str, str]]:
        """What `actions.show_contact` takes."""
        read = self.cleaned_data
        return {
            name.value: (read[name.value], read[f"{name.value}_to"] or Unit.KnownTo.MEMBERS.value)
            for name in ContactLine.Name
        }


class StateForm(forms.Form):
    """Which state comes next, and why. `follows`: those that may."""

    state = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever may know of it reads this."),
    )

    def __init__(self, *args: Any, follows: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state, Unit.State(state).label) for state in follows]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
