"""Units and who is in them; and what all shared items are made of."""

from krets.networks.models.admission import (
    AdmissionRule,
    Application,
    ApplicationStep,
    Exemption,
    Reconfirmation,
)
from krets.networks.models.contact import (
    ContactLine,
)
from krets.networks.models.decision import (
    Ballot,
    Decision,
    RollEntry,
    Urn,
    Vote,
)
from krets.networks.models.founding import (
    Chain,
    Founding,
    FoundingStep,
    Signature,
)
from krets.networks.models.gate import (
    AFTER_AWARD,
    BEFORE_AWARD,
    Check,
    Phase,
)
from krets.networks.models.imports import (
    Import,
    ImportProgress,
    ImportRow,
)
from krets.networks.models.mandate import (
    Handover,
    Mandate,
)
from krets.networks.models.shared import (
    Audience,
    HiddenWriter,
    SecrecyCheck,
    Shared,
    TakenDown,
    Width,
    Written,
)
from krets.networks.models.sleep import (
    Quiet,
    Restart,
    Return,
)
from krets.networks.models.start import (
    Budget,
    DatePoll,
    FirstMeeting,
    Guarantee,
    PollAnswer,
    PollDate,
)
from krets.networks.models.subgroup import (
    NextMeeting,
    Topic,
    TopicVote,
    Watch,
)
from krets.networks.models.unit import (
    Membership,
    StateChange,
    Unit,
)
from krets.networks.models.vouching import (
    Look,
    Vouching,
)
from krets.networks.models.welcome import (
    Welcome,
)

__all__ = [
    "AFTER_AWARD",
    "BEFORE_AWARD",
    "AdmissionRule",
    "Application",
    "ApplicationStep",
    "Audience",
    "Ballot",
    "Budget",
    "Chain",
    "Check",
    "ContactLine",
    "DatePoll",
    "Decision",
    "Exemption",
    "FirstMeeting",
    "Founding",
    "FoundingStep",
    "Guarantee",
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
    "PollAnswer",
    "PollDate",
    "Quiet",
    "Reconfirmation",
    "Restart",
    "Return",
    "RollEntry",
    "SecrecyCheck",
    "Shared",
    "Signature",
    "StateChange",
    "TakenDown",
    "Topic",
    "TopicVote",
    "Unit",
    "Urn",
    "Vote",
    "Vouching",
    "Watch",
    "Welcome",
    "Width",
    "Written",
]
