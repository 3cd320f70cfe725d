"""The three questions somebody new is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from krets.people.models import Audience, ProfileField


class AboutYouForm(forms.Form):
    """What one works with, gladly gets questions about, and is stuck in. `told` is what `people.tell` takes."""

    works_with = forms.CharField(
        label=_("What do you buy, or work with?"),
        max_length=4000,
        required=False,
        help_text=_(
            "A few lines as you would say it at a first coffee: school meals, IT, follow-up of agreements."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    works_with_audience = forms.ChoiceField(label=_("Who may see it"), choices=Audience)
    ask_me = forms.CharField(
        label=_("What may colleagues ask you about?"),
        max_length=400,
        required=False,
        help_text=_("A few words with commas between. Also what you did before this post."),
    )
    ask_me_audience = forms.ChoiceField(label=_("Who may see them"), choices=Audience)
    stuck = forms.CharField(
        label=_("What are you stuck in right now?"),
        max_length=2000,
        required=False,
        help_text=_("It becomes the draft of an ask. Nobody sees it before you post it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    FIELDS = {"works_with": ProfileField.Name.EXPERIENCE, "ask_me": ProfileField.Name.TOPICS}

    def __init__(self, *args: Any, fields: dict[str, ProfileField], public: bool, **kwargs: Any) -> None:
        """fields: what is told already, by name; public: everybody may see the name."""
        super().__init__(*args, **kwargs)
        self.public = public
        for name, field in self.FIELDS.items():
            known = fields.get(field)
            self.fields[name].initial = known.text if known else ""
            self.fields[f"{name}_audience"].initial = known.audience if known else Audience.BUYERS

    @property
    def told(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data
        return {str(field): (given[name], given[f"{name}_audience"]) for name, field in self.FIELDS.items()}

    @property
    def draft(self) -> dict[str, list[str]]:
        """As the form of an ask would have sent it: the first sentence is the question."""
        text = self.cleaned_data["stuck"].strip()
        first, _stop, rest = text.partition("\n")
        if len(first) > 160:
            return {"title": [""], "body": [text]}
        return {"title": [first.strip()], "body": [rest.strip()]} if text else {}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.FIELDS:
            if not self.public and given.get(name) and given.get(f"{name}_audience") == Audience.PUBLIC:
                self.add_error(
                    f"{name}_audience",
                    _("Everybody can read this only if everybody may also see your name. Change one of them."),
                )
        return given
