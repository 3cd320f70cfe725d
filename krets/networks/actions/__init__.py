"""What is done with units and their members."""

from krets.networks.actions.handing_over import NothingToHandOver, TooLate, hand_over, undo_hand_over
from krets.networks.actions.handover import export_units, restore_members, restore_units
from krets.networks.actions.mandates import announce_endings, appoint, end_mandate, renew_mandate, settle_mandates
from krets.networks.actions.sleep import begin_restart, come_along, notice_quiet, restart, settle_quiet
from krets.networks.actions.states import FOLLOWS, NotAfter, change_state
from krets.networks.actions.subgroups import (
    NotInTheNetwork,
    decline_subgroup,
    join_subgroup,
    open_subgroup,
    propose_subgroup,
    put_forward,
    set_up_subgroups,
    take_away,
    tell_next_meeting,
    tick_off,
    vote_for,
    watch,
)
from krets.networks.actions.units import EDITED, edit_unit, enrol, found, invite, join, leave, show_contact
from krets.networks.actions.vouching import NotAMember, charge, look_behind, relieve

__all__ = [
    "EDITED",
    "FOLLOWS",
    "NotAMember",
    "NotAfter",
    "NotInTheNetwork",
    "NothingToHandOver",
    "TooLate",
    "announce_endings",
    "appoint",
    "begin_restart",
    "change_state",
    "charge",
    "come_along",
    "decline_subgroup",
    "edit_unit",
    "end_mandate",
    "enrol",
    "export_units",
    "found",
    "hand_over",
    "invite",
    "join",
    "join_subgroup",
    "leave",
    "look_behind",
    "notice_quiet",
    "open_subgroup",
    "propose_subgroup",
    "put_forward",
    "relieve",
    "renew_mandate",
    "restart",
    "restore_members",
    "restore_units",
    "set_up_subgroups",
    "settle_mandates",
    "settle_quiet",
    "show_contact",
    "take_away",
    "tell_next_meeting",
    "tick_off",
    "undo_hand_over",
    "vote_for",
    "watch",
]
