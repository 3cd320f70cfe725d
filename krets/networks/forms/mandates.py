"""Reads who is trusted with what in a unit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.db.clock import today
from krets.db.readers import Reader
from krets.networks.models import Mandate, Unit
from krets.networks.rules import member_called, somebody_called
from krets.people.models import Person
from krets.people.rules import may_be_member


class _Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class _WhoForm(forms.Form):
    """Asks for a person by name or address: a member first, then anybody whom the reader may know."""

    who = forms.CharField(label=_("Name or e-mail address"), max_length=200)

    def __init__(self, *args: Any, unit: Unit, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.reader = unit, reader

    def clean_who(self) -> Person:
        words = self.cleaned_data["who"].strip()
        found = member_called(self.reader, self.unit, words) or somebody_called(self.reader, words)
        if found is None:
            raise forms.ValidationError(
                gettext("Nobody whom you may know is called so, or several are. Try the whole e-mail address.")
            )
        return found

    def refuse_suppliers(self, person: Person | None) -> None:
        if person is not None and not may_be_member(person):
            text = gettext(
                "Their employer does not fall under procurement law, so they can’t become a member here."
            )
            self.add_error("who", text)


class AppointForm(_WhoForm):
    """Who, what, and from when to when."""

    kind = forms.ChoiceField(label=_("Mandate"))
    since = _Day(label=_("First day"), required=False, help_text=_("Empty: today."))
    until = _Day(label=_("Last day"), required=False, help_text=_("Empty: until it is ended."))
    firm = forms.CharField(
        label=_("Firm"), required=False, max_length=160, help_text=_("For a secretariat outside the organisation.")
    )
    outside = forms.CharField(
        label=_("Whose programme council"), required=False, max_length=160, help_text=_("For a seat on one.")
    )

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind, Mandate.Kind(kind).label) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first = cleaned.get("since") or today()
        if cleaned.get("until") and cleaned["until"] < first:
            self.add_error("until", gettext("The last day comes before the first."))
        if cleaned.get("kind") in Mandate.OF_MEMBERS:
            self.refuse_suppliers(cleaned.get("who"))
        if cleaned.get("kind") == Mandate.Kind.COUNCIL and not cleaned.get("outside"):
            self.add_error("outside", gettext("Say whose programme council it is."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What `actions.appoint` takes. Only after `is_valid()`."""
        given = self.cleaned_data
        firm = given["firm"].strip() if given["kind"] == Mandate.Kind.SECRETARIAT else ""
        outside = given["outside"].strip() if given["kind"] == Mandate.Kind.COUNCIL else ""
        plain = {name: given[name] for name in ("kind", "since", "until")}
        return {**plain, "person": given["who"], "firm": firm, "outside": outside}


class RenewForm(forms.Form):
    """Until when a mandate lasts from now on."""

    until = _Day(label=_("Last day"), required=False, help_text=_("Empty: until it is ended."))

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day is not None and day < today():
            raise forms.ValidationError(gettext("That day has passed. End the mandate instead."))
        return day


class HandOverForm(_WhoForm):
    """To whom, which of the mandates, and what the successor needs to know."""

    mandates = forms.MultipleChoiceField(label=_("What is handed over"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("What your successor needs to know"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Read by you two, and by whoever appoints here. Nothing that an ongoing procurement keeps secret."
        ),
    )

    def __init__(self, *args: Any, offered: Iterable[Mandate], predecessor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.predecessor, self.offered = predecessor, {one.key: one for one in offered}
        self.fields["who"].label = gettext("Who takes over")
        field: Any = self.fields["mandates"]
        field.choices = [(key, f"{one}, {one.unit.name}") for key, one in self.offered.items()]
        field.initial = list(self.offered)

    def clean_who(self) -> Person:
        found = super().clean_who()
        if found == self.predecessor:
            raise forms.ValidationError(gettext("That is who hands over. Name who takes over."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(one.kind in Mandate.OF_MEMBERS for one in cleaned.get("mandates") or ()):
            self.refuse_suppliers(cleaned.get("who"))
        return cleaned

    def clean_mandates(self) -> list[Mandate]:
        return [self.offered[key] for key in self.cleaned_data["mandates"]]
