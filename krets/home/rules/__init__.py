"""What is held about a person, and what an organisation's registrar reads."""

from krets.home.rules.my_data import held_about, held_in_short
from krets.home.rules.record_rows import letters, records, requests, reuses
from krets.home.rules.records import Period, item_of, listed, registrar_of

__all__ = [
    "Period",
    "held_about",
    "held_in_short",
    "item_of",
    "letters",
    "listed",
    "records",
    "registrar_of",
    "requests",
    "reuses",
]
