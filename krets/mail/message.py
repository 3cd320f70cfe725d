"""A letter as the bytes that travel."""

from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from django.conf import settings
from django.utils import timezone

from krets.mail.models import Letter


class _WholeWords(EmailPolicy):
    """Folds ASCII headers at blanks only: the standard library would encode a long Message-ID or address
    of a web page as if it were foreign text, and programs then don't find it."""

    def fold(self, name: str, value: Any) -> str:
        text = str(value)
        return f"{name}: {self._broken(text)}\r\n" if text.isascii() else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")

    def _broken(self, text: str) -> str:
        lines, at = [""], 60
        for word in text.split():
            if lines[-1] and len(lines[-1]) + len(word) > at:
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}".strip()
        return "\r\n ".join(lines)


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
