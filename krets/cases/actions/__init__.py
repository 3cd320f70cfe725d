"""The verbs: draft · save · discard · attach · detach · publish · withdraw · reuse · ask_review · review."""

from krets.cases.actions.afterwards import ask_review, reuse, review
from krets.cases.actions.archive import rows
from krets.cases.actions.documents import attach, detach
from krets.cases.actions.publishing import NotReady, announce, publish, withdraw
from krets.cases.actions.take_in import link, take_in
from krets.cases.actions.writing import discard, draft, save

__all__ = [
    "NotReady",
    "announce",
    "ask_review",
    "attach",
    "detach",
    "discard",
    "draft",
    "link",
    "publish",
    "reuse",
    "review",
    "rows",
    "save",
    "take_in",
    "withdraw",
]
