"""Units and who is in them; and what all shared items are made of."""

from krets.networks.models.gate import AFTER_AWARD, BEFORE_AWARD, Check, Phase
from krets.networks.models.mandate import Handover, Mandate
from krets.networks.models.shared import Audience, HiddenWriter, SecrecyCheck, Shared, TakenDown, Width, Written
from krets.networks.models.unit import Membership, StateChange, Unit
from krets.networks.models.vouching import Look, Vouching

__all__ = [
    "AFTER_AWARD",
    "BEFORE_AWARD",
    "Audience",
    "Check",
    "Handover",
    "HiddenWriter",
    "Look",
    "Mandate",
    "Membership",
    "Phase",
    "SecrecyCheck",
    "Shared",
    "StateChange",
    "TakenDown",
    "Unit",
    "Vouching",
    "Width",
    "Written",
]
