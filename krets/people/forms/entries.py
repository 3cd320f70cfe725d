"""What somebody says who asks to be let in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def may_write_to(email: str) -> str:
    """So many letters a visitor may cause to an address; others, such as its owner, are not kept from it.

    Raises ValidationError.
    """
    pair = f"{get_adapter().get_client_ip(context.request)} {email.casefold()}"
    if not ratelimit.consume(context.request, action="letter_to_address", key=pair):
        raise get_adapter().validation_error("too_many_login_attempts")
    # Many machines together must not fill a letter box either, nor keep its owner from a code.
    known = get_adapter().knows_place(context.request, email)
    if not known and not ratelimit.consume(context.request, action="letters_to_address", key=email.casefold()):
        raise get_adapter().validation_error("too_many_letters")
    return email


class EmployerForm(forms.Form):
    """Where somebody works: the address proves it, or a person does."""

    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        help_text=_("We e-mail a code to it. An address at your employer is what best shows that you work there."),
    )
    employer = forms.CharField(
        label=_("Employer"),
        max_length=200,
        help_text=_("The municipality, region, authority, joint body or company."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    title = forms.CharField(
        label=pgettext_lazy("of a person", "Title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    covered = forms.BooleanField(
        label=_("My employer falls under procurement law"),
        required=False,
        help_text=_(
            "Municipalities, regions, wellbeing services counties, state authorities, and bodies and companies"
            " that they own or steer."
        ),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().casefold()
        if not ratelimit.consume(context.request, action="ask_entry"):
            raise get_adapter().validation_error("too_many_login_attempts")
        return may_write_to(email)

    def clean_covered(self) -> bool:
        if not self.cleaned_data["covered"]:
            raise ValidationError(
                _(
                    "Krets is for those who buy under procurement law. Suppliers and consultants can't be members;"
                    " they are invited to dialogues."
                )
            )
        return True

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("covered", "next")}


class EntryForm(EmployerForm):
    """The same of a stranger, who says their name first."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("What colleagues call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    field_order = ["name", "email", "employer", "title", "covered"]


class NewEmployerForm(EmployerForm):
    leaves_former = forms.BooleanField(
        label=_("I have left the employer I had"),
        required=False,
        help_text=_("Otherwise you work at both, and choose which one you write for."),
    )


class EntryCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        help_text=_("Capitals and dashes make no difference."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "spellcheck": "false",
                "autocapitalize": "characters",
            }
        ),
    )
