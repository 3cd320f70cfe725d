"""Reads what was typed about an answer, a closing, and whom to ask instead."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.asks import rules
from krets.asks.forms.parts import FilesField, OnceField, may_be_guessed, once_of, shown_as
from krets.asks.models import Answer, Ask
from krets.cases import rules as cases
from krets.cases.models import Case
from krets.db.readers import Reader
from krets.networks.forms import AudienceFields, GateFields, LookedOver, RecordsNumberField
from krets.networks.models import Width
from krets.people.models import Person
from krets.people.rules import named_in
from krets.web.paging import SIZE

_KEY = re.compile(r"([23456789abcdefghjkmnpqrstvwxyz]{12})/?\s*$")


OF_READERS = {Width.SAME: _("Everybody who reads the ask"), Width.UNITS: _("Some of those who read the ask")}


class AnswerForm(AudienceFields, GateFields):
    """Text, files, a case, who reads it, and how it is told. `fields_of_answer` is what `actions.answer` takes."""

    body = forms.CharField(
        label=_("Tell it as you would a colleague"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 7, "data-markdown": ""}),
    )
    no_effect = forms.BooleanField(label=_("We tried it, and it had no effect"), required=False)
    attached = FilesField(label=_("Files"), required=False, help_text=_("Several at once, if you like."))
    case = forms.CharField(
        label=_("Link to a case"),
        required=False,
        max_length=400,
        help_text=_("Words of it, or its address. Leave it empty and search to see your own."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("linkable"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#linkable",
                "hx-sync": "this:replace",
            }
        ),
    )
    unnamed = forms.BooleanField(label=_("Answer without my name"), required=False)
    number = RecordsNumberField()
    once = OnceField()

    told = ("body",)
    widths = (Width.SAME, Width.ASKER, Width.UNITS)
    called = OF_READERS

    def __init__(
        self, *args: Any, ask: Ask, reader: Reader, person: Person, choosing: bool = False, **kwargs: Any
    ) -> None:
        """choosing: whom it is for is chosen one by one, which takes some queries more."""
        super().__init__(*args, **kwargs)
        self.auto_id = "answer_%s"
        self.ask, self.reader, self.person = ask, reader, person
        if not self.is_bound and "unnamed" not in self.initial:
            self.initial["unnamed"] = rules.was_unnamed(ask, person)
        self.fields["unnamed"].help_text = shown_as(person)
        self.ask_as_in(person.organisation.country if person.organisation else "")
        self.fields["body"].help_text = self.warning
        self.same = ask.readers
        if choosing or self["audience"].value() == Width.UNITS:
            self.offer(reader, rules.narrower_units(reader, ask), same=ask.readers, among=ask.readers)

    def clean_case(self) -> Case | None:
        typed = self.cleaned_data["case"]
        if not typed:
            return None
        key = _KEY.search(typed)
        case = cases.published(self.reader).filter(key=key[1]).first() if key else None
        if case is None:
            raise forms.ValidationError(
                gettext("Choose one of the cases below, or paste the address of one that you can read.")
            )
        return case

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        case = cleaned.get("case")
        cleaned["unnamed"] = cleaned.get("unnamed") or rules.stays_unnamed(self.ask, self.person)
        if cleaned["unnamed"] and case is not None and case.writer_id == self.reader.person:
            self.add_error("case", gettext("That case carries your name. Leave it out, or answer with your name."))
        return cleaned

    @property
    def may_tell(self) -> bool:
        return may_be_guessed(self, self.person, self.ask.cpv)

    def names(self) -> list[str]:
        return named_in(self.cleaned_data["body"], self.person) if self.cleaned_data["unnamed"] else []

    @property
    def fields_of_answer(self) -> dict[str, Any]:
        """Only after `is_valid()`; files are kept by the view."""
        names = ("body", "no_effect", "case", "audience", "units", "people", "unnamed", "number")
        return {name: self.cleaned_data[name] for name in names} | {
            "check": self.check,
            "message_id": once_of(self.person, self.cleaned_data["once"]),
        }

    @property
    def has_optional(self) -> bool:
        chosen = self["audience"].value() != Width.SAME or self.offered
        return (
            chosen
            or any(self[name].value() for name in ("case", "unnamed"))
            or self["phase"].value() not in (None, "", "none")
        )


class Marked(forms.Select):
    """A list whose options carry the mark of their language. languages: by value."""

    languages: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if language := self.languages.get(str(value)):
            option["attrs"]["lang"] = language
        return option


class UsedForForm(LookedOver):
    """What came of it."""

    used_for = forms.CharField(
        label=_("What did you use them for?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who answered gets to know, and so does whoever reads the ask later."),
    )

    told = ("used_for",)

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask = ask

    @property
    def after_award(self) -> bool:
        return self.ask.after_award


class CloseForm(UsedForForm):
    """Which answers helped, what for, and what should become a case."""

    helped = forms.MultipleChoiceField(
        label=_("Which answers helped?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    write_up = forms.ChoiceField(
        label=_("Should something be kept as a case?"),
        required=False,
        help_text=_("A case is found by the next colleague. You or the writer finish it in ten minutes."),
        widget=Marked,
    )

    def __init__(self, *args: Any, ask: Ask, answers: "QuerySet[Answer]", reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, ask=ask, **kwargs)
        newest = list(answers.order_by("-posted", "-id")[: SIZE + 1])
        self.answers = {answer.key: answer for answer in reversed(newest[:SIZE])}
        helped: Any = self.fields["helped"]
        helped.choices = [(key, _marked(one, reader)) for key, one in self.answers.items()]
        helped.initial = [one.key for one in self.answers.values() if hasattr(one, "thanks")]
        if len(newest) > SIZE:
            helped.help_text = gettext("The newest are here. You can thank for the others on the page of the ask.")
        self.fields["used_for"].initial = "" if ask.is_open else ask.closing.used_for
        self.fields["used_for"].widget.attrs["lang"] = ask.language
        others = [(key, _in_short(one, reader)) for key, one in self.answers.items()]
        choices: Any = self.fields["write_up"]
        choices.widget.languages = {key: one.language for key, one in self.answers.items()}
        choices.choices = [
            ("", gettext("No, this is enough")),
            ("ask", gettext("I write up the whole ask myself")),
            *([(gettext("I invite the writer of"), others)] if others else []),
        ]

    def clean_helped(self) -> list[Answer]:
        return [self.answers[key] for key in self.cleaned_data["helped"]]


class PassOnForm(forms.Form):
    """Whom to ask instead: an address, or for who is signed in a name."""

    to = forms.CharField(label=_("Who would know?"), max_length=200, help_text=_("Name or e-mail address."))


def _in_short(answer: Answer, reader: Reader) -> str:
    """Who answered, as far as the reader may know, and how it begins, on one line."""
    if answer.unnamed:
        who = answer.outline or gettext("Without a name")
    else:
        who = str(answer.writer if reader.reads(answer.writer) else answer.organisation or "")
    text = " ".join(answer.body.split())
    begins = text if len(text) <= 90 else text[:89].rsplit(" ", 1)[0].rstrip(".,;:– ") + "…"
    return f"{who}: {begins}" if who else begins


def _marked(answer: Answer, reader: Reader) -> str:
    """The same, with the mark of its language."""
    text = _in_short(answer, reader)
    return format_html('<span lang="{}">{}</span>', answer.language, text) if answer.language else text
