"""Networks as JSON, and the gate as programs answer it. A face: other rooms ask the gate's questions too."""

from krets.networks.api import (
    admission,
    criteria,
    decisions,
    foundings,
    imports,
    mandates,
    subgroups,
    units,
    vouching,
    welcome,
)
from krets.networks.api.gate import Gate, LookedOver, look_at, passed
from krets.networks.api.reading import WhoReads, who_reads
from krets.networks.api.routes import router

__all__ = [
    "Gate",
    "LookedOver",
    "WhoReads",
    "admission",
    "criteria",
    "decisions",
    "foundings",
    "imports",
    "look_at",
    "mandates",
    "passed",
    "router",
    "subgroups",
    "units",
    "vouching",
    "welcome",
    "who_reads",
]
