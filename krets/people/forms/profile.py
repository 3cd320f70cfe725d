"""What people tell about themselves."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from krets.db.clock import now
from krets.people.models import Audience, Availability, Person, ProfileField, Token

# Languages that colleagues write in here; each in its own words.
LANGUAGES = [
    (code, format_html('<span lang="{}">{}</span>', code, name))
    for code, name in {
        "sv": "svenska",
        "fi": "suomi",
        "en": "English",
        "nb": "norsk",
        "da": "dansk",
        "is": "íslenska",
        "et": "eesti",
        "de": "Deutsch",
    }.items()
]


def _audience(label: Any, *choices: Audience) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(choice.value, choice.label) for choice in choices])


class ProfileForm(forms.Form):
    """One's own profile. `fields_told` and `languages` are what the verb takes."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("What colleagues call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    formal_name = forms.CharField(
        label=_("Formal name"),
        max_length=200,
        required=False,
        help_text=_("As it stands in registers, if it is another. Whoever administers your networks sees it too."),
    )
    formal_name_audience = _audience(_("Who may see it"), Audience.ME, Audience.UNITS, Audience.BUYERS)
    title = forms.CharField(
        label=pgettext_lazy("of a person", "Title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    audience = _audience(_("Who may see name, title and organisation"), Audience.BUYERS, Audience.PUBLIC)
    languages = forms.MultipleChoiceField(
        label=_("Languages you read and write"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    experience = forms.CharField(
        label=_("Your experience"),
        max_length=4000,
        required=False,
        help_text=_("In your own words: what have you bought, what went well, what would you do differently?"),
        widget=forms.Textarea(attrs={"rows": 6, "data-markdown": True}),
    )
    experience_audience = _audience(_("Who may see it"), *Audience)
    topics = forms.CharField(
        label=_("Topics you gladly get questions about"),
        max_length=400,
        required=False,
        help_text=_("A few words with commas between: school meals, follow-up, electric cars."),
    )
    topics_audience = _audience(_("Who may see them"), *Audience)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    phone_audience = _audience(_("Who may see it"), Audience.ME, Audience.UNITS, Audience.BUYERS)
    email_audience = _audience(_("Who may see your e-mail address"), Audience.ME, Audience.UNITS, Audience.BUYERS)
    monthly_requests = forms.IntegerField(
        label=_("How many requests a month you accept"),
        min_value=0,
        max_value=60,
        help_text=_("Krets asks you for help no more often than this. 0: never."),
    )
    not_before = forms.DateField(
        label=_("No requests before"),
        required=False,
        help_text=_("When you are away, or busy with a procurement of your own."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    TOLD = ("formal_name", "experience", "topics", "phone")

    @classmethod
    def of(
        cls, person: Person, told: "dict[str, ProfileField]", availability: Availability | None
    ) -> "ProfileForm":
        """Filled with what is there; a field not told yet is offered to all buyers, contact to nobody."""
        shown = {name: told[name].text for name in cls.TOLD if name in told}
        audiences = {f"{name}_audience": field.audience for name, field in told.items()}
        initial = {
            "name": person.name,
            "title": person.title,
            "audience": Audience.PUBLIC if "public" in person.readers else Audience.BUYERS,
            "languages": person.languages,
            "formal_name_audience": Audience.ME,
            "experience_audience": Audience.BUYERS,
            "topics_audience": Audience.BUYERS,
            "phone_audience": Audience.ME,
            "email_audience": Audience.ME,
            "monthly_requests": availability.monthly_requests if availability else 4,
            "not_before": availability.not_before if availability else None,
        }
        return cls(initial=initial | shown | audiences)

    def fields_told(self, email: str) -> dict[str, tuple[str, str]]:
        """Field to text and audience. The address itself is the account's; here one chooses who sees it."""
        given = self.cleaned_data
        told = {name: (given[name], given[f"{name}_audience"]) for name in self.TOLD}
        return told | {"email": (email, given["email_audience"])}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("audience") != Audience.PUBLIC:
            for name in ("experience", "topics"):
                if given.get(name) and given.get(f"{name}_audience") == Audience.PUBLIC:
                    self.add_error(
                        f"{name}_audience",
                        _("Everybody can read this only if everybody may also see your name. Change one of them."),
                    )
        return given


class TokenForm(forms.Form):
    """A new key to the API."""

    DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("a year"))]

    name = forms.CharField(
        label=_("What is the key for?"),
        max_length=80,
        help_text=_("So that you know it again: our contract register."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Token.Scope,
        initial=[Token.Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label=_("How long does it work?"), choices=DAYS, coerce=int, initial=90)

    @property
    def expires(self) -> datetime:
        return now() + timedelta(days=self.cleaned_data["days"])
