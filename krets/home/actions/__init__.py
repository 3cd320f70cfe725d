"""What touches every room at once."""

from krets.home.actions.erase import LeftAlone, erase
from krets.home.actions.records import Exported, export_records

__all__ = ["Exported", "LeftAlone", "erase", "export_records"]
