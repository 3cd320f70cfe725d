"""What is let go of letters, each kind when its time has come (`apps.py` says how long)."""

from datetime import datetime

from krets.db.clock import now
from krets.mail.models import Incoming, Letter, Silence
from krets.mail.reading import CONFIRMED_FOR
from krets.records.keeping import let_go

_UNSETTLED = (Incoming.Fate.WAITING, Incoming.Fate.CONFIRM, Incoming.Fate.BROKEN)
_UNCONFIRMED = "not confirmed"


def tidy() -> None:
    """Refuse what nobody confirmed."""
    Incoming.objects.filter(fate=Incoming.Fate.CONFIRM, handled__lt=now() - CONFIRMED_FOR).update(
        fate=Incoming.Fate.REFUSED, why=_UNCONFIRMED
    )


def empty_received(*, by: None, before: datetime, at_most: int) -> int:
    """What stood in letters that came in and were handled. That they came stays known: none is taken twice."""
    handled = Incoming.objects.filter(handled__lt=before).exclude(fate__in=_UNSETTLED)
    return let_go(handled.exclude(raw=b""), at_most, raw=b"")


def empty_unconfirmed(*, by: None, before: datetime, at_most: int) -> int:
    """What stood in letters that came in somebody's name, and nobody said were theirs."""
    refused = Incoming.objects.filter(fate=Incoming.Fate.REFUSED, why=_UNCONFIRMED, handled__lt=before)
    return let_go(refused.exclude(raw=b""), at_most, raw=b"")


def remove_received(*, by: None, before: datetime, at_most: int) -> int:
    """That they came, and from which address."""
    return let_go(Incoming.objects.filter(handled__lt=before).exclude(fate__in=_UNSETTLED), at_most)


def empty_sent(*, by: None, before: datetime, at_most: int) -> int:
    """Letters that went out: what stood in them."""
    return let_go(Letter.objects.filter(created__lt=before).exclude(text="", html=""), at_most, text="", html="")


def remove_sent(*, by: None, before: datetime, at_most: int) -> int:
    """To whom they went, when, and under which subject."""
    return let_go(Letter.objects.filter(created__lt=before), at_most)


def remove_silences(*, by: None, before: datetime, at_most: int) -> int:
    """Addresses whose mailbox was full for a while."""
    return let_go(Silence.objects.filter(until__lt=before), at_most)
