"""Letters from a mailbox: kept, and only then marked seen."""

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from krets.mail import fetch, intake
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters
from krets.tests.cast import Cast


class Mailbox(socketserver.ThreadingTCPServer):
    """As much of an IMAP server as a poll needs."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[bytes] = []
        self.seen: set[int] = set()


class Conversation(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _blank, command = line.partition(" ")
            self.answer(command)
            self.say(f"{tag} OK done".encode())
            if command.upper().startswith("LOGOUT"):
                return

    def answer(self, command: str) -> None:
        box, upper = self.server, command.upper()
        if upper.startswith("CAPABILITY"):
            self.say(b"* CAPABILITY IMAP4rev1")
        elif upper.startswith("LOGOUT"):
            self.say(b"* BYE")
        elif upper.startswith("SELECT"):
            self.say(f"* {len(box.letters)} EXISTS".encode())
        elif upper.startswith("UID SEARCH"):
            unseen = [str(uid) for uid in range(1, len(box.letters) + 1) if uid not in box.seen]
            self.say(f"* SEARCH {' '.join(unseen)}".encode())
        elif found := re.match(r"UID FETCH (\d+)", upper):
            raw = box.letters[int(found[1]) - 1]
            self.say(f"* {found[1]} FETCH (UID {found[1]} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS", upper):
            box.seen.add(int(found[1]))

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    server = Mailbox()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MAIL_IMAP = f"imap://krets:a%40b@127.0.0.1:{server.server_address[1]}/INBOX"
    yield server
    server.shutdown()
    server.server_close()


def test_new_letters_are_kept_whole_and_marked_seen(
    cast: Cast, mailbox: Mailbox, write: Callable[..., Letter]
) -> None:
    letter = write(to="a@b.example")
    to = letter.headers["Reply-To"]
    raw = letters.plain("Hej å", to=f"Krets <{to}>").replace(b"\n", b"\r\n")
    mailbox.letters = [raw, b"Subject: to nobody in particular\r\n\r\nx"]
    assert fetch.fetch() == 2
    assert mailbox.seen == {1, 2}
    kept = dict(Incoming.objects.values_list("recipient", "raw"))
    assert bytes(kept[to]) == raw and set(kept) == {to, "krets@localhost"}
    assert fetch.fetch() == 0


def test_a_letter_that_came_by_smtp_too_is_one(cast: Cast, mailbox: Mailbox, write: Callable[..., Letter]) -> None:
    to = write(to="a@b.example").headers["Reply-To"]
    raw = letters.plain("Hej", to=to)
    intake.keep([to], b"Received: from relay\r\n" + raw, "bounces@relay.example")
    mailbox.letters = [raw]
    fetch.fetch()
    assert Incoming.objects.count() == 1


def test_what_can_not_be_kept_stays_unseen(cast: Cast, mailbox: Mailbox, monkeypatch: Any) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(intake, "keep", fail)
    mailbox.letters = [b"Subject: x\r\n\r\nx"]
    with pytest.raises(RuntimeError):
        fetch.fetch()
    assert mailbox.seen == set()
