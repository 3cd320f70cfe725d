"""What is done with units and their members."""

from krets.networks.actions.handover import export_units, restore_members, restore_units
from krets.networks.actions.mandates import appoint, end_mandate
from krets.networks.actions.states import FOLLOWS, NotAfter, change_state
from krets.networks.actions.units import enrol, found, invite, join, leave
from krets.networks.actions.vouching import NotAMember, charge, look_behind, relieve

__all__ = [
    "FOLLOWS",
    "NotAMember",
    "NotAfter",
    "appoint",
    "change_state",
    "charge",
    "end_mandate",
    "enrol",
    "export_units",
    "found",
    "invite",
    "join",
    "leave",
    "look_behind",
    "relieve",
    "restore_members",
    "restore_units",
]
