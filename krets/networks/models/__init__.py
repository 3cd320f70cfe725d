"""Units and who is in them; and what all shared items are made of."""

from krets.networks.models.gate import AFTER_AWARD, BEFORE_AWARD, Check, Phase
from krets.networks.models.shared import Audience, HiddenWriter, SecrecyCheck, Shared, TakenDown, Width, Written
from krets.networks.models.unit import Membership, Unit
from krets.networks.models.vouching import Look, Vouching

__all__ = [
    "AFTER_AWARD",
    "BEFORE_AWARD",
    "Audience",
    "Check",
    "HiddenWriter",
    "Look",
    "Membership",
    "Phase",
    "SecrecyCheck",
    "Shared",
    "TakenDown",
    "Unit",
    "Vouching",
    "Width",
    "Written",
]
