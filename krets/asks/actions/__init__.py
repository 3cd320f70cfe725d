"""The verbs of an ask, in the order they happen."""

from krets.asks.actions.answers import AskIsClosed, answer, thank, write_up
from krets.asks.actions.asks import close, draft, enough, give_back, post
from krets.asks.actions.suggestions import (
    ask_instead,
    decline,
    next_wave,
    pass_on,
    suggest,
    suggest_due,
)

__all__ = [
    "AskIsClosed",
    "answer",
    "ask_instead",
    "close",
    "decline",
    "draft",
    "enough",
    "give_back",
    "next_wave",
    "pass_on",
    "post",
    "suggest",
    "suggest_due",
    "thank",
    "write_up",
]
