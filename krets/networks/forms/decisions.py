"""Reads what a unit decides: the matter, how it is voted on, what was counted, and the minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.networks.models import Ballot, Vote


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class DecisionForm(forms.Form):
    matter = forms.CharField(label=_("Matter"), max_length=200)
    proposal = forms.CharField(
        label=_("What is proposed"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    date = _day(label=_("Day of the meeting"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=160)


class MinutesForm(forms.Form):
    """Of a matter that is no draft any more: where and when, and what the minutes say."""

    date = _day(label=_("Day of the meeting"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=160)
    extract = forms.CharField(
        label=_("Extract of the minutes"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class HowForm(forms.Form):
    """By which rules a vote is counted."""

    counted = forms.ChoiceField(
        label=_("Who has a vote"), choices=Vote.Counted, widget=forms.RadioSelect, initial=Vote.Counted.PEOPLE,
        help_text=_("Of an organisation's colleagues the first who votes has voted for it."),
    )  # fmt: skip
    majority = forms.ChoiceField(
        label=_("What carries it"), choices=Vote.Majority, widget=forms.RadioSelect, initial=Vote.Majority.SIMPLE
    )
    quorum = forms.IntegerField(
        label=_("So many must vote, at least"), min_value=0, max_value=1_000_000, required=False,
        help_text=_("Empty: however few."),
    )  # fmt: skip
    quorum_percent = forms.IntegerField(
        label=_("So many percent of all must vote, at least"), min_value=0, max_value=100, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        return cleaned | {name: cleaned.get(name) or 0 for name in ("quorum", "quorum_percent")}


class OpenVoteForm(HowForm):
    how = forms.ChoiceField(
        label=_("How"),
        choices=[(how, Vote.How(how).label) for how in (Vote.How.OPEN, Vote.How.SECRET)],
        widget=forms.RadioSelect,
        initial=Vote.How.OPEN,
        help_text=_(
            "In an open vote all who read the matter see afterwards who said what. In a secret one nobody does."
        ),
    )
    field_order = ("how",)


class CountForm(HowForm):
    """What was counted at a meeting."""

    yes = forms.IntegerField(label=_("Yes"), min_value=0, max_value=1_000_000)
    no = forms.IntegerField(label=_("No"), min_value=0, max_value=1_000_000)
    abstain = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=1_000_000)
    everybody = forms.IntegerField(
        label=_("Votes in the room"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("Whether they were cast or not."),
    )
    field_order = ("yes", "no", "abstain", "everybody")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cast = sum(cleaned.get(name) or 0 for name in ("yes", "no", "abstain"))
        if cleaned.get("everybody") is not None and cast > cleaned["everybody"]:
            self.add_error("everybody", gettext("More votes were cast than there were."))
        return cleaned


class BallotForm(forms.Form):
    choice = forms.ChoiceField(label=_("Your vote"), choices=Ballot.Choice, widget=forms.RadioSelect)
