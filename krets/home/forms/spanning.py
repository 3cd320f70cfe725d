"""What is filled in on pages that span rooms."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.activity.models import Hearing
from krets.home.rules import Period
from krets.networks.forms import RecordsNumberField
from krets.networks.models import Unit
from krets.web import moments

GENERAL = "general"  # no choice of its own: '' to the verb, which a required choice can't be


class NoticesForm(forms.Form):
    """How one hears in general, and of each of one's units."""

    general = forms.ChoiceField(label=_("In general"), choices=Hearing.How, widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Iterable[Unit], chosen: Mapping[int | None, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["general"].initial = chosen[None]
        self.units = {f"unit-{unit.slug}": unit for unit in units}
        for name, unit in self.units.items():
            self.fields[name] = forms.ChoiceField(
                label=unit.name,
                choices=[(GENERAL, _("as in general")), *Hearing.How.choices],
                initial=chosen.get(unit.pk, GENERAL),
            )

    @property
    def of_units(self) -> list[forms.BoundField]:
        return [self[name] for name in self.units]

    def changed(self, chosen: Mapping[int | None, str]) -> Iterator[tuple[int | None, str]]:
        """Unit's number (None: in general) and how, for what differs from before. The general one first."""
        if self.cleaned_data["general"] != chosen[None]:
            yield None, self.cleaned_data["general"]
        for name, unit in self.units.items():
            how = self.cleaned_data[name].replace(GENERAL, "")
            if how != chosen.get(unit.pk, ""):
                yield unit.pk, how


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "ds-input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class RecordsForm(forms.Form):
    """Which of an organisation's records. What can't be taken narrows nothing."""

    since = _day(_("From"))
    until = _day(_("Until"))
    numbers = forms.ChoiceField(
        label=_("Records number"),
        required=False,
        choices=[("", _("With and without")), ("with", _("With a number")), ("without", _("Without a number"))],
        widget=forms.Select(attrs={"class": "ds-input"}),
    )

    @property
    def period(self) -> Period:
        return Period(self._chosen("since"), self._chosen("until"))

    @property
    def numbered(self) -> bool | None:
        return {"with": True, "without": False}.get(self._chosen("numbers") or "")

    def _chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) if self.is_bound else None


class NumberForm(forms.Form):
    number = RecordsNumberField()

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number: Any = self.fields["number"]
        number.ask_as_in(country)


class EraseForm(forms.Form):
    """What is to go with oneself, and that one means it."""

    take_away = forms.MultipleChoiceField(
        label=_("Take away wholly"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Answers that others gave stay, and so does what you were thanked for."),
    )
    leave_units = forms.BooleanField(label=_("Leave without a coordinator"), required=False)
    word = forms.CharField(label=_("Type the word erase"), max_length=20)

    def __init__(self, *args: Any, items: Iterable[Any], units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["take_away"]
        choices.choices = [(item.key, _in_a_row(item)) for item in items]
        names = ", ".join(unit.name for unit in units)
        self.fields["leave_units"].help_text = names
        self.fields["leave_units"].required = bool(names)
        if not names:
            del self.fields["leave_units"]
        if not choices.choices:
            del self.fields["take_away"]

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip().casefold()
        if word != gettext("erase"):
            raise forms.ValidationError(gettext("Type the word as it stands above."))
        return word


def _in_a_row(item: Any) -> str:
    text = item.title if hasattr(item, "title") else f"{item.ask.title}: {item.body}"
    return f"{moments.words(item.posted)} · {Truncator(' '.join(text.split())).chars(90)}"
