"""Reads what was typed, and nothing else."""

from krets.asks.forms.answering import AnswerForm, CloseForm, PassOnForm, UsedForForm
from krets.asks.forms.asking import PostForm, without_errors
from krets.asks.forms.parts import as_kept, as_typed, storable
from krets.asks.forms.sharing import ShareAnswerForm, ShareForm

__all__ = [
    "AnswerForm",
    "CloseForm",
    "PassOnForm",
    "PostForm",
    "ShareAnswerForm",
    "ShareForm",
    "UsedForForm",
    "as_kept",
    "as_typed",
    "storable",
    "without_errors",
]
