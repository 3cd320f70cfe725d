"""What people fill in to sign in, and about themselves."""

from krets.people.forms.entries import EntryCodeForm, EntryForm, NewEmployerForm
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
    "EntryCodeForm",
    "EntryForm",
    "NewEmployerForm",
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
