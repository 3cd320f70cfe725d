"""The gate: what every form asks that shares facts about a procurement. A face: other rooms' forms use it."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from krets.engines.countries import Country
from krets.engines.text.secrets import Hint, looks_secret
from krets.networks.forms.law import Text, countries, said
from krets.networks.forms.records import RecordsNumberField
from krets.networks.models import Check, Phase

YES_NO = (("yes", _("Yes")), ("no", _("No")))


# Said wherever somebody chooses to write without a name.
WHO_COULD_SEE = _(
    "Only those who vouch in your network can be given your name. You are then told who asked and why; the"
    " network's page says who they are. Your organisation's registrar can take out what you write, as the"
    " organisation's and without your name."
)


class YesNo(forms.TypedChoiceField):
    """Two equal choices, none chosen beforehand; cleaned to True, False or None."""

    called_up = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=YES_NO,
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            required=False,
            **kwargs,
        )


class _CalledUpDate(forms.DateField):
    called_up = True


class LookedOver(forms.Form):
    """Asks once about words that look drawn from tenders, `secrets`, and about what may tell who shares without
    a name, `telling` and `own_names`. It never blocks: who has looked goes on.

    Draw the question with `{% include "web/secrets.html" with secrets=form.secrets %}` inside the form.
    """

    told: tuple[str, ...] = ()  # the fields whose words others will read

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)  # "I have looked: nothing secret"

    @property
    def after_award(self) -> bool:
        """Whether the award is known, so that what was in the tenders may be told. Only after `is_valid()`."""
        return False

    @property
    def may_tell(self) -> bool:
        """Whether what was typed without a name may tell whose it is. Only after `is_valid()`."""
        return False

    @property
    def telling(self) -> bool:
        """Whether that is to be asked about: once, like `secrets`."""
        asked = self.is_bound and self.is_valid() and not self.cleaned_data["confirmed"]
        return asked and self.may_tell

    def names(self) -> list[str]:
        """Words of what was typed without a name that name its writer. Only after `is_valid()`."""
        return []

    @property
    def own_names(self) -> list[str]:
        """Those to be asked about: once, like `secrets`."""
        asked = self.is_bound and self.is_valid() and not self.cleaned_data["confirmed"]
        return self.names() if asked else []

    @property
    def looked_over(self) -> bool:
        """Whether nothing is left to be asked about."""
        return not self.secrets and not self.telling and not self.own_names

    @property
    def said(self) -> dict[str, Any]:
        """What the verb takes, without the question. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}

    @property
    def secrets(self) -> list[Hint]:
        """The words to look at before going on; none once somebody has."""
        if not self.is_bound or not self.is_valid() or self.cleaned_data["confirmed"] or self.after_award:
            return []
        return looks_secret("\n".join(str(self.cleaned_data[name]) for name in self.told))


class GateFields(LookedOver):
    """Phase, and for one procurement the two questions. `form.check` is what the verbs take.

    Draw it with `{% include "networks/gate.html" %}`. `form.ask_as_in` makes it ask as the law of the writer's
    country does.
    """

    law: Country | None = None
    warning: Text = _("Before an award, write neither how many tenders came in nor tenderers, prices or points.")
    outsiders: Text = _("A colleague in another organisation is an outsider too.")

    phase = forms.ChoiceField(label=_("Where does the procurement stand?"), choices=Phase, initial=Phase.NONE)
    awarded = YesNo(label=_("Is the award decided, or the procurement cancelled?"))
    award_date = _CalledUpDate(
        label=_("Date of the award decision or the cancellation"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    supplier_secrets = YesNo(
        label=_("Does the text or a file hold a supplier's business secrets?"),
        help_text=_("Such as unit prices, calculations, names of references, CVs."),
    )

    @property
    def check(self) -> Check:
        """The answers; only after `is_valid()`."""
        return self.cleaned_data["check"]  # type: ignore[no-any-return]

    @property
    def after_award(self) -> bool:
        return bool(self.check.awarded)

    def ask_as_in(self, country: str) -> None:
        """country: its two letters. Without a file for it the questions stay in general words."""
        law = self.law = countries().get(country)
        if law is None:
            return
        self.warning, self.outsiders = said(law, law.warning), said(law, law.outsiders)
        for name in ("awarded", "award_date", "supplier_secrets"):
            self.fields[name].label = said(law, getattr(law, name))
        self.fields["supplier_secrets"].help_text = said(law, law.supplier_secrets_help)
        for field in self.fields.values():
            if isinstance(field, RecordsNumberField):
                field.ask_as_in(country)

    @property
    def laws(self) -> list[tuple[Text, str]]:
        """The laws that the questions come from: name with section, and address."""
        here = self.law
        if here is None:
            return []
        return [
            (format_html("{} {}", said(here, one.name), said(here, one.section)), one.link) for one in here.laws
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "phase" not in cleaned or "award_date" not in cleaned:
            return cleaned
        check = Check.of(
            phase=cleaned["phase"],
            awarded=cleaned.get("awarded"),
            award_date=cleaned["award_date"],
            supplier_secrets=cleaned.get("supplier_secrets"),
        )
        for name, message in check.faults().items():
            self.add_error(name, message)
        cleaned["check"] = check
        return cleaned
