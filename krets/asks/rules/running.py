"""What of asks waits for whoever runs the units they are shared in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from krets.asks.models import Answer, Ask, Wave, WriteUp
from krets.asks.rules.seeing import visible_answers
from krets.db import readers
from krets.db.clock import today
from krets.db.readers import Reader


def unanswered(reader: Reader, units: Iterable[int], *, since: datetime, until: datetime, some: int) -> list[Ask]:
    """Open asks of these units, posted between the two moments, that nobody has answered; the oldest first.

    Each with whether there are more to ask (`may_ask_more`). One query.
    """
    tokens = [readers.unit(pk) for pk in units]
    rows: QuerySet[Ask] = Ask.objects.readable(reader).filter(readers__overlap=tokens, closing=None)
    rows = rows.filter(answer_count=0, private_count=0, posted__range=(since, until)).exclude(deadline__lt=today())
    rows = rows.annotate(called=Coalesce(Max("waves__number"), 0)).defer("body", "effect_sought")
    found: list[Any] = list(rows.order_by("posted", "pk")[:some])
    for ask in found:
        ask.may_ask_more = ask.called < Wave.AT_MOST
    return found


def worth_keeping(reader: Reader, units: Iterable[int], *, since: datetime, some: int) -> list[Answer]:
    """Answers that were thanked for since then and that nobody began to write up; the newest first. One query."""
    tokens = [readers.unit(pk) for pk in units]
    begun = WriteUp.objects.filter(answer=OuterRef("pk"))
    rows: QuerySet[Answer] = visible_answers(reader).filter(ask__readers__overlap=tokens, thanks__at__gte=since)
    rows = rows.filter(~Exists(begun), case=None).select_related("ask", "writer", "thanks").defer("ask__body")
    return list(rows.order_by("-thanks__at", "-pk")[:some])
