"""Letters to rooms: what a reply answers says which room takes it."""

from collections.abc import Callable

from krets.asks import replies as asks
from krets.mail.reply import Reply

TAKERS: dict[str, Callable[..., str]] = {"ask": asks.receive}


def take(kind: str, reply: Reply) -> str:
    """Hand a reply to the room whose letter it answers. '' when it was taken, else why not."""
    taker = TAKERS.get(kind)
    return taker(reply=reply) if taker else "nothing there takes replies"
