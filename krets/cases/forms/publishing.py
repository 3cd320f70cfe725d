from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from krets.cases import rules
from krets.cases.forms.awaiting import expected_fault
from krets.cases.forms.fields import date, line
from krets.cases.models import Case, Document
from krets.db.readers import Reader
from krets.networks.forms import WHO_COULD_SEE, AudienceFields, GateFields, RecordsNumberField
from krets.networks.models import Check, Phase, Width
from krets.networks.rules import counted_units, units_in


class AttachForm(AudienceFields):
    widths = (Width.SAME, Width.UNITS)
    called = {Width.SAME: _("Everybody who reads the case"), Width.UNITS: _("Some of those who read the case")}

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Templates, requirement texts, question lists. Take out names of tenderers, prices and personal"
            " data first."
        ),
    )
    title = forms.CharField(
        label=_("What is it?"), max_length=160, help_text=_("The file is shown and downloaded under this name.")
    )
    licence = forms.ChoiceField(
        label=_("What may others do with it?"), choices=Document.Licence, initial=Document.Licence.CC_BY,
        widget=forms.RadioSelect,
    )  # fmt: skip
    suppliers_own = forms.TypedChoiceField(
        label=_("Whose is it?"),
        choices=[("no", _("Our own document")), ("yes", _("A supplier's or consultant's document"))],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    assessed_by = line(
        _("A supplier's document: who has judged whether it is secret?"),
        160,
        _("Name or function at your authority, and your register number."),
    )
    assessed_on = date(_("And when?"))

    def __init__(self, *args: Any, case: Case, reader: Reader, **kwargs: Any) -> None:
        """Of a draft publishing asks the gate's questions; what is added later is read at once and asks here."""
        super().__init__(*args, **kwargs)
        self.offer(reader)
        if case.published and case.about_one_procurement:
            self.fields["supplier_secrets"] = deepcopy(GateFields.base_fields["supplier_secrets"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "supplier_secrets" in self.fields:
            answer = Check(Phase.NEED, awarded=False, supplier_secrets=cleaned.pop("supplier_secrets", None))
            for name, message in answer.faults().items():
                self.add_error(name, message)
        cleaned.pop("whom", None)
        return cleaned


class PublishForm(AudienceFields, GateFields):
    """Who can read it, and the gate. `units` are those that the writer is a member of."""

    widths = (Width.UNITS, Width.BUYERS, Width.PUBLIC)
    somebody = False
    award_expected = date(
        _("If it is not decided: when do you expect it to be?"),
        _("We then ask you whether it is, so that you can tell how it went. Nothing is published by itself."),
    )
    unnamed = forms.BooleanField(label=_("Publish without my name and my organisation's"), required=False)

    number = RecordsNumberField()

    who_could_see = WHO_COULD_SEE

    @classmethod
    def of(
        cls, case: Case, data: Any, *, reader: Reader, labels: Mapping[str, Any], chosen: Mapping[str, Any]
    ) -> "PublishForm":
        """chosen: what was typed before people were looked up, if they were."""
        typed = case.typed.values if hasattr(case, "typed") else {}
        decided = typed.get("award_date") or case.award_date
        form = cls(
            data,
            reader=reader,
            kept=units_in(case.readers),
            labels=labels,
            initial={
                "phase": typed.get("phase") or case.phase or Phase.NONE,
                "awarded": "yes" if decided else None,
                "award_date": decided,
                "award_expected": case.award_expected,
                "audience": case.audience,
                "units": [unit.slug for unit in case.units.all()],
                "people": list(rules.named_people(case).values_list("key", flat=True)),
                "unnamed": case.unnamed,
                **chosen,
            },
        )
        form.ask_as_in(case.country)
        return form

    def __init__(
        self,
        *args: Any,
        reader: Reader,
        labels: Mapping[str, Any] | None = None,
        kept: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        """labels: for a width how many people it comes to. kept: units that the case is shared in already."""
        self.called = {Width(name): label for name, label in (labels or {}).items()}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.offer(reader, counted_units(reader, kept))

    @property
    def asked(self) -> dict[str, Any]:
        """What `actions.publish` takes."""
        plain = ("audience", "units", "people", "unnamed", "award_expected", "number")
        return {name: self.cleaned_data[name] for name in plain} | {"check": self.check}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        fault = expected_fault(cleaned.get("award_expected"))
        if fault and "check" in cleaned and cleaned["check"].before_award:
            self.add_error("award_expected", fault)
        return cleaned

    def mark_needed(self) -> None:
        """For the page: what is asked only after another answer is not optional once it is asked."""
        self.full_clean()
        for name in ("awarded", "award_date", "supplier_secrets"):
            self.fields[name].required = True

    def take(self, faults: Mapping[str, str]) -> dict[str, str]:
        """Show those faults that are about this page; the others are returned."""
        for name in set(faults) & set(self.fields):
            if name not in self.errors:
                self.add_error(name, faults[name])
        return {name: message for name, message in faults.items() if name not in self.fields}
