"""Reads what was typed about units."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.db.readers import Reader
from krets.networks.models import Unit
from krets.networks.rules import member_called
from krets.people.models import Organisation, Person
from krets.people.rules import organisation_of_address


class TakeDownForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only its writer reads it."),
    )


class InviteForm(forms.Form):
    """Whom a coordinator brings in. The organisation is known from colleagues' addresses if not named."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail at work"), max_length=254)
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        help_text=_("As its name is written here. Empty: the same as colleagues with the same kind of address."),
    )

    def clean_organisation(self) -> Organisation | None:
        named = self.cleaned_data["organisation"].strip()
        found = Organisation.objects.filter(name__iexact=named).first() if named else None
        if named and found is None:
            raise forms.ValidationError(
                _("We don't know that organisation. Check the spelling, or leave it empty.")
            )
        found = found or organisation_of_address(self.cleaned_data.get("email", ""))
        if found is not None and not found.covered:
            raise forms.ValidationError(
                gettext("That organisation does not fall under procurement law. Suppliers can't be members.")
            )
        return found


class ChargeForm(forms.Form):
    """Which member gets the charge of vouching; cleaned to the person."""

    who = forms.CharField(label=_("Name or e-mail address"), max_length=200)

    def __init__(self, *args: Any, unit: Unit, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.reader = unit, reader

    def clean_who(self) -> Person:
        found = member_called(self.reader, self.unit, self.cleaned_data["who"].strip())
        if found is None:
            raise forms.ValidationError(
                gettext("No member is called so, or several are. Try the address that they sign in with.")
            )
        return found


class WhyForm(forms.Form):
    """Why somebody who vouches wants to be told."""

    why = forms.CharField(
        label=_("Why do you need to know?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The writer reads this, and it stays written down."),
    )
