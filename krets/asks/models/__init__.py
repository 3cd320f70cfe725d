"""The room's nouns."""

from krets.asks.models.asks import (
    Answer,
    AnswerCheck,
    AnswerDraft,
    AnswerTakenDown,
    AnswerWriter,
    Ask,
    AskCheck,
    AskTakenDown,
    AskWriter,
    Closing,
    Draft,
    Enough,
    Thanks,
    WriteUp,
)
from krets.asks.models.suggested import Suggestion, Wave, in_words

__all__ = [
    "Answer",
    "AnswerCheck",
    "AnswerDraft",
    "AnswerTakenDown",
    "AnswerWriter",
    "Ask",
    "AskCheck",
    "AskTakenDown",
    "AskWriter",
    "Closing",
    "Draft",
    "Enough",
    "Suggestion",
    "Thanks",
    "Wave",
    "WriteUp",
    "in_words",
]
