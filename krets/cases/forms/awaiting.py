from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.cases.forms.fields import date as day
from krets.cases.models import Case
from krets.db.clock import today
from krets.networks.forms import YesNo, countries, said


class AwardForm(forms.Form):
    """Whether it is decided. `said` is what the verb takes."""

    decided = YesNo(label=_("Is the award decided, or the procurement cancelled?"))
    award_date = day(_("If yes: the date of the decision"))
    award_expected = day(_("If no: when shall we ask again?"), _("Empty: we don't ask again."))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """By itself it asks again when the standstill would be over, were the award decided today."""
        super().__init__(*args, **kwargs)
        law = countries().get(case.country)
        if law is not None:
            self.fields["decided"].label = said(law, law.awarded)
            self.fields["award_expected"].initial = today() + timedelta(days=law.standstill)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decided") is None:
            self.add_error("decided", gettext("Say whether it is decided."))
        elif cleaned["decided"] and "award_date" in cleaned:
            if cleaned["award_date"] is None:
                self.add_error(
                    "award_date", gettext("Give the date of the award decision or of the cancellation.")
                )
            elif cleaned["award_date"] > today():
                self.add_error("award_date", gettext("That day is still to come, so it is not decided."))
        elif not cleaned["decided"]:
            fault = expected_fault(cleaned.get("award_expected"))
            if fault:
                self.add_error("award_expected", fault)
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """Only after `is_valid()`."""
        decided = self.cleaned_data["decided"]
        return {"decided": decided, "on": self.cleaned_data["award_date" if decided else "award_expected"]}


def expected_fault(expected: date | None) -> str:
    """What is wrong with a day to ask again on; "" when nothing is."""
    past = expected is not None and expected <= today()
    return gettext("That day has passed. Choose a day to come, or leave it empty.") if past else ""
