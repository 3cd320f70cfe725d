"""Reads procurement notices as they are published: TED's tables and eForms.

A notice becomes one row for each buyer and language, in the columns of TED's tables, so that both kinds
are kept, matched and given back in one form.
"""

from krets.engines.notices.notice import COLUMNS, Bought, Notice, NotProcurement, Refused

__all__ = ["COLUMNS", "Bought", "NotProcurement", "Notice", "Refused"]
