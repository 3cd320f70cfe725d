"""What of cases waits for whoever runs the units they are shared in."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, QuerySet

from krets.cases.models import Case, Question
from krets.cases.rules.questions import visible_questions
from krets.cases.rules.seeing import own, published
from krets.db.readers import Reader


def overdue_reviews(reader: Reader, units: Iterable[int], *, before: datetime, some: int) -> list[Case]:
    """Cases shared in these units whose writer was asked before then whether they still hold, and has not said.

    Each with `asked_at`. One query.
    """
    rows: QuerySet[Case] = published(reader).filter(
        units__in=list(units), reviews__answered=None, reviews__asked__lte=before
    )
    rows = rows.annotate(asked_at=Min("reviews__asked")).only("key", "title", "language", "readers", "shown_as")
    return list(rows.order_by("asked_at", "pk")[:some])


def unreplied(reader: Reader, units: Iterable[int], some: int) -> list[Question]:
    """Questions put to the reader about cases of theirs in these units, without a reply; the oldest first."""
    rows = visible_questions(reader).filter(case__in=own(reader), case__units__in=list(units), reply=None)
    return list(rows.select_related("case").distinct().order_by("on", "key")[:some])
