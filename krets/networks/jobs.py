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


@job("networks.reconfirm")
def reconfirm() -> None:
    """Once a year members are asked; a month later reminded; after another they rest. Who rests was reminded."""
    actions.rest_silent(by=None)
    actions.remind_yearly(by=None)
    actions.ask_yearly(by=None)
