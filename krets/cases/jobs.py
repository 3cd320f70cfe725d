"""After-work and clockwork of cases."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from krets.cases import actions, rules
from krets.cases.models import HOLDS, AwardAsked, Review
from krets.db.clock import now, today
from krets.db.later import job
from krets.db.readers import Reader

HOUR = 7  # o'clock, where the installation is: as digests
A_DAY = 50  # letters a day: an old archive is asked about over weeks, not in one night


@job("cases.announce")
def announce(case: str) -> None:
    """Write to those members of the case's units who want a letter for each new case."""
    actions.announce(case=case)


@job("cases.ask_reviews")
def ask_reviews() -> None:
    """Ask the writers of cases that have lapsed, oldest first."""
    lapsed = rules.published(Reader.of_system("cases.ask_reviews")).filter(
        ~Exists(Review.objects.filter(case=OuterRef("pk"), answered=None)),
        confirmed__lt=now() - HOLDS,
        still_valid=True,
    )
    for case in lapsed.order_by("confirmed")[:A_DAY]:
        actions.ask_review(case=case)


@job("cases.ask_awards")
def ask_awards() -> None:
    """Ask the writers of cases whose award was expected by today whether it is decided."""
    waiting = rules.awaiting(rules.published(Reader.of_system("cases.ask_awards")), today())
    asked = AwardAsked.objects.filter(case=OuterRef("pk"), expected=OuterRef("award_expected"))
    for case in waiting.filter(~Exists(asked)).order_by("award_expected")[:A_DAY]:
        actions.ask_award(case=case)


@job("cases.give_replies")
def give_replies() -> None:
    """Once it is seven, let out what unnamed writers replied before today."""
    if timezone.localtime(now()).hour >= HOUR:
        actions.give_replies()
