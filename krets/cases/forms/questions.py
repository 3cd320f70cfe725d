"""What a reader asks the writer of a case, and what the writer replies."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from krets.cases import rules
from krets.cases.models import Case, Question, Reply
from krets.db.keys import new_key
from krets.networks.forms import WHO_COULD_SEE, LookedOver
from krets.people.models import Person, outline_in_words
from krets.people.rules import named_in, outline_of


class _AboutCase(LookedOver):
    """`once` is a name that the form gets when it is drawn, so that what is sent twice is taken once."""

    once = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput, initial=new_key)

    told = ("body",)

    def __init__(self, *args: Any, case: Case, person: Person, audience: str = "", **kwargs: Any) -> None:
        """audience: who reads the case, in words, for the choice that lets them read this too."""
        super().__init__(*args, **kwargs)
        self.case, self.person, self.audience = case, person, audience

    def _name_readers(self) -> None:
        readers: Any = self.fields["readers"]
        if self.audience:
            readers.choices = [
                (value, f"{label}: {self.audience}" if value == "all" else label)
                for value, label in readers.choices
            ]

    @property
    def after_award(self) -> bool:
        return self.case.after_award

    def of_once(self) -> str:
        """The same name under two people's forms is two names."""
        name = self.cleaned_data["once"]
        return f"form:{hashlib.sha256(f'{self.person.key}:{name}'.encode()).hexdigest()[:40]}" if name else ""


class QuestionForm(_AboutCase):
    """Proposes that only the writer reads it where something went wrong or no name is shown."""

    body = forms.CharField(
        label=_("What would you like to know?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    readers = forms.ChoiceField(
        label=_("Who may read question and reply?"),
        choices=[
            ("writer", _("Only whoever wrote the case")),
            ("all", _("All who read the case, if its writer agrees")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Nobody but its writer reads the question before it is replied to."),
    )  # fmt: skip
    unnamed = forms.BooleanField(label=_("Put the question without my name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].initial = "writer" if rules.asked_of_one(self.case) else "all"
        self._name_readers()
        outline = outline_in_words(outline_of(self.person.organisation, lately=True))
        shown = gettext("Shown as: {outline}.").format(outline=outline) if outline else ""
        shown = shown or gettext("Nothing is shown in its place.")
        self.fields["unnamed"].help_text = f"{shown} {WHO_COULD_SEE}"

    def names(self) -> list[str]:
        return named_in(self.cleaned_data["body"], self.person) if self.cleaned_data["unnamed"] else []

    @property
    def said(self) -> dict[str, Any]:
        return {
            "body": self.cleaned_data["body"],
            "may_be_shared": self.cleaned_data["readers"] == "all",
            "unnamed": self.cleaned_data["unnamed"],
            "once": self.of_once(),
        }


class ReplyForm(_AboutCase):
    """The writer's. Who may read it is asked only where the asker lets others read."""

    how = forms.ChoiceField(
        label=pgettext_lazy("a question", "How do you reply?"), choices=Reply.How, widget=forms.RadioSelect,
        initial=Reply.How.ANSWERED,
    )  # fmt: skip
    body = forms.CharField(
        label=_("Your reply"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("May be empty if you put it into the case, or would rather not."),
    )
    readers = forms.ChoiceField(
        label=_("Who may read question and reply?"),
        choices=[("asker", _("Only who asked")), ("all", _("All who read the case"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["readers"].initial = "asker" if rules.asked_of_one(self.case) else "all"
        self._name_readers()
        if not question.may_be_shared:
            del self.fields["readers"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == Reply.How.ANSWERED and not cleaned.get("body", "").strip():
            self.add_error("body", gettext("Write what you reply, or choose another way."))
        return cleaned

    def names(self) -> list[str]:
        return named_in(self.cleaned_data["body"], self.person) if self.case.unnamed else []

    @property
    def said(self) -> dict[str, Any]:
        return {
            "how": self.cleaned_data["how"],
            "body": self.cleaned_data["body"],
            "share": self.cleaned_data.get("readers") == "all",
            "once": self.of_once(),
        }
