"""Reads what an applicant answered, and what was decided."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from krets.engines.admission import OTHER, Facts, needed
from krets.networks.forms.gate import YES_NO
from krets.networks.models import Unit
from krets.networks.rules.criteria import asked, clauses_of, names_of

LONGEST = 2000


class ApplicationForm(forms.Form):
    """What a rule asks an applicant, a field a clause; nothing that Krets knows already. `answers` once valid."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, clauses: list[dict[str, Any]], facts: Facts, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.clauses = clauses
        self.groups: dict[str, list[str]] = {}
        for row, clause in zip(clauses, clauses_of(clauses), strict=True):
            if needed(clause, facts):
                self.fields[clause.id] = _field(row, alone=not clause.group)
                if clause.group:
                    self.groups.setdefault(clause.group, []).append(clause.id)

    def clean(self) -> dict[str, Any]:
        for names in self.groups.values():
            if not any(str(self.cleaned_data.get(name) or "") for name in names) and not (
                {*names} & self.errors.keys()
            ):
                self.add_error(names[0], gettext("Answer at least one of these."))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """What was typed that can be taken, as the rule takes it; what is empty is left out."""
        values = {name: str(value).strip() for name, value in self.cleaned_data.items() if value is not None}
        for row in self.clauses:  # nobody is nobody, not a question that was left out
            if row["kind"] == "invited" and row["id"] in values and not values[row["id"]]:
                values[row["id"]] = "no"
        return {name: value for name, value in values.items() if value}

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, right or wrong: a draft loses nothing."""
        return {name: str(self[name].value() or "")[:LONGEST] for name in self.fields}


class DecideForm(forms.Form):
    """Yes or no, and why; and why although a clause fails."""

    admit = forms.ChoiceField(
        label=_("Your decision"),
        choices=(("yes", _("Let them in")), ("no", _("Decline"))),
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads this."),
    )
    exempt = forms.CharField(
        label=_("Why they are let in although the rule does not hold"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you make an exception. The members read this, not the answers."),
    )

    def __init__(self, *args: Any, failing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.failing = failing
        if not failing:
            del self.fields["exempt"]

    def clean(self) -> dict[str, Any]:
        read = self.cleaned_data
        if self.failing and read.get("admit") == "yes" and not read.get("exempt", "").strip():
            self.add_error("exempt", gettext("Say why: a clause of the rule does not hold."))
        return read


class AppealForm(forms.Form):
    """Why it should be looked at again."""

    why = forms.CharField(
        label=_("What should be looked at again?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Somebody else than the one who declined reads it and decides."),
    )


def _field(row: Mapping[str, Any], *, alone: bool) -> forms.Field:
    """alone: no other clause can stand in for this one."""
    label, kind = asked(row), row["kind"]
    if kind == "share":
        help_text = gettext("A whole number from 0 to 100.")
        return forms.IntegerField(label=label, required=alone, min_value=0, max_value=100, help_text=help_text)
    if kind == "region":
        places = [(one, one) for one in row["among"]] + [(OTHER, gettext("Somewhere else"))]
        widget: Any = forms.RadioSelect if len(places) <= 12 else forms.Select
        choices = places if widget is forms.RadioSelect else [("", ""), *places]
        return forms.ChoiceField(label=label, required=alone, choices=choices, widget=widget)
    if kind == "level":
        return forms.ChoiceField(label=label, required=alone, choices=Unit.Level.choices, widget=forms.RadioSelect)
    if kind == "role":
        like = gettext("For example: {names}.").format(names=", ".join(names_of(row))) if row["among"] else ""
        return forms.CharField(label=label, required=alone, max_length=120, help_text=like)
    if kind == "invited":
        help_text = pgettext(
            "who invited you", "Their name: whoever decides may ask them. Leave it empty if nobody has."
        )
        return forms.CharField(label=label, required=False, max_length=120, help_text=help_text)
    if kind == "text":
        box = forms.Textarea(attrs={"rows": 4})
        needed_too = alone and not row.get("optional")
        return forms.CharField(label=label, required=needed_too, max_length=LONGEST, widget=box)
    return forms.ChoiceField(label=label, required=alone, choices=YES_NO, widget=forms.RadioSelect)
