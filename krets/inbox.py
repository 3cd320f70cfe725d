"""Letters and rooms: who takes a reply, and who says whether a letter may still be read."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from krets.asks import replies as asks
from krets.asks import rules as asks_rules
from krets.cases import replies as cases
from krets.cases import rules as cases_rules
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.mail.reply import Reply
from krets.networks import rules as networks_rules
from krets.people import rules as people_rules

TAKERS: dict[str, Callable[..., str]] = {
    "ask": asks.receive,
    "question": cases.receive,
    "box": asks.receive_question,
}
# What letters tell of, by kind; each with how its rows are named.
VISIBLE: dict[str, tuple[Callable[[Reader], "QuerySet[Any]"], str]] = {
    "ask": (asks_rules.visible, "key"),
    "answer": (asks_rules.visible_answers, "key"),
    "case": (cases_rules.visible, "key"),
    "question": (cases_rules.visible_questions, "key"),
    "person": (people_rules.visible, "key"),
    "unit": (networks_rules.visible, "slug"),
    "application": (networks_rules.visible_applications, "key"),
    "founding": (networks_rules.foundings, "key"),
    "decision": (networks_rules.decisions, "key"),
}


def take(kind: str, reply: Reply) -> str:
    """Hand a reply to the room whose letter it answers. '' when it was taken, else why not."""
    taker = TAKERS.get(kind)
    return taker(reply=reply) if taker else "nothing there takes replies"


def takes(name: str) -> bool:
    """Whether letters to this name at our domain are taken: a subgroup's own address."""
    return networks_rules.has_address(name)


def still_reads(things: Iterable[str], person: int) -> bool:
    """Whether this person may now read all of these: "ask:KEY", "unit:SLUG"."""
    reader = networks_rules.reader_of_person(person)
    wanted: dict[str, set[str]] = {}
    for thing in things:
        kind, _colon, key = thing.partition(":")
        wanted.setdefault(kind, set()).add(key)
    with acting_as(reader):
        return all(_sees(kind, keys, reader) for kind, keys in wanted.items())


def _sees(kind: str, keys: set[str], reader: Reader) -> bool:
    if kind not in VISIBLE:
        return False
    visible, name = VISIBLE[kind]
    return visible(reader).filter(**{f"{name}__in": keys}).count() == len(keys)
