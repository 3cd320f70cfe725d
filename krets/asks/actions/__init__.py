"""The verbs of an ask, in the order they happen."""

from krets.asks.actions.answers import AskIsClosed, answer, thank, write_up
from krets.asks.actions.asks import announce, close, enough, give_back, post
from krets.asks.actions.drafts import draft, draft_answer
from krets.asks.actions.forgetting import forget_writer
from krets.asks.actions.handover import export_letters
from krets.asks.actions.placing import Conversation, Letter
from krets.asks.actions.restore import restore_letters
from krets.asks.actions.sharing import share, share_answer
from krets.asks.actions.suggestions import (
    ask_instead,
    decline,
    next_wave,
    pass_on,
    suggest,
    suggest_due,
)
from krets.asks.actions.take_in import TakenIn, take_in
from krets.asks.actions.withdrawing import withdraw, withdraw_answer

__all__ = [
    "AskIsClosed",
    "Conversation",
    "Letter",
    "TakenIn",
    "announce",
    "answer",
    "ask_instead",
    "close",
    "decline",
    "draft",
    "draft_answer",
    "enough",
    "export_letters",
    "forget_writer",
    "give_back",
    "next_wave",
    "pass_on",
    "post",
    "restore_letters",
    "share",
    "share_answer",
    "suggest",
    "suggest_due",
    "take_in",
    "thank",
    "withdraw",
    "withdraw_answer",
    "write_up",
]
