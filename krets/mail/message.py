"""A letter as the bytes that travel."""

from email.header import Header
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.utils import timezone

from krets.mail.models import Letter

_WIDTH = 60  # characters, before the name of the header


class _WholeWords(EmailPolicy):
    """Folds headers itself. The standard library (3.11) encodes a long Message-ID or web address as if it were
    foreign text, so that programs don't find it, and loses blanks where it breaks a long subject."""

    def fold(self, name: str, value: Any) -> str:
        text = str(value)
        if not text.isascii() and isinstance(value, AddressHeader):
            text = ", ".join(formataddr((one.display_name, one.addr_spec)) for one in value.addresses)
        if not text.isascii():
            text = Header(text, "utf-8", header_name=name, maxlinelen=76).encode(linesep="\r\n")
            return f"{name}: {text}\r\n"
        return f"{name}: {_at_blanks(text)}\r\n"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


POLICY = _WholeWords(linesep="\r\n", cte_type="7bit")


def build(letter: Letter) -> EmailMessage:
    """The same bytes at each try, but for the boundary between the parts."""
    message = EmailMessage(policy=POLICY)
    message["From"] = settings.MAIL_FROM
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = timezone.localtime(letter.created)
    message["Message-ID"] = letter.message_id
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def _at_blanks(text: str) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\r\n ".join(lines)
