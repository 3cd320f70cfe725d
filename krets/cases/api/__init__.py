"""The room's verbs as JSON."""

from krets.cases.api import afterwards, awaiting, publishing, reading, writing
from krets.cases.api.routes import router

__all__ = ["afterwards", "awaiting", "publishing", "reading", "router", "writing"]
