"""Texts that only this host can read: sealed by its secret key, opened by its former ones too."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(text: str, salt: str) -> str:
    """The same text is sealed differently each time. No time is in it, which Fernet would else write openly."""
    return _first(settings.SECRET_KEY, salt).encrypt_at_time(text.encode(), 0).decode()


def unseal(text: str, salt: str) -> str:
    """Raises `cryptography.fernet.InvalidToken` for what was not sealed here."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_first(key, salt) for key in keys]).decrypt(text.encode()).decode()


@lru_cache(maxsize=16)
def _first(key: str, salt: str) -> Fernet:
    digest = salted_hmac(salt, "seal", secret=key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
