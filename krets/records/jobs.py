"""Clockwork of the records."""

from krets.db.later import job
from krets.records import sealing


@job("records.seal")
def seal() -> None:
    """Seal the traces that are new."""
    sealing.seal()
