"""Who answers when asked: more or less often than was expected of them."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q, Sum

from krets.asks.models import Suggestion
from krets.db.clock import now

REMEMBERED = timedelta(days=365)
WAITED = timedelta(days=2)  # so long nobody's silence says anything
STEADY = 2.0  # requests expected to be answered: so much history it takes to count half


def willingness(people: Iterable[str]) -> dict[str, float]:
    """Person → 1 when they answered as often as expected, 2 when twice as often; nearer 1 where little is known.

    What is expected is what everybody together answered of what was likely. One query.
    """
    told = (
        Suggestion.objects.filter(person__key__in=list(people), passed_on_by=None, sent__gt=now() - REMEMBERED)
        .filter(~Q(reply="") | Q(sent__lt=now() - WAITED))
        .order_by()
        .values_list("person__key")
        .annotate(expected=Sum("likely"), answered=Count("pk", filter=Q(reply=Suggestion.Reply.ANSWERED)))
    )
    rows = list(told)
    expected, answered = (sum(row[place] for row in rows) for place in (1, 2))
    level = answered / expected if expected else 0.0
    return {
        person: (answers + STEADY) / (level * likely + STEADY) if level else 1.0
        for person, likely, answers in rows
    }
