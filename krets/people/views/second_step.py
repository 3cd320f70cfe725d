"""Passkeys, an app's codes and reserve codes: allauth's views with our forms and pages, under allauth's names.

A passkey needs a script in the browser; the app and the reserve codes are the way in without.
"""

import json
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from krets.people import forms


class _WithOptions:
    """What the browser is to ask of a passkey, for the page's script: no data stands in scripts of ours."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        for options in given.pop("js_data", {}).values():
            given["options"] = json.dumps(options)
        return given


class _Authenticate(_WithOptions, base.AuthenticateView):  # type: ignore[misc]
    template_name = "people/mfa_authenticate.html"
    form_class = forms.StepForm
    webauthn_form_class = forms.PasskeyStepForm


class _ReauthenticateByPasskey(_WithOptions, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "people/account_reauthenticate.html"
    form_class = forms.AgainByPasskeyForm


class _AddPasskey(_WithOptions, webauthn.AddWebAuthnView):  # type: ignore[misc]
    template_name = "people/mfa_add_webauthn.html"
    form_class = forms.PasskeyForm


def _asking(view: Any, ask: Any, lead: Any, submit: Any, **more: Any) -> Any:
    """A page that asks whether one means it."""
    words = {"ask": ask, "lead": lead, "submit": submit}
    return view.as_view(template_name="people/mfa_confirm.html", extra_context=words, **more)


mfa_index = base.IndexView.as_view(template_name="people/mfa_index.html")
mfa_authenticate = _Authenticate.as_view()
mfa_reauthenticate = base.ReauthenticateView.as_view(
    template_name="people/account_reauthenticate.html", form_class=forms.AgainByCodeForm
)
mfa_reauthenticate_webauthn = _ReauthenticateByPasskey.as_view()
account_reauthenticate = ReauthenticateView.as_view(
    template_name="people/account_reauthenticate.html", form_class=forms.AgainForm
)
mfa_login_webauthn = webauthn.LoginWebAuthnView.as_view(form_class=forms.PasskeySignInForm)
mfa_activate_totp = totp.ActivateTOTPView.as_view(
    template_name="people/mfa_activate_totp.html", form_class=forms.AppForm
)
mfa_view_recovery_codes = codes.ViewRecoveryCodesView.as_view(template_name="people/mfa_view_recovery_codes.html")
mfa_add_webauthn = _AddPasskey.as_view()
mfa_deactivate_totp = _asking(
    totp.DeactivateTOTPView,
    _("Stop asking for the app's code?"),
    _("Then your password, or a code by e-mail, is enough to sign in."),
    _("Stop asking"),
)
mfa_generate_recovery_codes = _asking(
    codes.GenerateRecoveryCodesView,
    _("Make new reserve codes?"),
    _("Those you have stop working."),
    _("Make new codes"),
)
mfa_remove_webauthn = _asking(
    webauthn.RemoveWebAuthnView,
    _("Remove the passkey?"),
    _("It can't be used to sign in here any more."),
    _("Remove"),
    success_url=reverse_lazy("mfa_index"),
)
