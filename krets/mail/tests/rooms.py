"""A room that takes replies, for tests: it keeps them in the database, or fails as told."""

from collections.abc import Iterable

from krets.activity.models import Entry
from krets.db.identity import reaching
from krets.mail.reply import Reply

fault: Exception | None = None
answer = ""
reads = True  # whether addressees may still read what their letters tell of
taken: list[Reply] = []


def reset() -> None:
    global fault, answer, reads
    fault, answer, reads = None, "", True
    taken.clear()


def take(kind: str, reply: Reply) -> str:
    with reaching("tests"):
        Entry.objects.create(verb="test.take", kind=kind, key=reply.about_key, by=reply.person)
    if fault is not None:
        raise fault
    taken.append(reply)
    return answer


def still_reads(things: Iterable[str], person: int) -> bool:
    return reads
