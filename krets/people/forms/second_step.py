"""What people fill in for a second step: allauth's forms with our words."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from krets.people.forms.sign_in import plain

MOST_PASSKEYS = 10


class _OneCode:
    """Six digits from an app, or a reserve code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code"))  # type: ignore[arg-type]
        self.fields["code"].widget.attrs |= {"spellcheck": "false", "autofocus": True}
        self.fields["code"].help_text = _("Six digits from your app, or one of your reserve codes.")


class StepForm(_OneCode, AuthenticateForm):  # type: ignore[misc]
    pass


class AgainByCodeForm(_OneCode, ReauthenticateForm):  # type: ignore[misc]
    pass


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("The six digits that the app shows now"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class AgainForm(allauth.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password=_("Password"))
        self.fields["password"].help_text = ""


_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)  # what fido2 raises for what no browser sends


class _OneCredential:
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _MALFORMED:
            raise ValidationError(_("The browser gave us no passkey. Try again, or take another way.")) from None


class PasskeyStepForm(_OneCredential, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySignInForm(_OneCredential, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AgainByPasskeyForm(_OneCredential, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey opens the door alone, so it must have asked for a finger, a face or a PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name=_("What you call it"))
        self.fields["name"].max_length = 60
        self.fields["name"].help_text = _("So that you know it again, such as “my phone”.")
        del self.fields["passwordless"]

    def clean(self) -> Any:
        kind = Authenticator.Type.WEBAUTHN
        if Authenticator.objects.filter(user=self.user, type=kind).count() >= MOST_PASSKEYS:
            raise ValidationError(_("You have ten passkeys. Remove one first."))
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except _MALFORMED:
            raise ValidationError(_("The browser gave us no passkey. Try again, or take another way.")) from None
