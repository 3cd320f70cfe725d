"""Letters out: written with the fact that caused them, sent by a job."""

from typing import Any

from krets.mail.models import Letter


def write(
    *,
    template: str,
    context: dict[str, Any],
    person: Any | None = None,
    to: str = "",
    language: str = "",
    kind: str = "",
    about: str = "",
    once: str | None = None,
) -> Letter | None:
    """Write a letter in the present transaction; a job sends it after the commit.

    template: such as "asks/mail/suggestion": `.txt` (its first line is the subject) and `.mjml` beside it;
    person: the addressee (address and language are their account's), or `to` and `language` for an address
    without a person; kind: what one can unsubscribe from, '' for letters that must arrive (sign-in codes);
    about: "ask:KEY", what a reply to this letter answers (gives it a reply address of its own);
    once: a name; a second letter of that name is not written.
    Returns None when nothing is written: addressee never signed in, silenced, or already written.
    """
    raise NotImplementedError
