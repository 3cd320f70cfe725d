"""Reads what was typed, and nothing else."""

from krets.asks.forms.answering import AnswerForm, CloseForm, PassOnForm, UsedForForm
from krets.asks.forms.asking import PostForm, as_typed, without_errors
from krets.asks.forms.parts import storable

__all__ = [
    "AnswerForm",
    "CloseForm",
    "PassOnForm",
    "PostForm",
    "UsedForForm",
    "as_typed",
    "storable",
    "without_errors",
]
