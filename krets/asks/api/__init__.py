"""The room's verbs as JSON, in the order of an ask's life."""

from krets.asks.api import answering, asking, reading, suggested
from krets.asks.api.routes import router

__all__ = ["answering", "asking", "reading", "router", "suggested"]
