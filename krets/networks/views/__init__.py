"""Pages of networks: finding them, bringing people in, leaving. A unit seen whole is in `home`."""

from krets.networks.views.handovers import hand_over, handover, undo_hand_over
from krets.networks.views.mandates import (
    appoint,
    end_mandate,
    mandates,
    mandates_under,
    my_mandates,
    renew_mandate,
)
from krets.networks.views.members import invite, leave
from krets.networks.views.running import contact_card, edit_unit, found, states
from krets.networks.views.sleep import come_along, quiet_units, restart, sleep
from krets.networks.views.units import units
from krets.networks.views.vouching import relieve, vouching

__all__ = [
    "appoint",
    "come_along",
    "contact_card",
    "edit_unit",
    "end_mandate",
    "found",
    "hand_over",
    "handover",
    "invite",
    "leave",
    "mandates",
    "mandates_under",
    "my_mandates",
    "quiet_units",
    "relieve",
    "renew_mandate",
    "restart",
    "sleep",
    "states",
    "undo_hand_over",
    "units",
    "vouching",
]
