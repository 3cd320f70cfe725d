"""What touches every room at once."""

from krets.home.actions.employers import change_organisation, leave_employer
from krets.home.actions.entries import tell_entries
from krets.home.actions.erase import LeftAlone, erase
from krets.home.actions.records import Exported, export_records
from krets.home.actions.week import begin_week, tell_week

__all__ = [
    "Exported",
    "LeftAlone",
    "begin_week",
    "change_organisation",
    "erase",
    "export_records",
    "leave_employer",
    "tell_entries",
    "tell_week",
]
