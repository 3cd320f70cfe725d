from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from krets.cases.forms.fields import choice, line
from krets.cases.forms.parts import PartForm
from krets.cases.models import Case, Effect


class EffectForm(PartForm):
    indicator = line(_("What was measured"), 200, _("Such as deliveries on time, or invoices paid back."))
    kind = choice(_("Kind of effect"), Effect.Kind.choices)
    unit = line(_("Unit"), 40, _("Such as %, SEK million a year, days."))
    baseline = line(_("Baseline"), 80, _("What it was before. “None” is a baseline too."))
    target = line(_("Target"), 80)
    result = line(_("Result"), 80)
    period = line(pgettext_lazy("of an effect", "Period"), 80, _("Such as 12 months, or 2025–2026."))
    method = choice(_("Method"), Effect.Method.choices)
    confidence = choice(_("Confidence"), Effect.Confidence.choices, _("How sure are you of the figure?"))
    confidence_why = line(_("Why so sure, or unsure"), 200)
    measured_by = line(_("Measured by"), 120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(cleaned.values()):
            if not cleaned.get("indicator"):
                self.add_error("indicator", _("Say what was measured."))
            if not cleaned.get("kind"):
                self.add_error("kind", _("Choose the kind of effect."))
        return cleaned


class EffectRows:
    """The rows of effects on a page: those there are, and one more when asked for."""

    LONGEST = 40

    def __init__(self, forms: "list[EffectForm]") -> None:
        self.forms = forms

    @classmethod
    def of(cls, case: Case, more: str) -> "EffectRows":
        typed = case.typed.values.get("effects") if hasattr(case, "typed") else None
        rows = typed if typed is not None else list(case.effects.values(*EffectForm.base_fields))
        found = [
            EffectForm({f"{n}-{name}": value for name, value in row.items()}, prefix=str(n))
            for n, row in enumerate(rows)
        ]
        if more or not found:
            found.append(EffectForm(prefix=str(len(found))))
        for form in found:
            form.full_clean()
            form.fields["indicator"].required = form.fields["kind"].required = True
        return cls(found)

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> "EffectRows":
        """What a page sent: rows are numbered from 0 without gaps, or what follows the gap is not a row."""
        numbers = range(cls.LONGEST)
        return cls([EffectForm(data, prefix=str(n)) for n in numbers if f"{n}-indicator" in data])

    def raw(self, but: str = "") -> list[dict[str, Any]]:
        return [form.raw() for form in self.forms if form.prefix != but]

    def __iter__(self) -> "Iterator[EffectForm]":
        return iter(self.forms)
