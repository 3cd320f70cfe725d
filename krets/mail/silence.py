"""Addresses that want no letters: asked so, or gone."""

from datetime import timedelta

from django.db.models import Q

from krets.db.clock import now
from krets.mail.models import Silence

REST = timedelta(days=30)  # how long an address that bounced is left alone


def is_silent(email: str, kind: str) -> bool:
    """Whether letters of this kind stay unwritten. Letters without a kind always go."""
    return (
        Silence.objects.filter(email=email.casefold(), kind__in=["", kind])
        .filter(Q(until=None) | Q(until__gt=now()))
        .exists()
    )


def hush(email: str, kind: str) -> None:
    """The addressee asks for no more letters of the kind ('' for any)."""
    _keep(email, kind, why="unsubscribed", rest=None)


def lift(email: str, kind: str) -> None:
    """The addressee wants them again."""
    Silence.objects.filter(email=email.casefold(), kind=kind).delete()


def rest(email: str, why: str) -> None:
    """The address does not take letters; it is tried again after a while."""
    if not Silence.objects.filter(email=email.casefold(), kind="", until=None).exists():
        _keep(email, "", why=why, rest=REST)


def _keep(email: str, kind: str, *, why: str, rest: timedelta | None) -> None:
    Silence.objects.update_or_create(
        email=email.casefold(),
        kind=kind,
        defaults={"why": why[:80], "at": now(), "until": now() + rest if rest else None},
    )
