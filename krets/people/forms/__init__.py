"""What people fill in to sign in, and about themselves."""

from krets.people.forms.entries import EmployerForm, EntryCodeForm, EntryForm
from krets.people.forms.profile import (
    ProfileForm,
    TokenForm,
)
from krets.people.forms.second_step import (
    AgainByCodeForm,
    AgainByPasskeyForm,
    AgainForm,
    AppForm,
    PasskeyForm,
    PasskeySignInForm,
    PasskeyStepForm,
    StepForm,
)
from krets.people.forms.sign_in import (
    ChangePasswordForm,
    CodeForm,
    CodeRequestForm,
    NewPasswordForm,
    ResetForm,
    SetPasswordForm,
    SignInForm,
)

__all__ = [
    "AgainByCodeForm",
    "AgainByPasskeyForm",
    "AgainForm",
    "AppForm",
    "ChangePasswordForm",
    "CodeForm",
    "CodeRequestForm",
    "EmployerForm",
    "EntryCodeForm",
    "EntryForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PasskeySignInForm",
    "PasskeyStepForm",
    "ProfileForm",
    "ResetForm",
    "SetPasswordForm",
    "SignInForm",
    "StepForm",
    "TokenForm",
]
