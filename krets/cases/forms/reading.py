from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from krets.cases.forms.fields import choice, line, long
from krets.cases.models import Case
from krets.networks.forms import LookedOver
from krets.networks.models import Phase
from krets.people.models import Organisation


class ReuseForm(LookedOver):
    adapted = long(_("How did you adapt it?"), 2000, 4, _("What you took as it was, and what you changed."))
    result = long(
        _("What came of it?"), 2000, 4, _("It may be too early to tell; you can come back and fill it in.")
    )

    told = ("adapted", "result")


class ReviewForm(LookedOver):
    still_valid = forms.TypedChoiceField(
        label=_("Is it still valid?"),
        choices=[("yes", _("Yes, it still holds")), ("no", _("No, something has changed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = long(_("What has changed"), 2000, 4, _("Readers see this beside the case."))

    told = ("note",)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    @property
    def after_award(self) -> bool:
        return self.case.after_award


class FilterForm(forms.Form):
    """What a list of cases shows."""

    outcome = choice(_("Outcome"), Case.Outcome.choices, none=_("All"))
    kind = choice(_("Type of organisation"), Organisation.Kind.choices, none=_("All"))
    size = choice(_("Size"), Organisation.Size.choices, none=_("All"))
    theme = choice(_("Theme"), Case.Theme.choices, none=_("All"))
    phase = choice(_("Phase"), Phase.choices, none=_("All"))
    topic = line(_("Topic"), 80)
    unit = forms.SlugField(required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Like us first")), ("newest", _("Newest first"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"
