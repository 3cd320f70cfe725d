"""Passkeys and one-time codes by allauth.mfa, with what is secret in them sealed by the host's key."""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from krets.web import watch


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not work. Try again with a new code, or with another passkey."),
        "cannot_generate_recovery_codes": gettext_lazy("Reserve codes need a second step to stand in for."),
    }

    def validation_error(self, code: str, *args: Any) -> Any:
        """Each code or passkey that is refused passes here."""
        if code in self.error_messages:
            watch.tell("sign_in_refused", context.request, by=f"second_step:{code}")
        return super().validation_error(code, *args)

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Krets"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The address that the host has given us, whatever Host the request came with."""
        return {"id": urlsplit(settings.URL).hostname or "localhost", "name": "Krets"}

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        return _("My passkey")


def _seal() -> MultiFernet:
    """Made of the host's secret key, and opened by its former ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(Fernet(base64.urlsafe_b64encode(_digest(key))) for key in keys)


def _digest(key: str | bytes) -> bytes:
    return salted_hmac("krets.people.second_step", "seal", secret=key, algorithm="sha256").digest()
