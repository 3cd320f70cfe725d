"""Pages of asks, in the order a visitor meets them."""

from krets.asks.views.answering import answer, attached, close, next_wave, thank, write_up
from krets.asks.views.asking import draft, enough, post, similar
from krets.asks.views.drafting import draft_answer, linkable
from krets.asks.views.reading import ask, asks
from krets.asks.views.sharing import answer_readers, ask_readers, share, share_answer
from krets.asks.views.suggested import suggestion
from krets.asks.views.withdrawing import withdraw_answer, withdraw_ask

__all__ = [
    "answer",
    "answer_readers",
    "ask",
    "ask_readers",
    "asks",
    "attached",
    "close",
    "draft",
    "draft_answer",
    "enough",
    "linkable",
    "next_wave",
    "post",
    "share",
    "share_answer",
    "similar",
    "suggestion",
    "thank",
    "withdraw_answer",
    "withdraw_ask",
    "write_up",
]
