"""The doors in and out: allauth's views with our forms and pages, under allauth's names.

There is no open sign-up: one is invited to a network, known from its mailing list, or asks (`entries.py`).
"""

from typing import Any

from allauth.account import views
from django.http import HttpResponse

from krets.people import forms


class _RequestLoginCode(views.RequestLoginCodeView):  # type: ignore[misc]
    template_name = "people/account_request_login_code.html"
    form_class = forms.CodeRequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sign-in page's second button sends the address under that form's name."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "login" in kwargs.get("data", ()) and "email" not in kwargs["data"]:
            kwargs["data"] = {**kwargs["data"].dict(), "email": kwargs["data"]["login"]}
        return kwargs


class _ConfirmLoginCode(views.ConfirmLoginCodeView):  # type: ignore[misc]
    template_name = "people/account_confirm_login_code.html"
    form_class = forms.CodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session["shared"] = form.cleaned_data["shared"]
        response: HttpResponse = super().form_valid(form)
        return response


account_login = views.LoginView.as_view(template_name="people/account_login.html", form_class=forms.SignInForm)
account_logout = views.LogoutView.as_view(template_name="people/account_logout.html")
account_inactive = views.AccountInactiveView.as_view(template_name="people/account_inactive.html")
account_request_login_code = _RequestLoginCode.as_view()
account_confirm_login_code = _ConfirmLoginCode.as_view()
account_reset_password = views.PasswordResetView.as_view(
    template_name="people/account_reset_password.html", form_class=forms.ResetForm
)
account_reset_password_done = views.PasswordResetDoneView.as_view(
    template_name="people/account_reset_password_done.html"
)
account_reset_password_from_key = views.PasswordResetFromKeyView.as_view(
    template_name="people/account_reset_password_from_key.html", form_class=forms.NewPasswordForm
)
account_reset_password_from_key_done = views.PasswordResetFromKeyDoneView.as_view(
    template_name="people/account_reset_password_from_key_done.html"
)
account_change_password = views.PasswordChangeView.as_view(
    template_name="people/account_change_password.html",
    form_class=forms.ChangePasswordForm,
    success_url="/profile/",
)
account_set_password = views.PasswordSetView.as_view(
    template_name="people/account_change_password.html",
    form_class=forms.SetPasswordForm,
    success_url="/profile/",
)
