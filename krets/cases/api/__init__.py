"""The room's verbs as JSON."""

from krets.cases.api import afterwards, awaiting, publishing, questions, reading, writing
from krets.cases.api.routes import router

__all__ = ["afterwards", "awaiting", "publishing", "questions", "reading", "router", "writing"]
