"""The verbs: draft · save · discard · attach · detach · publish · withdraw · reuse, and what writers are asked."""

from krets.cases.actions.afterwards import ask_review, reuse, review
from krets.cases.actions.archive import rows
from krets.cases.actions.awaiting import ask_award, award
from krets.cases.actions.documents import attach, detach
from krets.cases.actions.publishing import NotReady, announce, publish
from krets.cases.actions.take_in import link, take_in
from krets.cases.actions.withdrawing import ask_back, let_back, withdraw
from krets.cases.actions.writing import discard, draft, save

__all__ = [
    "NotReady",
    "announce",
    "ask_award",
    "ask_back",
    "ask_review",
    "attach",
    "award",
    "detach",
    "discard",
    "draft",
    "let_back",
    "link",
    "publish",
    "reuse",
    "review",
    "rows",
    "save",
    "take_in",
    "withdraw",
]
