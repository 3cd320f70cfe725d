"""What touches every room at once."""

from krets.home.actions.records import Exported, export_records

__all__ = ["Exported", "export_records"]
