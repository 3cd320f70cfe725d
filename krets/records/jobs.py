"""Clockwork of the records."""

from krets.db.later import job, later
from krets.records import actions, sealing


@job("records.seal")
def seal() -> None:
    """Seal the traces that are new, a part at a time."""
    if sealing.seal_part():
        later("records.seal", once="records.seal")


@job("records.carry_out")
def carry_out(kind: str) -> None:
    """Let go of what is older than it is kept."""
    actions.carry_out(by=None, kind=kind)
