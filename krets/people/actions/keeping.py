"""What is let go of people, each kind when its time has come (`apps.py` says how long)."""

from datetime import datetime

from django.utils import timezone

from krets.people.models import Account, Attempt, EntryRequest, Session, Token
from krets.records.keeping import let_go


def remove_sign_ins(*, by: None, before: datetime, at_most: int) -> int:
    """Sessions that have ended. They end by real time, as cookies do, whatever the demo's clock says."""
    return let_go(Session.objects.filter(since__lt=before, expire_date__lt=timezone.now()), at_most)


def remove_attempts(*, by: None, before: datetime, at_most: int) -> int:
    """Counts of wrong passwords."""
    return let_go(Attempt.objects.filter(expires__lt=before), at_most)


def remove_keys(*, by: None, before: datetime, at_most: int) -> int:
    """Keys to the API that have expired, and when they were last used."""
    return let_go(Token.objects.filter(expires__lt=before), at_most)


def remove_unused_accounts(*, by: None, before: datetime, at_most: int) -> int:
    """Addresses of people who never signed in; under what they wrote, their name stays."""
    return let_go(Account.objects.filter(last_login=None, created__lt=before), at_most)


def remove_unproved_entries(*, by: None, before: datetime, at_most: int) -> int:
    """What somebody said of an address and did not show to be theirs."""
    return let_go(EntryRequest.objects.filter(proved=None, asked__lt=before), at_most)


def remove_entries(*, by: None, before: datetime, at_most: int) -> int:
    """Who asked to be let in, whatever came of it; how an employer was proved stays with the belonging."""
    return let_go(EntryRequest.objects.filter(asked__lt=before), at_most)
