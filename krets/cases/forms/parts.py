from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from krets.cases.forms.fields import choice, date, line, long
from krets.cases.models import Case
from krets.cases.rules import AFTER_AWARD
from krets.networks.forms import GateFields, countries, said
from krets.networks.models import Phase
from krets.people.models import Organisation

LANGUAGES = [
    ("sv", _("Swedish")), ("fi", _("Finnish")), ("nb", _("Norwegian")), ("da", _("Danish")), ("en", _("English")),
]  # fmt: skip


# What the form does not call optional: `rules.publish_faults` says what is needed and when.
NEEDED = {
    "title", "summary", "phase", "subject", "themes", "aim", "what_we_did", "outcome", "what_went_wrong", "why",
    "advice", "authority_type", "authority_size", "language",
}  # fmt: skip


class PartForm(forms.Form):
    """One part of a case. What was typed and can't be taken is shown again, with what to do about it."""

    warning = GateFields.warning

    @classmethod
    def of(cls, case: Case) -> "PartForm":
        """Filled in with the case, and over it with what the writer typed since."""
        typed = case.typed.values if hasattr(case, "typed") else {}
        values = {name: _as_typed(name, typed.get(name, _value(case, name))) for name in cls.base_fields}
        if set(values).isdisjoint(typed):
            form = cls(initial=values)
        else:
            form = cls(values)
            for name in set(values) & set(typed):
                if case.is_draft and name not in form.errors:
                    form.add_error(name, _("This can't be taken as it stands."))
        form.fit(case)
        # Marked as needed only now: nothing is refused for being empty while it is written.
        for name in NEEDED & set(form.fields):
            form.fields[name].required = True
        return form

    def fit(self, case: Case) -> None:
        """Before the award, fields drawn from tenders do not exist, unless there is something to empty."""
        if law := countries().get(case.country):
            self.warning = said(law, law.warning)
            if "case_ref" in self.fields:
                self.fields["case_ref"].label = said(law, law.records_number)
        if case.before_award_as_typed:
            for name in AFTER_AWARD:
                if name in self.fields and not self[name].value():
                    del self.fields[name]

    def raw(self) -> dict[str, Any]:
        """What `actions.save` takes: clean where it could be cleaned, as typed where not."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, self[name].data) for name in self.fields}


class BeginForm(forms.Form):
    title = forms.CharField(
        label=_("What would a colleague search for?"),
        help_text=_("One line, such as “Gloves: the reserve stock that ate the saving”. You can change it later."),
        max_length=90,
    )


class PurchaseForm(PartForm):
    title = line(_("Title"), 90, _("What would a colleague search for?"))
    summary = long(
        _("Summary"), 400, 3, _("The need, what you did and what came of it, to be read in 20 seconds.")
    )
    phase = choice(_("Where does the procurement stand?"), Phase.choices)
    subject = line(_("What was bought"), 160, _("In plain words: school meals, gloves, cleaning."))
    cpv = forms.CharField(
        label=_("CPV code"),
        help_text=_("2 to 8 digits; several with a comma between. Leave it empty if you don't know."),
        required=False,
        max_length=200,
        validators=[RegexValidator(r"^(\d{2,8}(-\d)?[\s,;]*)+$", _("Write 2 to 8 digits, such as 90910000."))],
    )
    themes = forms.MultipleChoiceField(
        label=_("Theme"), required=False, choices=Case.Theme, widget=forms.CheckboxSelectMultiple
    )


class CourseForm(PartForm):
    aim = long(_("Aim"), 10_000, 4, _("What should change? Without an aim nobody can tell how it went."))
    what_we_did = long(_("What we did"), 20_000, 8)
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        help_text=_("All four help others just as much."),
        required=False,
        choices=Case.Outcome,
        widget=forms.RadioSelect,
    )
    what_went_wrong = long(
        _("What went wrong"),
        10_000,
        5,
        _("We ask everybody, also when it went well. What happened, and what did it lead to?"),
    )
    why = long(_("Why"), 10_000, 4)
    early_signs = long(_("Early signs"), 4000, 3, _("What could you have noticed in time?"))
    pitfall = line(
        _("Pitfall"),
        240,
        _("One sentence that stands in lists: “Count reserve stock in cubic metres, not in pieces.”"),
    )
    advice = long(_("Advice to others"), 10_000, 5, _("What would you do differently?"))


class OrganisationForm(PartForm):
    authority_type = choice(_("Type of organisation"), Organisation.Kind.choices)
    authority_size = choice(_("Size"), Organisation.Size.choices)
    region = forms.CharField(
        label=_("Region, NUTS code"),
        help_text=_("Such as SE322. Helps colleagues nearby to find it."),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^[A-Za-z]{2}[0-9A-Za-z]{0,3}$", _("Two letters and up to three digits."))],
    )
    language = choice(_("Language of the text"), LANGUAGES)
    may_be_contacted = forms.BooleanField(label=_("Colleagues may contact me about this"), required=False)
    contact = forms.EmailField(
        label=_("A shared mailbox to contact instead"),
        help_text=_("Such as procurement@… Shown to signed-in buyers only."),
        required=False,
    )


class MoreForm(PartForm):
    background = long(_("Background and need"), 10_000)
    choices = long(
        _("Choices and why"),
        10_000,
        5,
        _("Where you could have gone another way: what you chose, instead of what, and why."),
    )
    criteria_used = long(
        _("Requirements and criteria"),
        20_000,
        6,
        _("Requirements, award criteria, contract clauses or labels, word for word."),
    )
    transferability = long(_("Conditions for repeating"), 4000, 4, _("What must be in place to do the same?"))
    resources = long(_("Effort: time and cost"), 4000, 3, _("Hours, external cost, people who took part."))
    suppliers_view = long(_("Suppliers' view"), 4000, 4, _("How the market saw it. No prices."))
    contract_nature = choice(_("Nature of contract"), Case.Nature.choices)
    procedure = choice(_("Procedure"), Case.Procedure.choices)
    instrument = choice(_("Contract form"), Case.Instrument.choices)
    value = choice(_("Value"), Case.Value.choices, _("A band is enough."))
    currency = choice(_("Currency"), [(code, code) for code in ("SEK", "EUR", "NOK", "DKK", "ISK")])
    value_per_year = forms.BooleanField(label=_("The value is per year"), required=False)
    period_start = date(_("Contract or project from"))
    period_end = date(_("Contract or project to"))
    non_award_reason = choice(
        _("Reason for non-award"),
        Case.NonAward.choices,
        _("For a procurement, or part of one, that ended without a contract."),
    )
    notice_link = forms.URLField(
        label=_("Link to notice"), required=False, max_length=400, assume_scheme="https",
        help_text=_("On TED or in the national database."),
    )  # fmt: skip
    case_ref = line(_("Case reference"), 80, _("Your authority's own register number."))
    builds_on = forms.CharField(
        label=_("Builds on"),
        help_text=_("Addresses of cases here in Krets that you built on, one on each line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _value(case: Case, name: str) -> Any:
    return [other.key for other in case.builds_on.all()] if name == "builds_on" else getattr(case, name)


def _as_typed(name: str, value: Any) -> Any:
    """Codes and keys as one types them; themes stay a list, for their boxes."""
    if name in ("cpv", "builds_on") and isinstance(value, list):
        return ", ".join(map(str, value))
    return value
