"""Letters in: kept whole before anybody is told so."""

import hashlib
from email import message_from_bytes, policy
from email.utils import parseaddr

from django.conf import settings
from django.utils.module_loading import import_string

from krets.db.identity import acting_as, reaching
from krets.db.later import later
from krets.db.readers import Reader
from krets.mail import addresses
from krets.mail.models import Incoming, Letter

LIMIT = 25 * 1024 * 1024  # bytes


def is_ours(address: str) -> bool:
    """Whether letters to this address are taken: it is the one we send from, belongs to a letter of ours, or is
    one that a room has given to something."""
    own = addresses.read(address)
    with reaching("mail.intake"):
        if own is not None and own.use == "box":
            return bool(import_string(settings.KRETS_POSTBOX)(own.token))
        return own is not None and (not own.use or Letter.objects.filter(reply_token=own.token).exists())


def keep(recipients: list[str], raw: bytes, sender: str = "") -> list[int]:
    """Store a letter for each recipient and queue its reading. Committed when this returns.

    sender: the envelope's, where there is one. A letter that was kept before is not kept again.
    """
    with acting_as(Reader.of_system("mail.intake")):
        return [_keep(recipient, raw, sender) for recipient in dict.fromkeys(recipients)]


def _keep(recipient: str, raw: bytes, sender: str) -> int:
    incoming, new = Incoming.objects.get_or_create(
        digest=digest(raw, recipient),
        defaults={"sender": _short(sender), "recipient": _short(recipient), "raw": raw},
    )
    if new:
        later("mail.receive", incoming=incoming.pk)
    return incoming.pk


def digest(raw: bytes, recipient: str) -> str:
    """What makes a letter the same one: its Message-ID, its author and its recipient.

    The author is From in the letter, not the envelope's, which differs between SMTP and a mailbox. Without
    a Message-ID it is the bytes.
    """
    head = message_from_bytes(raw[:65536], policy=policy.compat32)
    message_id = str(head.get("Message-ID", "")).strip()
    author = parseaddr(str(head.get("From", "")))[1].casefold()
    name = f"{message_id}\n{author}" if message_id else hashlib.sha256(raw).hexdigest()
    return hashlib.sha256(f"{name}\n{recipient.strip().casefold()}".encode("utf-8", "replace")).hexdigest()


def _short(address: str) -> str:
    return address.replace("\x00", "")[:320]
