"""Letters from an IMAP mailbox, for hosts whose mail server can't relay to us."""

import logging
import threading
from email import message_from_bytes, policy
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import close_old_connections, connections
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from krets.mail import addresses, intake

log = logging.getLogger(__name__)

PATIENCE = 15  # seconds we wait for the mailbox when we stop
_EVERY = 60  # seconds
_WHERE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To", "To", "Cc")


def follow(stop: threading.Event) -> None:
    """Fetch new letters each minute until told to stop. A mailbox that is away is tried again."""
    while not stop.is_set():
        try:
            close_old_connections()
            fetch(stop)
        except Exception:
            log.exception("The mailbox could not be read")
            connections.close_all()
        stop.wait(_EVERY)


def fetch(stop: threading.Event | None = None) -> int:
    """Keep each unseen letter, then mark it seen. How many there were."""
    count = 0
    with _open() as mailbox:
        for uid in mailbox.uids(AND(seen=False)):
            raw = _raw(mailbox, uid)
            if len(raw) <= intake.LIMIT:
                intake.keep([_recipient(raw)], raw)
            # Only now: a letter that was not committed is fetched again.
            mailbox.flag(uid, MailMessageFlags.SEEN, True)
            count += 1
            if stop is not None and stop.is_set():
                break
    return count


def _raw(mailbox: BaseMailBox, uid: str) -> bytes:
    """The letter byte for byte; imap-tools would hand it over parsed."""
    _answer, parts = mailbox.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")


def _recipient(raw: bytes) -> str:
    """Which address of ours it came to; the one we send from, when none is named."""
    head = message_from_bytes(raw[:65536], policy=policy.compat32)
    named = [str(value) for name in _WHERE for value in head.get_all(name, [])]
    own = [address for _name, address in getaddresses(named) if addresses.read(address) is not None]
    ours = (address for address in own if addresses.read(address) != addresses.Own("") and intake.is_ours(address))
    return next(ours, addresses.sender())


def _open() -> BaseMailBox:
    """`imaps://user:password@host:port/FOLDER`; `imap://` without encryption, for a server on this machine."""
    url = urlsplit(settings.MAIL_IMAP)
    host = url.hostname or "localhost"
    mailbox: BaseMailBox
    if url.scheme == "imaps":
        mailbox = MailBox(host, url.port or 993, timeout=30)
    else:
        mailbox = MailBoxUnencrypted(host, url.port or 143, timeout=30)
    folder = unquote(url.path.strip("/")) or "INBOX"
    return mailbox.login(unquote(url.username or ""), unquote(url.password or ""), initial_folder=folder)
