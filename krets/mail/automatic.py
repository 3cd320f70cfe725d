"""Letters that a program wrote: out of office, read receipts, lists, and bounces of our own letters."""

import re
from dataclasses import dataclass
from email.message import Message

from django.conf import settings

# How an automatic answer's subject begins, in sv, fi, nb, da, en. A person's reply begins with SV:, VS:, RE:.
_SUBJECT = re.compile(
    r"\s*(?:automatiskt? (?:svar|meddelande|respons)|autosvar|auto-?(?:matic )?reply|automatic response|"
    r"auto-?response|out of (?:the )?office|frånvaro(?:meddelande|\b)|frånvarande|ej på kontoret|"
    r"inte på kontoret|semester(?:meddelande|stängt|\s*[:!–-])|föräldraledig|tjänstledig|"
    r"automaattinen (?:vastaus|poissaolo)|automaattivastaus|poissaolo(?:viesti|ilmoitus|\s*[:!–-]|\s*$)|"
    r"poissa(?: toimistolta)?\s*(?:[:!–-]|$)|lomalla\b|olen poissa|automatisk (?:svar|besvarelse)|autosvar|"
    r"fravær(?:smelding|sbesked|\s*[:!–-]|\s*$)|fraværende|ikke på kontoret|ikke til stede|"
    r"ferie\s*[:!–-]|on (?:holiday|vacation|leave)\b|away from (?:the office|my mail))",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed|incomplete)|mail delivery|returned mail|"
    r"failure notice|could not be delivered|not delivered|olevererbar|kunde inte levereras|leveransfel|"
    r"ei voitu toimittaa|toimitus epäonnistui|ei toimitettu|kunne ikke leveres|ikke levert|ikke leveret",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@", re.IGNORECASE)
_BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")
_MARKS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "X-Auto-Reply-From",
    "X-Auto-Response-Suppress",
    "List-Id",
    "Feedback-ID",
)


@dataclass(frozen=True)
class Bounce:
    """A letter of ours that came back. `hard`: never again; `gone`: the address itself is the cause."""

    message_id: str
    hard: bool
    gone: bool
    status: str = ""


def reason(message: "Message[str, str]", subject: str) -> str:
    """Why this looks written by a program, or ''."""
    submitted = _first(message, "Auto-Submitted")
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted}"[:80]
    if _first(message, "Precedence") in _BULK:
        return f"Precedence: {_first(message, 'Precedence')}"
    for name in _MARKS:
        if message.get(name) is not None:
            return name
    if _first(message, "Return-Path") == "<>":
        return "from nobody"
    if message.get_content_type() in ("multipart/report", "message/disposition-notification"):
        return "a report"
    if _SUBJECT.match(subject):
        return "subject of an automatic answer"
    return ""


def bounce(message: "Message[str, str]", subject: str, text: str) -> Bounce | None:
    """What a delivery report says, in the standard's form (RFC 3464) or a mailer-daemon's own words."""
    reports = [part for part in _walk(message) if part.get_content_type() == "message/delivery-status"]
    if reports:
        return _reported(message, reports[0])
    if _DAEMON.search(_first(message, "From")) and _BOUNCED.search(f"{subject}\n{text[:4000]}"):
        status = re.search(r"\b([45]\.\d{1,3}\.\d{1,3})\b", text[:20_000])
        found = status[1] if status else "5.0.0"
        return _judged(_ours(text) or _original_id(message), "failed", found)
    return None


def _reported(message: "Message[str, str]", report: "Message[str, str]") -> Bounce:
    action, status = "", ""
    blocks = report.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and block.get("Action"):
            action = action or _first(block, "Action")
            status = status or _first(block, "Status")
    return _judged(_original_id(message), action, status)


def _judged(message_id: str, action: str, status: str) -> Bounce:
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})", status)
    code = found[1] if found else ""
    hard = action == "failed" and not code.startswith(("2", "4"))
    # 5.7: refused by a policy, 5.6: by content, 5.3 and 5.4: the system or the way there. Not the address.
    gone = hard and (not code or code.startswith(("5.0", "5.1", "5.2")))
    return Bounce(message_id, hard, gone, code)


def _original_id(message: "Message[str, str]") -> str:
    for part in _walk(message):
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            inside = part.get_payload()
            if isinstance(inside, list) and inside and isinstance(inside[0], Message):
                return " ".join(str(inside[0].get("Message-ID", "")).split())
            decoded = part.get_payload(decode=True)
            if isinstance(decoded, bytes) and (found := _ours(decoded.decode("latin-1"))):
                return found
    return ""


def _ours(text: str) -> str:
    """A Message-ID of our making, somewhere in a text."""
    found = re.search(rf"<[0-9a-f]{{32}}@{re.escape(settings.MAIL_DOMAIN)}>", text[:200_000])
    return found[0] if found else ""


def _walk(message: "Message[str, str]") -> "list[Message[str, str]]":
    """The parts of the letter itself, not of letters within it."""
    found: list[Message[str, str]] = []
    stack = [message]
    while stack and len(found) < 100:
        part = stack.pop()
        found.append(part)
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            stack += [one for one in reversed(inside) if isinstance(one, Message)]
    return found


def _first(message: "Message[str, str]", name: str) -> str:
    return " ".join(str(message.get(name, ""))[:500].split()).casefold()
