"""The door for letters: SMTP on MAIL_LISTEN, behind any mail server that relays our domain to it.

A sender hears 250 only when the letter is committed. When we can't keep it they hear 451 and try again.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections, connections

from krets.mail import fetch, intake

log = logging.getLogger(__name__)

_NOT_HERE = "550 5.1.1 No letters are taken for this address"
_LATER = "451 4.3.0 Not now, please try again"


def serve() -> None:
    """Receive letters, by SMTP and from the mailbox MAIL_IMAP if one is set, until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    host, _colon, port = settings.MAIL_LISTEN.rpartition(":")
    door = Door(host or "127.0.0.1", int(port))
    door.start()
    poller = threading.Thread(target=fetch.follow, args=(stop,), name="mailbox", daemon=True)
    if settings.MAIL_IMAP:
        poller.start()
    stop.wait()
    door.stop()
    if poller.is_alive():
        poller.join(fetch.PATIENCE)


class Door(Controller):
    """The SMTP listener in a thread of its own: `.start()`, `.stop()`."""

    def __init__(self, host: str, port: int) -> None:
        self.keeper = _Keeper()
        super().__init__(self.keeper, hostname=host, port=port, ready_timeout=20)

    def factory(self) -> SMTP:
        return _Server(
            self.handler, data_size_limit=intake.LIMIT, enable_SMTPUTF8=True, hostname=settings.MAIL_DOMAIN,
            ident="Krets", timeout=120,
        )  # fmt: skip

    def stop(self, no_assert: bool = False) -> None:
        super().stop(no_assert)
        self.keeper.close()


class _Server(SMTP):
    # Some programs write whole paragraphs on one line; what a relay let through is read here.
    line_length_limit = 1024 * 1024


class _Keeper:
    """What aiosmtpd calls. The database is asked in threads, so that one slow commit stops nobody else."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="intake")

    def close(self) -> None:
        self.threads.shutdown(wait=True)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        # Bounces come from nobody, "<>", which aiosmtpd takes for a missing MAIL command unless named.
        envelope.mail_from = address or "<>"
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        try:
            ours = await self._in_thread(intake.is_ours, address)
        except Exception:
            log.exception("The database could not be asked for a recipient")
            return _LATER
        if not ours:
            return _NOT_HERE
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw, sender = envelope.original_content or b"", envelope.mail_from or ""
        try:
            await self._in_thread(intake.keep, envelope.rcpt_tos, raw, sender)
        except Exception:
            log.exception("A letter could not be kept")
            return _LATER
        return "250 2.0.0 Kept"

    async def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, _fresh, work, *arguments)


def _fresh(work: Callable[..., Any], *arguments: Any) -> Any:
    """Work on a connection that lives, and leave none behind that does not."""
    close_old_connections()
    try:
        return work(*arguments)
    except Exception:
        connections.close_all()
        raise
