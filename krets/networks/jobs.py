"""Clockwork of units."""

from krets.db.later import job
from krets.networks import actions


@job("networks.settle_mandates")
def settle_mandates() -> None:
    """Mandates begin and run out; clockwork."""
    actions.settle_mandates()


@job("networks.announce_endings")
def announce_endings() -> None:
    """Tell sixty days ahead what ends; clockwork."""
    actions.announce_endings()


@job("networks.notice_quiet")
def notice_quiet() -> None:
    """Which units have fallen quiet; clockwork."""
    actions.notice_quiet()
