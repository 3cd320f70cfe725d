"""Units and who is in them; and what all shared items are made of."""

from krets.networks.models.admission import (
    AdmissionRule,
    Application,
    ApplicationStep,
    Exemption,
    Reconfirmation,
)
from krets.networks.models.contact import ContactLine
from krets.networks.models.gate import AFTER_AWARD, BEFORE_AWARD, Check, Phase
from krets.networks.models.imports import Import, ImportProgress, ImportRow
from krets.networks.models.mandate import Handover, Mandate
from krets.networks.models.shared import (
    Audience,
    HiddenWriter,
    SecrecyCheck,
    Shared,
    TakenDown,
    Width,
    Written,
)
from krets.networks.models.sleep import Quiet, Restart, Return
from krets.networks.models.subgroup import NextMeeting, Topic, TopicVote, Watch
from krets.networks.models.unit import Membership, StateChange, Unit
from krets.networks.models.vouching import Look, Vouching
from krets.networks.models.welcome import Welcome

__all__ = [
    "AFTER_AWARD",
    "BEFORE_AWARD",
    "AdmissionRule",
    "Application",
    "ApplicationStep",
    "Audience",
    "Check",
    "ContactLine",
    "Exemption",
    "Handover",
    "HiddenWriter",
    "Import",
    "ImportProgress",
    "ImportRow",
    "Look",
    "Mandate",
    "Membership",
    "NextMeeting",
    "Phase",
    "Quiet",
    "Reconfirmation",
    "Restart",
    "Return",
    "SecrecyCheck",
    "Shared",
    "StateChange",
    "TakenDown",
    "Topic",
    "TopicVote",
    "Unit",
    "Vouching",
    "Watch",
    "Welcome",
    "Width",
    "Written",
]
