"""The one letter of this room."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from krets.mail import outbox

SHOWN = 50


def digest(person: Any, *, period: str, items: list[dict[str, Any]], day: date) -> None:
    """What happened since the last one: titles and links, never more, since some of it is before an award."""
    outbox.write(
        template="activity/mail/digest",
        context={
            "period": period,
            "items": items[:SHOWN],
            "count": len(items),
            "more": max(0, len(items) - SHOWN),
            "choices": _choices(),
        },
        person=person,
        kind="digest",
        shows=[item["what"] for item in items[:SHOWN]],
        once=f"activity.digest:{period}:{person.pk}:{day.isoformat()}",
    )


def _choices() -> str:
    try:
        return f"{settings.URL}{reverse('notices')}"
    except NoReverseMatch:
        return settings.URL
