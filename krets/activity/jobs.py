"""After-work of what happened."""

from datetime import datetime

from krets.activity import digests
from krets.db.later import job


@job("activity.digest")
def digest(period: str) -> None:
    """Queue the digests that are due."""
    digests.begin(period)


@job("activity.digest_for")
def digest_for(period: str, person: int, until: str) -> None:
    """Write one person's digest."""
    digests.write(period, person, datetime.fromisoformat(until))
