"""The room's verbs as JSON."""

from krets.cases.api import afterwards, publishing, reading, writing
from krets.cases.api.routes import router

__all__ = ["afterwards", "publishing", "reading", "router", "writing"]
