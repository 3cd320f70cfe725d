"""Reads what a new unit plans, and what it costs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.models import Guarantee, PollAnswer
from krets.networks.rules.start import DayOf

MOST_DAYS = 6
LARGEST = 100_000_000


class FirstMeetingForm(forms.Form):
    place = forms.CharField(label=_("Place"), required=False, max_length=160)
    agenda = forms.CharField(label=_("Agenda"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    brings = forms.CharField(
        label=_("Who brings what"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DatesForm(forms.Form):
    """Two to six days to choose from."""

    what = forms.CharField(label=_("What is it about?"), max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(MOST_DAYS):
            self.fields[f"day_{place}"] = forms.DateField(
                label=gettext("Day {n}").format(n=place + 1),
                required=place < 2,
                widget=forms.DateInput(attrs={"type": "date"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        days: list[date] = sorted({day for name, day in cleaned.items() if name.startswith("day_") and day})
        if not self.errors and len(days) < 2:
            raise forms.ValidationError(gettext("Give at least two days."))
        return {"what": cleaned.get("what", ""), "days": days}


class AnswerDatesForm(forms.Form):
    """Can, maybe or can't, for each day; cleaned to what is said of each, by its number."""

    def __init__(self, *args: Any, days: list[DayOf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in days:
            self.fields[f"says_{day.date.pk}"] = forms.ChoiceField(
                label=date_format(day.date.day, "l j F Y"),
                choices=PollAnswer.Says,
                widget=forms.RadioSelect,
                initial=day.mine or None,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        return {"says": {int(name.removeprefix("says_")): said for name, said in cleaned.items()}}


def _sum(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, initial=0, **more)


class BudgetForm(forms.Form):
    """Whole crowns or euros."""

    people = forms.IntegerField(label=_("How many take part"), min_value=1, max_value=10_000, initial=30)
    fee = _sum(_("Course leader's fee"))
    leader_travel = _sum(_("Course leader's journey and night"))
    room = _sum(_("Room"))
    food_each = _sum(_("Food and coffee, each"))
    course_each = _sum(_("The same course elsewhere, each"))
    travel_each = _sum(_("Journey there, each"))
    night_each = _sum(_("Night there, each"))
    income_each = _sum(_("What each pays to take part here"))


class GuaranteeForm(forms.Form):
    amount = forms.IntegerField(
        label=_("At most"), min_value=1, max_value=LARGEST, help_text=_("In whole crowns or euros.")
    )
    why = forms.CharField(label=_("What for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerGuaranteeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What do you say?"), choices=Guarantee.Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
