"""What is done with units and their members."""

from krets.networks.actions.handing_over import NothingToHandOver, TooLate, hand_over, undo_hand_over
from krets.networks.actions.handover import export_units, restore_members, restore_units
from krets.networks.actions.mandates import announce_endings, appoint, end_mandate, renew_mandate, settle_mandates
from krets.networks.actions.states import FOLLOWS, NotAfter, change_state
from krets.networks.actions.units import enrol, found, invite, join, leave
from krets.networks.actions.vouching import NotAMember, charge, look_behind, relieve

__all__ = [
    "FOLLOWS",
    "NotAMember",
    "NotAfter",
    "NothingToHandOver",
    "TooLate",
    "announce_endings",
    "appoint",
    "change_state",
    "charge",
    "end_mandate",
    "enrol",
    "export_units",
    "found",
    "hand_over",
    "invite",
    "join",
    "leave",
    "look_behind",
    "relieve",
    "renew_mandate",
    "restore_members",
    "restore_units",
    "settle_mandates",
    "undo_hand_over",
]
