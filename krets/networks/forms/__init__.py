"""Faces: the gate, and who can read it; and what is typed about units."""

from krets.networks.forms.admission import (
    AppealForm,
    ApplicationForm,
    DecideForm,
)
from krets.networks.forms.audience import (
    AudienceFields,
    UnitsField,
    chosen_in,
)
from krets.networks.forms.criteria import (
    Composer,
)
from krets.networks.forms.decisions import (
    BallotForm,
    CountForm,
    DecisionForm,
    MinutesForm,
    OpenVoteForm,
)
from krets.networks.forms.foundings import (
    ChainForm,
    FoundingForm,
    SignatoryForm,
    StepForm,
)
from krets.networks.forms.gate import (
    WHO_COULD_SEE,
    YES_NO,
    GateFields,
    LookedOver,
    YesNo,
)
from krets.networks.forms.imports import (
    ColumnsForm,
    ImportForm,
    sheet_of,
)
from krets.networks.forms.law import (
    OURS,
    countries,
    said,
)
from krets.networks.forms.mandates import (
    AppointForm,
    HandOverForm,
    RenewForm,
)
from krets.networks.forms.records import (
    RecordsNumberField,
)
from krets.networks.forms.restarting import (
    LetterForm,
    WhatForm,
    WhoForm,
)
from krets.networks.forms.running import (
    ContactForm,
    EditUnitForm,
    FoundForm,
    StateForm,
)
from krets.networks.forms.start import (
    AnswerDatesForm,
    AnswerGuaranteeForm,
    BudgetForm,
    DatesForm,
    FirstMeetingForm,
    GuaranteeForm,
)
from krets.networks.forms.subgroups import (
    MeetingForm,
    ProposeForm,
    TopicForm,
    WatchForm,
)
from krets.networks.forms.units import (
    ChargeForm,
    InviteForm,
    TakeDownForm,
    WhyForm,
)

__all__ = [
    "OURS",
    "WHO_COULD_SEE",
    "YES_NO",
    "AnswerDatesForm",
    "AnswerGuaranteeForm",
    "AppealForm",
    "ApplicationForm",
    "AppointForm",
    "AudienceFields",
    "BallotForm",
    "BudgetForm",
    "ChainForm",
    "ChargeForm",
    "ColumnsForm",
    "Composer",
    "ContactForm",
    "CountForm",
    "DatesForm",
    "DecideForm",
    "DecisionForm",
    "EditUnitForm",
    "FirstMeetingForm",
    "FoundForm",
    "FoundingForm",
    "GateFields",
    "GuaranteeForm",
    "HandOverForm",
    "ImportForm",
    "InviteForm",
    "LetterForm",
    "LookedOver",
    "MeetingForm",
    "MinutesForm",
    "OpenVoteForm",
    "ProposeForm",
    "RecordsNumberField",
    "RenewForm",
    "SignatoryForm",
    "StateForm",
    "StepForm",
    "TakeDownForm",
    "TopicForm",
    "UnitsField",
    "WatchForm",
    "WhatForm",
    "WhoForm",
    "WhyForm",
    "YesNo",
    "chosen_in",
    "countries",
    "said",
    "sheet_of",
]
