"""Who answers when asked: more or less often than was expected of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum

from krets.asks.models import Suggestion
from krets.db.clock import now

REMEMBERED = timedelta(days=365)
WAITED = timedelta(days=2)  # so long nobody's silence says anything
STEADY = 2.0  # requests expected to be answered: so much history it takes to count half


@dataclass(frozen=True, slots=True)
class History:
    """`factor`: 1 for who answers as often as was expected when asked, 2 for twice as often; nearer 1 where little
    is known. `asked`: how often, in a year."""

    factor: float = 1.0
    asked: int = 0


def histories(people: Iterable[str]) -> dict[str, History]:
    """Of those who were asked. What is expected is what all together answered of what was likely. One query."""
    told = (
        Suggestion.objects.filter(person__key__in=list(people), passed_on_by=None, sent__gt=now() - REMEMBERED)
        .filter(~Q(reply="") | Q(sent__lt=now() - WAITED))
        .order_by()
        .values_list("person__key")
        .annotate(
            expected=Sum("likely"),
            answered=Count("pk", filter=Q(reply=Suggestion.Reply.ANSWERED)),
            asked=Count("pk"),
        )
    )
    rows = list(told)
    expected, answered = (sum(row[place] for row in rows) for place in (1, 2))
    level = answered / expected if expected else 0.0
    return {
        person: History((answers + STEADY) / (level * likely + STEADY) if level else 1.0, asked)
        for person, likely, answers, asked in rows
    }
