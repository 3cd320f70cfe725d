"""Reads what was typed about units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from krets.people.models import Organisation
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
        if not named:
            return organisation_of_address(self.cleaned_data.get("email", ""))
        found = Organisation.objects.filter(name__iexact=named).first()
        if found is None:
            raise forms.ValidationError(
                _("We don't know that organisation. Check the spelling, or leave it empty.")
            )
        return found
