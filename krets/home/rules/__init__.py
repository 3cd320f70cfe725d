"""What is held about a person; what an organisation's registrar reads; and what who vouches may look behind."""

from krets.home.rules.entries import SOME, domains_of, entries_waiting, entry_of, looked_at
from krets.home.rules.erasing import left_alone, operators, removable
from krets.home.rules.first_hour import Known, Step, nearby, steps, who_is_who
from krets.home.rules.further_records import letters, questions, requests, reuses
from krets.home.rules.my_data import held_about, held_in_short
from krets.home.rules.numbers import numbered
from krets.home.rules.processing import MEASURES, Line, controller, processing
from krets.home.rules.record_rows import records
from krets.home.rules.records import Period, item_of, listed, registrar_of
from krets.home.rules.unnamed import UnnamedItem, item_at, unnamed_item
from krets.home.rules.week import KINDS, Group, Waiting, unit_run, week

__all__ = [
    "KINDS",
    "MEASURES",
    "SOME",
    "Group",
    "Known",
    "Line",
    "Period",
    "Step",
    "UnnamedItem",
    "Waiting",
    "controller",
    "domains_of",
    "entries_waiting",
    "entry_of",
    "held_about",
    "held_in_short",
    "item_at",
    "item_of",
    "left_alone",
    "letters",
    "listed",
    "looked_at",
    "nearby",
    "numbered",
    "operators",
    "processing",
    "questions",
    "records",
    "registrar_of",
    "removable",
    "requests",
    "reuses",
    "steps",
    "unit_run",
    "unnamed_item",
    "week",
    "who_is_who",
]
