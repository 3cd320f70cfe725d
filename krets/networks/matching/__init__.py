"""The bridges to engines: rows → dataclasses → what holds, and what becomes of each row of a list."""

from krets.networks.matching.admission import NOTHING, facts_of, judged
from krets.networks.matching.imports import Told, judged_rows

__all__ = ["NOTHING", "Told", "facts_of", "judged", "judged_rows"]
