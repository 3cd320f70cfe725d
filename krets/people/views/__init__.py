"""Pages about oneself, and the doors in and out."""

from krets.people.views.profile import create_token, language, profile, revoke_token, tokens
from krets.people.views.sign_in import (
    account_change_password,
    account_confirm_login_code,
    account_inactive,
    account_login,
    account_logout,
    account_request_login_code,
    account_reset_password,
    account_reset_password_done,
    account_reset_password_from_key,
    account_reset_password_from_key_done,
    account_set_password,
    account_signup,
)

__all__ = [
    "account_change_password",
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "create_token",
    "language",
    "profile",
    "revoke_token",
    "tokens",
]
