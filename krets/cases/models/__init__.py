"""The nouns: a case, its effects and documents, and what happened to it afterwards."""

from krets.cases.models.afterwards import AwardAsked, Reuse, Review
from krets.cases.models.case import FIELDS, HOLDS, Case, CaseCheck, CaseWriter, Typed, Withdrawal, groups_of
from krets.cases.models.document import Document
from krets.cases.models.effect import EFFECT_FIELDS, Effect
from krets.cases.models.order import MineFirst, halves
from krets.cases.models.question import Question, QuestionWriter, Reply
from krets.cases.models.row import Row, key_of, row_of
from krets.cases.models.row_values import BadRow

__all__ = [
    "EFFECT_FIELDS",
    "FIELDS",
    "HOLDS",
    "AwardAsked",
    "BadRow",
    "Case",
    "CaseCheck",
    "CaseWriter",
    "Document",
    "Effect",
    "MineFirst",
    "Question",
    "QuestionWriter",
    "Reply",
    "Reuse",
    "Review",
    "Row",
    "Typed",
    "Withdrawal",
    "groups_of",
    "halves",
    "key_of",
    "row_of",
]
