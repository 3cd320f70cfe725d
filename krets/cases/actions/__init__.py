"""The verbs: draft · save · discard · attach · detach · publish · withdraw · reuse, and what writers are asked:
by their readers (ask_writer · reply), and by the clock."""

from krets.cases.actions.afterwards import ask_review, remind_review, reuse, review
from krets.cases.actions.archive import rows
from krets.cases.actions.awaiting import ask_award, award
from krets.cases.actions.documents import attach, detach
from krets.cases.actions.forgetting import forget_writer
from krets.cases.actions.publishing import NotReady, announce, publish
from krets.cases.actions.questions import RepliedAlready, ask_writer, give_replies, reply
from krets.cases.actions.take_in import link, take_in
from krets.cases.actions.withdrawing import ask_back, let_back, withdraw
from krets.cases.actions.writing import discard, draft, save

__all__ = [
    "NotReady",
    "RepliedAlready",
    "announce",
    "ask_award",
    "ask_back",
    "ask_review",
    "ask_writer",
    "attach",
    "award",
    "detach",
    "discard",
    "draft",
    "forget_writer",
    "give_replies",
    "let_back",
    "link",
    "publish",
    "remind_review",
    "reply",
    "reuse",
    "review",
    "rows",
    "save",
    "take_in",
    "withdraw",
]
