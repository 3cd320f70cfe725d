"""Reads what was typed about an ask, an answer and a closing."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from krets.asks.models import Answer, Ask
from krets.cases import rules as cases
from krets.cases.models import Case
from krets.db.clock import today
from krets.db.keys import new_key
from krets.db.readers import Reader
from krets.networks.forms import GateFields
from krets.networks.models import Unit
from krets.networks.rules import may_post_in
from krets.people.models import Person, outline_in_words

_CODE = re.compile(r"(\d{2,8})(?:-\d)?")
_KEY = re.compile(r"([23456789abcdefghjkmnpqrstvwxyz]{12})/?\s*$")


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Each choice says how many read there."""

    def label_from_instance(self, unit: Any) -> str:
        n = number_format(unit.people, use_l10n=True, force_grouping=True)
        return ngettext("{unit} – {n} person", "{unit} – {n} people", unit.people).format(unit=unit.name, n=n)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput

    def clean(self, value: Any, initial: Any = None) -> Any:
        return [forms.FileField.clean(self, one, initial) for one in value or ()]


class OnceField(forms.CharField):
    """A name that the form gets when it is drawn, so that what is sent twice is taken once."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput, initial=new_key)

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        return f"form:{name}" if name else ""


class PostForm(GateFields):
    """Three fields, and more for who wants. `fields_of_ask` is what `actions.post` takes."""

    title = forms.CharField(
        label=_("What do you need to know?"),
        max_length=160,
        help_text=_("One question, as you would put it to a colleague."),
    )
    body = forms.CharField(
        label=_("Tell briefly"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-markdown": ""}),
        help_text=_("What it is about, and what would help: an example, a figure, a text to reuse."),
    )
    units = UnitsField(
        label=_("Where"), queryset=None, to_field_name="slug", widget=forms.CheckboxSelectMultiple
    )
    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=120,
        help_text=_("In plain words, or a CPV code of 2–8 digits."),
    )
    deadline = forms.DateField(
        label=_("Answers wanted by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    effect_sought = forms.CharField(
        label=_("What shall it lead to?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    failures_welcome = forms.BooleanField(label=_("What did not work is especially welcome"), required=False)
    tentative = forms.BooleanField(label=_("I am only thinking about it so far"), required=False)
    own_organisation_too = forms.BooleanField(label=_("Ask in my own organisation too"), required=False)
    unnamed = forms.BooleanField(label=_("Ask without my name"), required=False)
    once = OnceField()
    asked_about = forms.BooleanField(required=False, widget=forms.HiddenInput)

    optional = (
        "topic", "deadline", "effect_sought", "failures_welcome", "tentative", "own_organisation_too", "unnamed"
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Count("memberships", filter=Q(memberships__ended=None), distinct=True)
        mine = may_post_in(reader).values("pk")
        self.choices: QuerySet[Unit] = Unit.objects.filter(pk__in=mine).annotate(people=current)
        self.fields["units"].queryset = self.choices  # type: ignore[attr-defined]
        self.fields["unnamed"].help_text = f"{shown_as(person)} {guessable(person)}".strip()
        self.country = person.organisation.country if person.organisation else ""

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day is not None and day < today():
            raise forms.ValidationError(gettext("That day has passed. Choose a day to come, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words, codes = [], []
        for part in re.split(r"[,;]", cleaned.get("topic") or ""):
            code = _CODE.fullmatch(part.strip())
            if code:
                codes.append(code[1])
            elif part.strip():
                words.append(part.strip())
        cleaned["cpv"], cleaned["words"] = codes, ", ".join(words)
        return cleaned

    @property
    def fields_of_ask(self) -> dict[str, Any]:
        """Only after `is_valid()`."""
        plain = ("title", "body", "units", "deadline", "effect_sought", "cpv")
        chosen = ("failures_welcome", "tentative", "own_organisation_too", "unnamed")
        return {name: self.cleaned_data[name] for name in (*plain, *chosen)} | {
            "topic": self.cleaned_data["words"],
            "check": self.check,
            "message_id": self.cleaned_data["once"],
        }

    @property
    def has_optional(self) -> bool:
        """Whether "More about it" holds something, so that it stands open."""
        return any(self[name].value() for name in self.optional) or self["phase"].value() not in (None, "", "none")


class AnswerForm(GateFields):
    """Text, files, a case, and how it is told. `fields_of_answer` is what `actions.answer` takes."""

    body = forms.CharField(
        label=_("Your answer"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 7, "data-markdown": ""})
    )
    no_effect = forms.BooleanField(label=_("We tried it, and it had no effect"), required=False)
    attached = FilesField(label=_("Files"), required=False, help_text=_("Several at once, if you like."))
    case = forms.CharField(
        label=_("Link to an experience"),
        required=False,
        max_length=400,
        help_text=_("Paste its address, or choose one of your own."),
        widget=forms.TextInput(attrs={"list": "own-cases", "autocomplete": "off"}),
    )
    only_asker = forms.BooleanField(label=_("Only for the one who asks"), required=False)
    unnamed = forms.BooleanField(label=_("Answer without my name"), required=False)
    once = OnceField()
    asked_about = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "answer_%s"
        self.reader = reader
        self.fields["unnamed"].help_text = shown_as(person)
        self.country = person.organisation.country if person.organisation else ""

    def clean_case(self) -> Case | None:
        typed = self.cleaned_data["case"]
        if not typed:
            return None
        key = _KEY.search(typed)
        case = cases.published(self.reader).filter(key=key[1]).first() if key else None
        if case is None:
            raise forms.ValidationError(
                gettext("No experience that you can read has that address. Copy the address of its page.")
            )
        return case

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        case = cleaned.get("case")
        if cleaned.get("unnamed") and case is not None and case.writer_id == self.reader.person:
            self.add_error(
                "case", gettext("That experience carries your name. Leave it out, or answer with your name.")
            )
        return cleaned

    @property
    def fields_of_answer(self) -> dict[str, Any]:
        """Only after `is_valid()`; files are kept by the view."""
        names = ("body", "no_effect", "case", "only_asker", "unnamed")
        return {name: self.cleaned_data[name] for name in names} | {
            "check": self.check,
            "message_id": self.cleaned_data["once"],
        }

    @property
    def has_optional(self) -> bool:
        names = ("case", "only_asker", "unnamed")
        return any(self[name].value() for name in names) or self["phase"].value() not in (None, "", "none")


class CloseForm(forms.Form):
    """Which answers helped, what for, and what should become a case."""

    helped: Any = forms.ModelMultipleChoiceField(
        label=_("Which answers helped?"),
        queryset=None,
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    used_for = forms.CharField(
        label=_("What did you use them for?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who answered gets to know, and so does whoever reads the ask later."),
    )
    write_up = forms.ChoiceField(
        label=_("Should something be kept as an experience?"),
        required=False,
        help_text=_("An experience is found by the next colleague. You or the writer finish it in ten minutes."),
    )

    def __init__(self, *args: Any, ask: Ask, answers: "QuerySet[Answer]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {answer.key: answer for answer in answers}
        helped: Any = self.fields["helped"]
        helped.queryset, helped.label_from_instance = answers, in_short
        helped.initial = [one.key for one in self.answers.values() if hasattr(one, "thanks")]
        self.fields["used_for"].initial = "" if ask.is_open else ask.closing.used_for
        others = [(key, in_short(one)) for key, one in self.answers.items()]
        choices: Any = self.fields["write_up"]
        choices.choices = [
            ("", gettext("No, this is enough")),
            ("ask", gettext("I write up the whole ask myself")),
            *([(gettext("I invite the writer of"), others)] if others else []),
        ]

    @property
    def to_write_up(self) -> Answer | None:
        return self.answers.get(self.cleaned_data["write_up"])


class PassOnForm(forms.Form):
    """Whom to ask instead: an address, or for who is signed in a name."""

    to = forms.CharField(label=_("Who would know?"), max_length=200, help_text=_("Name or e-mail address."))


def in_short(answer: Answer) -> str:
    """Who answered and how it begins, on one line."""
    who = answer.outline or gettext("Without a name") if answer.unnamed else str(answer.writer or "")
    text = " ".join(answer.body.split())
    return f"{who}: {text if len(text) <= 90 else text[:89].rsplit(' ', 1)[0].rstrip('.,;:– ') + '…'}"


def shown_as(person: Person) -> str:
    """What stands in place of the name."""
    if person.organisation is None:
        return gettext("Nothing is shown in its place.")
    return gettext("Shown as: {outline}.").format(outline=outline_in_words(person.organisation.outline))


def guessable(person: Person) -> str:
    """A warning where an unnamed organisation can be guessed."""
    if person.organisation is None or cases.alike(person.organisation) >= cases.GUESSABLE:
        return ""
    return gettext("There are few like you in Krets, so colleagues may guess.")


def as_typed(form: type[forms.Form], typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """A draft's fields as a form's initial values."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(data, None, name)
        for name, field in form.base_fields.items()
        if name in typed and name not in ("once", "asked_about")
    }


def without_errors(form: forms.Form) -> forms.Form:
    """The form as filled in, its faults not mentioned: while somebody is still writing."""
    form.full_clean()
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    return form
