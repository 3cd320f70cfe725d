"""The bridges to engines: who may join, what becomes of each row of a list, and what a vote came to."""

from krets.networks.matching.admission import NOTHING, facts_of, judged
from krets.networks.matching.imports import Told, judged_rows
from krets.networks.matching.votes import Outcome, of_open, of_secret, of_show

__all__ = ["NOTHING", "Outcome", "Told", "facts_of", "judged", "judged_rows", "of_open", "of_secret", "of_show"]
