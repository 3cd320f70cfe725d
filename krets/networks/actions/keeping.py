"""What is let go of units, each kind when its time has come (`apps.py` says how long)."""

from datetime import datetime

from django.db.models import Q

from krets.networks.models import (
    Application,
    Ballot,
    DatePoll,
    Exemption,
    Founding,
    Handover,
    Import,
    Mandate,
    Membership,
    Restart,
    Signature,
    Topic,
    Watch,
)
from krets.people.models import Person
from krets.records.keeping import let_go


def remove_memberships(*, by: None, before: datetime, at_most: int) -> int:
    """Who was a member once, and since when; not who rests."""
    return let_go(Membership.objects.filter(ended__lt=before, resting=None), at_most)


def remove_resting(*, by: None, before: datetime, at_most: int) -> int:
    """Who rested so long that nobody waits for them."""
    return let_go(Membership.objects.filter(resting__lt=before), at_most)


def remove_applications(*, by: None, before: datetime, at_most: int) -> int:
    """What was decided or taken back, with its answers."""
    closed = Application.objects.filter(at__lt=before).exclude(state__in=Application.OPEN)
    return let_go(closed, at_most)


def remove_application_drafts(*, by: None, before: datetime, at_most: int) -> int:
    return let_go(Application.objects.filter(at__lt=before, state=Application.State.DRAFT), at_most)


def remove_exemptions(*, by: None, before: datetime, at_most: int) -> int:
    return let_go(Exemption.objects.filter(at__lt=before), at_most)


def remove_mandates(*, by: None, before: datetime, at_most: int) -> int:
    """Who was trusted with what once; and notes at a handover, when all that was handed over is gone."""
    gone = let_go(Mandate.objects.filter(ended__lt=before), at_most)
    return gone + let_go(Handover.objects.filter(mandates=None, at__lt=before), at_most - gone)


def remove_restarts(*, by: None, before: datetime, at_most: int) -> int:
    """How a unit was woken, and who said what."""
    return let_go(Restart.objects.filter(sent__lt=before), at_most)


def remove_agendas(*, by: None, before: datetime, at_most: int) -> int:
    """What subgroups have done, and what they watched."""
    gone = let_go(Topic.objects.filter(done__lt=before), at_most)
    return gone + let_go(Watch.objects.filter(at__lt=before), at_most - gone)


def remove_imports(*, by: None, before: datetime, at_most: int) -> int:
    """Lists that were brought, and their rows; whoever became a member by one stays one."""
    return let_go(Import.objects.filter(at__lt=before), at_most)


def remove_foundings(*, by: None, before: datetime, at_most: int) -> int:
    """Applications that were turned down, with who signed them."""
    return let_go(Founding.objects.filter(outcome=Founding.Outcome.NO, ended__lt=before), at_most)


def remove_ballots(*, by: None, before: datetime, at_most: int) -> int:
    """Who said what in an open vote. The numbers stay."""
    return let_go(Ballot.objects.filter(entry__vote__closed__lt=before), at_most)


def remove_date_polls(*, by: None, before: datetime, at_most: int) -> int:
    """Which day suited whom."""
    return let_go(DatePoll.objects.filter(at__lt=before), at_most)


def forget_signer(*, by: Person) -> None:
    """Somebody is erased: an application that they signed or were asked to sign keeps where they worked."""
    mine = Q(person=by) | Q(email__iexact=by.account.email)
    for signature in Signature.objects.filter(mine):
        # Nobody else's address, so that two who are gone are two.
        signature.email, signature.name, signature.title = signature.key, "", ""
        signature.save(update_fields=["email", "name", "title"])
