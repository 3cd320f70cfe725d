"""What waits for somebody, and the button that settles it."""

from dataclasses import dataclass
from datetime import date, datetime

from krets.networks.models import Unit


@dataclass(frozen=True)
class Act:
    """A button: what it says, and where it is sent, with `data`. page: there something has to be said first."""

    label: str
    url: str
    data: tuple[tuple[str, str], ...] = ()
    page: bool = False


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the reader: what it says, the page where one looks at it, since when, and in which
    unit, where the reader has to do with that. Without an act of its own, that page has it."""

    says: str
    url: str
    since: date | datetime | None
    unit: Unit | None = None
    act: Act | None = None
