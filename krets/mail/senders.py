"""Whether a reply is its owner's: the letter's own address, From, and what our mail server found out."""

import re

from django.conf import settings

from krets.mail.models import Letter
from krets.mail.parse import ParsedLetter

_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_FAILED = ("fail", "softfail", "permerror", "policy", "hardfail")


def doubt(parsed: ParsedLetter, letter: Letter) -> str:
    """Why we can't be sure that the letter's addressee wrote this, or '' when we are.

    That the letter's token was in the recipient address, or its Message-ID in References, is known already.
    """
    account = getattr(letter.person, "account", None)
    if account is None or not parsed.author:
        return "no single sender"
    if parsed.author != account.email.casefold():
        return "another sender"
    return _refuted(parsed) if settings.MAIL_AUTHSERV else ""


def unproved(parsed: ParsedLetter) -> str:
    """Why nothing proves that From wrote this, or '' where our own mail server saw that it did.

    For letters to an address that everybody knows: no token of a letter of ours speaks for them.
    """
    if not settings.MAIL_AUTHSERV:
        return "no mail server of ours checks senders"
    return _refuted(parsed, silence="nothing was checked")


def _refuted(parsed: ParsedLetter, silence: str = "") -> str:
    """What the topmost Authentication-Results of our own server says against it (RFC 8601); silence: what is said
    where it has checked nothing."""
    own = settings.MAIL_AUTHSERV.casefold()
    for value in parsed.authentication:
        server, results = _read(value)
        if server == own:
            return _verdict(results, parsed.author.rpartition("@")[2], silence)
    # A header of that name from anybody else may be the sender's own invention.
    return "sender was not checked"


def _verdict(results: list[tuple[str, str, str]], domain: str, silence: str) -> str:
    verdicts = {method: [r for m, r, _rest in results if m == method] for method in ("dmarc", "spf", "dkim")}
    if "fail" in verdicts["dmarc"] or "permerror" in verdicts["dmarc"]:
        return "dmarc failed"
    if "pass" in verdicts["dmarc"]:
        return ""
    passed = [rest for method, result, rest in results if method in ("spf", "dkim") and result == "pass"]
    if any(_is_for(rest, domain) for rest in passed):
        return ""
    if passed:  # somebody else's domain vouches, which says nothing about From
        return "checked for another domain"
    failed = [name for name in ("spf", "dkim") if any(result in _FAILED for result in verdicts[name])]
    return f"{' and '.join(failed)} failed" if failed else silence


def _is_for(properties: str, domain: str) -> bool:
    found = re.findall(r"(?:smtp\.mailfrom|header\.d|header\.i)\s*=\s*([^\s;]+)", properties)
    return any(_aligned(value.strip('"').rpartition("@")[2], domain) for value in found)


def _aligned(checked: str, domain: str) -> bool:
    checked = checked.strip(".").casefold()
    if "." not in checked:
        return False
    return checked == domain or domain.endswith(f".{checked}") or checked.endswith(f".{domain}")


def _read(value: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The server's name, and each (method, result, properties)."""
    text = " ".join(value.split()).casefold()
    for _ in range(5):  # comments may stand in each other
        text = _COMMENT.sub(" ", text)
    server, *parts = _QUOTED.sub('""', text).split(";")
    results = []
    for part in parts:
        found = re.match(r"\s*([a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)(.*)", part)
        if found:
            results.append((found[1], found[2], found[3]))
    return (server.split() or [""])[0], results
