"""The addresses that belong to letters: what stands in them, and reading it back."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

_OWN = re.compile(r"(reply|leave|bounce)\+([0-9a-f]{32})", re.IGNORECASE)
_BOX = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
# What others expect of a mail domain, or what is ours: never a room's address.
RESERVED = frozenset({
    "abuse", "admin", "administrator", "bounce", "hostmaster", "info", "krets", "leave", "mailer-daemon",
    "no-reply", "noreply", "postmaster", "reply", "root", "security", "support", "webmaster",
})  # fmt: skip
_SALT = "krets.mail.unsubscribe"


@dataclass(frozen=True)
class Own:
    """One of our addresses: `use` is reply, leave, bounce, '' for the one that letters come from, or box for one
    that a room may have given to something: then `token` is what stands before the @."""

    use: str
    token: str = ""


def new_token() -> str:
    """128 bits that survive programs which write addresses in capitals."""
    return secrets.token_hex(16)


def own(use: str, token: str) -> str:
    return f"{use}+{token}@{settings.MAIL_DOMAIN}"


def read(address: str) -> Own | None:
    """What an address of ours says, or None when it is not ours. Asks no database."""
    local, _, domain = address.strip().strip("<>").rpartition("@")
    if address.strip().casefold() == sender().casefold():
        return Own("")
    if domain.casefold() != settings.MAIL_DOMAIN.casefold():
        return None
    found, name = _OWN.fullmatch(local), local.casefold()
    if found is not None:
        return Own(found[1].casefold(), found[2].casefold())
    return Own("box", name) if _BOX.fullmatch(name) and name not in RESERVED else None


def sender() -> str:
    """The address that letters come from."""
    return parseaddr(settings.MAIL_FROM)[1]


def clean(address: str) -> str:
    """An address that is safe in a header. Raises ValueError for what is none."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise ValueError("not an e-mail address") from fault
    return address


def thread(about: str) -> str:
    """The Message-ID that all letters about one thing refer to, so that mail programs keep them together."""
    name = hashlib.sha256(about.encode()).hexdigest()[:24]
    return f"<about.{name}@{settings.MAIL_DOMAIN}>"


def unsubscribe_url(email: str, kind: str) -> str:
    token = signing.dumps([email.casefold(), kind], salt=_SALT)
    return f"{settings.URL}{reverse('unsubscribe', args=[token])}"


def read_unsubscribe(token: str) -> tuple[str, str] | None:
    """The address and the kind that a link was made for; None when we did not make it."""
    try:
        email, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return email, kind


def mailto(address: str, subject: str) -> str:
    return f"mailto:{address}?subject={quote(subject)}"
