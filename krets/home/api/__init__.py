"""What spans rooms as JSON: one question over everything, and what whoever administers keeps of organisations."""

from krets.home.api import find, organisations
from krets.home.api.routes import router

__all__ = ["find", "organisations", "router"]
