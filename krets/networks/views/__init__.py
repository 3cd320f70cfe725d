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
from krets.networks.views.units import units
from krets.networks.views.vouching import relieve, vouching

__all__ = [
    "appoint",
    "end_mandate",
    "hand_over",
    "handover",
    "invite",
    "leave",
    "mandates",
    "mandates_under",
    "my_mandates",
    "relieve",
    "renew_mandate",
    "undo_hand_over",
    "units",
    "vouching",
]
