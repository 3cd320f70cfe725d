"""What a room gets when somebody answers one of its letters by replying to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# A room's reason that asks instead of refusing: its writer sees the words on a page, and posts the reply or not.
LOOK_AGAIN = "looks secret"
# The same, where somebody who writes without a name names themselves: the words follow.
NAMES_YOU = "names its writer: "
# The same, where region, topic and date together may tell who writes without a name.
MAY_TELL = "may tell its writer"


def names_you(words: Iterable[str]) -> str:
    return NAMES_YOU + ", ".join(words)


def asks_again(why: str) -> bool:
    return why in (LOOK_AGAIN, MAY_TELL) or why.startswith(NAMES_YOU)


@dataclass(frozen=True)
class Reply:
    """A reply to one letter, whose sender is known to be its addressee.

    The room's door is `replies.receive(*, reply: Reply) -> str`. It runs once in one transaction with the
    letter's fate, under the identity of `person`, and returns '' when it took the reply, or else a short
    reason in English, kept for the operator ("may not answer", "closed"). It may then write to the person in
    its own words; if it doesn't, they get a general letter. Whatever it raises undoes what it did, and the
    letter is read again later.
    """

    person: Any  # people.models.Person: whose reply address this is
    about_key: str  # the key of what is answered: of "ask:KEY" the part after the colon
    text: str  # what they wrote, without quotes and signature
    html: str = ""
    attachments: tuple[tuple[str, bytes, str], ...] = ()  # name, content, declared type
    message_id: str = ""
    auto: bool = False  # written by a program; such letters do not reach rooms today
    subject: str = ""  # of a letter to a box: it answers no letter of ours
    confirmed: bool = False  # the person saw it on a page and said: yes, post this
