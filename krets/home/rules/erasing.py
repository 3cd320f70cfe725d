"""What goes, what stays and why when somebody asks to be erased."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from krets.asks import rules as asks
from krets.asks.models import Answer, Ask, Thanks
from krets.networks.models import Membership, Unit
from krets.people.models import Account, Person

OFFERED = 200  # of one's newest asks and answers, to take away one by one


def removable(person: Person) -> list[Ask | Answer]:
    """What its writer may have taken away wholly, newest first: asks, and answers that nobody was thanked for.

    Cases belong to the organisation, and what was thanked for is in use.
    """
    own_asks = Ask.objects.filter(asks.asked_by(person.pk)).order_by("-posted")[:OFFERED]
    unthanked = ~Exists(Thanks.objects.filter(answer=OuterRef("pk")))
    own_answers = Answer.objects.filter(asks.answered_by(person.pk)).filter(unthanked).select_related("ask")
    found: list[Any] = [*own_asks, *own_answers.order_by("-posted")[:OFFERED]]
    return sorted(found, key=lambda item: item.posted, reverse=True)[:OFFERED]


def left_alone(person: Person) -> "QuerySet[Unit]":
    """Units that would have no coordinator: nobody else coordinates them, and there are others in them."""
    now = Q(memberships__ended=None)
    coordinating = Q(memberships__role=Membership.Role.COORDINATOR)
    mine = Membership.objects.filter(person=person, ended=None, role=Membership.Role.COORDINATOR).values("unit")
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=mine)
    counted = units.annotate(
        coordinators=Count("memberships", filter=now & coordinating), people=Count("memberships", filter=now)
    )
    return counted.filter(coordinators=1, people__gt=F("coordinators"))


def operators() -> "QuerySet[Person]":
    """Whom to tell of what nobody else answers for."""
    running = Account.objects.filter(is_operator=True, is_active=True)
    people: QuerySet[Person] = Person.objects.filter(account__in=running).select_related("account")
    return people
