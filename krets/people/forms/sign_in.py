"""What people fill in to sign in: allauth's forms with our words."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from krets.people.forms.entries import may_write_to

_PASSWORD_HELP = _("At least 12 characters. A few words in a row work well, and you may paste it.")


def plain(form: forms.BaseForm, **labels: Any) -> None:
    """Labels say what a field is; texts inside the box vanish when they are needed."""
    for name, bound in form.fields.items():
        bound.widget.attrs.pop("placeholder", None)
        if name in labels:
            bound.label = labels[name]


class _OnAComputer(forms.Form):
    shared = forms.BooleanField(
        label=_("Others use this computer too"),
        required=False,
        help_text=_("Then you are signed out after two hours."),
    )


class SignInForm(_OnAComputer, allauth.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, login=_("E-mail"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        """Said of the session before it is signed in to, and once more after allauth made it a long one."""
        request.session["shared"] = self.cleaned_data["shared"]
        response = super().login(request, redirect_url=redirect_url)
        get_adapter().keep_short(request)
        return response


class _LetterToAddress:
    def clean_email(self) -> str:
        email: str = super().clean_email()  # type: ignore[misc]
        return may_write_to(email)


class CodeRequestForm(_LetterToAddress, allauth.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, email=_("E-mail"))
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class CodeForm(_OnAComputer, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("The code"))
        self.fields["code"].widget.attrs |= {
            "autofocus": True,
            "spellcheck": "false",
            "autocapitalize": "characters",
        }
        self.fields["code"].help_text = _("Capitals and dashes make no difference.")


class ResetForm(_LetterToAddress, allauth.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, email=_("E-mail"))


class _OnePassword:
    """A new password is typed once: one's letter box is there if the fingers slipped."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        plain(self, password1=_("New password"), oldpassword=_("The password you have"))  # type: ignore[arg-type]
        self.fields["password1"].help_text = _PASSWORD_HELP
        self.fields["password1"].widget.attrs |= {
            "data-strength": "",
            "data-least": "12",
            "data-short": _("Too short so far."),
            "data-weak": _("Easy to guess. Another word or two helps."),
            "data-good": _("Good enough."),
            "data-strong": _("Very good."),
        }
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].help_text = ""


class NewPasswordForm(_OnePassword, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(_OnePassword, allauth.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(_OnePassword, allauth.SetPasswordForm):  # type: ignore[misc]
    pass
