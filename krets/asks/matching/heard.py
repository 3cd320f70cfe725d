"""What was asked and answered so far, as the engine hears it: the latest of it, in the order it was said."""

from functools import lru_cache

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Left

from krets.asks.models import Answer, Ask
from krets.engines.matching.ledger import Ledger, Letter

DAY = 86_400  # seconds
ASKS = 3000  # what is older than the latest weighs nothing any more: half in half a year
ANSWERS = 9000
LONGEST = 4000  # characters of each that are read


def ledger() -> Ledger:
    """Of all asks and named answers; what was taken down is left out. Kept until something more is said."""
    state = tuple(
        tuple(rows.order_by().aggregate(latest=Max("pk"), rows=Count("pk")).values())
        for rows in (_asks(), _answers())
    )
    return _made(state)


@lru_cache(maxsize=1)
def _made(state: object) -> Ledger:
    made = Ledger()
    asks = _asks().annotate(said=Left("body", LONGEST)).order_by("-posted")
    answers = _answers().annotate(said=Left("body", LONGEST)).order_by("-posted")
    letters = [
        Letter(person or "", posted.timestamp() / DAY, thread, f"{said}\n{topic}", title, opens=True)
        for person, posted, thread, said, topic, title in asks.values_list(
            "writer__key", "posted", "key", "said", "topic", "title"
        )[:ASKS]
    ]
    letters += [
        Letter(person, posted.timestamp() / DAY, thread, said)
        for person, posted, thread, said in answers.values_list("writer__key", "posted", "ask__key", "said")[
            :ANSWERS
        ]
    ]
    for letter in sorted(letters, key=lambda letter: (letter.at, not letter.opens)):
        made.hear(letter)
    return made


def _asks() -> "QuerySet[Ask]":
    return Ask.objects.filter(taken_down=None)


def _answers() -> "QuerySet[Answer]":
    return Answer.objects.filter(writer__isnull=False, taken_down=None, ask__taken_down=None)
