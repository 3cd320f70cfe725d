"""Digests: what somebody has not been told yet, in one letter, as far as they may still read it."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import pgettext_lazy

from krets.activity import emails
from krets.activity.models import Entry, Hearing, Notice
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.later import later

HOUR = 7  # o'clock, where the installation is
MONDAY = 0
_WORDS = {
    "ask": pgettext_lazy("in a digest", "Ask"),
    "answer": pgettext_lazy("in a digest", "Answer"),
    "case": pgettext_lazy("in a digest", "Case"),
    "unit": pgettext_lazy("in a digest", "Network"),
    "person": pgettext_lazy("in a digest", "Colleague"),
}


def begin(period: str) -> None:
    """Queue a digest for everybody who has something untold. Run hourly: late is better than never.

    What happened since the last seven o'clock (of a Monday, for weekly ones) waits for the next.
    """
    until = latest(period)
    waiting = Notice.objects.filter(how=Hearing.How(period), told=None, entry__at__lt=until)
    for person in waiting.order_by("person_id").values_list("person_id", flat=True).distinct():
        later(
            "activity.digest_for",
            once=f"digest:{period}:{person}",
            period=period,
            person=person,
            until=until.isoformat(),
        )


def latest(period: str) -> datetime:
    """The last moment at which digests of this period were due."""
    local = timezone.localtime(now())
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if due > local:
        due -= timedelta(days=1)
    if period == Hearing.How.WEEKLY:
        due -= timedelta(days=(due.weekday() - MONDAY) % 7)
    return due


def write(period: str, person: int, until: datetime) -> None:
    """One person's digest. Everything that waited counts as told, also what they may no longer read."""
    waiting = list(
        Notice.objects.select_for_update(of=("self",))
        .filter(person_id=person, how=period, told=None, entry__at__lt=until)
        .select_related("entry")
        .order_by("entry__at", "pk")
    )
    if not waiting:
        return
    items = readable([notice.entry for notice in waiting], person)
    if items:
        emails.digest(waiting[0].person, period=period, items=items, day=until.date())
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(told=now())


def readable(entries: list[Entry], person: int) -> list[dict[str, Any]]:
    """What each entry is called and where it stands, for this reader now; never more than that."""
    wanted = Q()
    for entry in entries:
        wanted |= Q(kind=entry.kind, key=entry.key)
    reader = import_string(settings.KRETS_READER_OF_PERSON)(person)
    # By name: search stands beside us on the stairs.
    documents = apps.get_model("search", "Document").objects.readable(reader).filter(wanted, deleted=False)
    with acting_as(reader):
        found = {(document.kind, document.key): document for document in documents}
    items = {}
    for entry in entries:
        document = found.get((entry.kind, entry.key))
        link = _link(document) if document is not None else ""
        if document is not None and link:
            word = in_words(entry)
            what = f"{document.kind}:{document.key}"
            items[(str(word), link)] = {"word": word, "title": document.title, "link": link, "what": what}
    return list(items.values())


def in_words(entry: Entry) -> Any:
    """What happened, in the words of the room it happened in: its `apps.py` has `news`, verb → words."""
    for app in apps.get_app_configs():
        found = getattr(app, "news", {}).get(entry.verb)
        if found is not None:
            return found
    return _WORDS.get(entry.kind, "")


def _link(document: Any) -> str:
    kind, key, place = document.kind, document.key, ""
    if kind == "answer":
        kind, key, place = "ask", document.facets.get("ask", ""), f"#answer-{key}"
    try:
        return f"{settings.URL}{reverse(kind, args=[key])}{place}"
    except NoReverseMatch:
        return ""
