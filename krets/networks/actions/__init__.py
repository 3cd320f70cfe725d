"""What is done with units and their members."""

from krets.networks.actions.handover import export_units, restore_members, restore_units
from krets.networks.actions.units import enrol, found, invite, join, leave

__all__ = ["enrol", "export_units", "found", "invite", "join", "leave", "restore_members", "restore_units"]
