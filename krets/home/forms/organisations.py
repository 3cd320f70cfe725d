"""What is known of an organisation, and who works there."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.people.models import COUNTRIES, Organisation


def called(name: str) -> Organisation | None:
    """By its whole name as it is written here, or by its slug."""
    named = name.strip().replace("\x00", "")
    found = Organisation.objects.filter(name__iexact=named).order_by("pk").first()
    return found or Organisation.objects.filter(slug=named).first()


def free_slug(name: str) -> str:
    """Of the name; with a number when it is taken."""
    base = slugify(name)[:70] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | {"new"}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind)
    country = forms.ChoiceField(label=_("Country"), choices=[*COUNTRIES.items()], initial="SE")
    regions = forms.CharField(
        label=_("Regions"),
        required=False,
        max_length=800,
        help_text=_("As people call them, with commas between. A joint body may have several."),
    )
    nuts = forms.CharField(
        label=_("NUTS code"), required=False, max_length=5, help_text=_("Of where it has its seat: SE321.")
    )
    inhabitants = forms.IntegerField(
        label=_("Inhabitants"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Gives the size band. Leave it empty where nobody lives there, as at a state authority."),
    )
    website = forms.URLField(label=_("Web"), required=False, assume_scheme="https")
    covered = forms.BooleanField(
        label=_("Falls under procurement law"),
        required=False,
        initial=True,
        help_text=_("Only who works at an organisation that does can be a buyer here. A supplier does not."),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        facts = {name: getattr(organisation, name) for name in cls.base_fields}
        return cls(initial=facts | {"regions": ", ".join(organisation.regions)})

    def clean_regions(self) -> list[str]:
        regions = [" ".join(one.split()) for one in self.cleaned_data["regions"].split(",")]
        if any(len(one) > 80 for one in regions):
            raise forms.ValidationError(gettext("One of them is too long. Put commas between them."))
        return list(dict.fromkeys(filter(None, regions)))


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("What stands after @ in its addresses"),
        max_length=253,
        help_text=_(
            "Only what is the organisation's own: whoever has an address there is let in at once, as working"
            " there."
        ),
    )


class EntryDecisionForm(forms.Form):
    """Let somebody in as working somewhere, or not; with the reason either way."""

    organisation = forms.CharField(
        label=_("Works at"), required=False, max_length=200, help_text=_("As its name is written here.")
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=2000,
        help_text=_("It goes with the e-mail, and is kept: how you know, or why not."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Let them in")), ("no", _("Say no"))],
        widget=forms.RadioSelect,
    )
    verify = forms.BooleanField(label=_("Let others with such an address in at once from now on"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == "yes" and "organisation" in given:
            given["organisation"] = self._place(given["organisation"])
        return given

    def _place(self, named: str) -> Organisation | None:
        found = called(named) if named else None
        if found is None:
            self.add_error(
                "organisation",
                gettext("We don't know that organisation. Check the spelling, or register it first."),
            )
        elif not found.covered:
            self.add_error(
                "organisation", gettext("It does not fall under procurement law: suppliers can't be members.")
            )
        return found
