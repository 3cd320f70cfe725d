"""What is let go of what happened, each kind when its time has come (`apps.py` says how long)."""

from datetime import datetime

from krets.activity.models import Entry, Notice
from krets.records.keeping import let_go


def remove_notices(*, by: None, before: datetime, at_most: int) -> int:
    return let_go(Notice.objects.filter(entry__at__lt=before), at_most)


def forget_who(*, by: None, before: datetime, at_most: int) -> int:
    """Who did what; that it happened stays."""
    return let_go(Entry.objects.filter(at__lt=before).exclude(by=None), at_most, by=None)
