"""Faces: the gate, and who can read it; and what is typed about units."""

from krets.networks.forms.audience import AudienceFields, UnitsField
from krets.networks.forms.gate import YES_NO, GateFields, LookedOver, YesNo, countries, said
from krets.networks.forms.units import InviteForm, TakeDownForm

__all__ = [
    "YES_NO",
    "AudienceFields",
    "GateFields",
    "InviteForm",
    "LookedOver",
    "TakeDownForm",
    "UnitsField",
    "YesNo",
    "countries",
    "said",
]
