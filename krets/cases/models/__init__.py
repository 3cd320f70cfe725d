"""The nouns: a case, its effects and documents, and what happened to it afterwards."""

from krets.cases.models.afterwards import Reuse, Review
from krets.cases.models.case import HOLDS, Case, CaseCheck, CaseWriter, Typed, Withdrawal, groups_of
from krets.cases.models.document import Document
from krets.cases.models.effect import Effect
from krets.cases.models.order import MineFirst

__all__ = [
    "HOLDS",
    "Case",
    "CaseCheck",
    "CaseWriter",
    "Document",
    "Effect",
    "MineFirst",
    "Reuse",
    "Review",
    "Typed",
    "Withdrawal",
    "groups_of",
]
