"""A room that takes replies, for tests: it keeps them in the database, or fails as told."""

from krets.activity.models import Entry
from krets.mail.reply import Reply

fault: Exception | None = None
answer = ""
taken: list[Reply] = []


def reset() -> None:
    global fault, answer
    fault, answer = None, ""
    taken.clear()


def take(kind: str, reply: Reply) -> str:
    Entry.objects.create(verb="test.take", kind=kind, key=reply.about_key, by=reply.person)
    if fault is not None:
        raise fault
    taken.append(reply)
    return answer
