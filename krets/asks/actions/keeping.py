"""What is let go of asks, each kind when its time has come (`apps.py` says how long)."""

from datetime import datetime

from django.db.models import QuerySet

from krets.asks import rules, search
from krets.asks.models import (
    Answer,
    AnswerCheck,
    AnswerDraft,
    AnswerWriter,
    Ask,
    AskCheck,
    AskTakenDown,
    AskWriter,
    Closing,
    Draft,
    Enough,
    Suggestion,
    Thanks,
)
from krets.files.actions import FileRefused, make_nameless
from krets.people.rules import outline_of
from krets.records.keeping import let_go
from krets.search import index


def remove_drafts(*, by: None, before: datetime, at_most: int) -> int:
    """Of asks and of answers."""
    count = let_go(Draft.objects.filter(at__lt=before), at_most)
    return count + let_go(AnswerDraft.objects.filter(at__lt=before), at_most - count)


def remove_requests(*, by: None, before: datetime, at_most: int) -> int:
    """Who was asked to help, why, and what they said."""
    return let_go(Suggestion.objects.filter(sent__lt=before), at_most)


def remove_enough(*, by: None, before: datetime, at_most: int) -> int:
    """That somebody found the answer before asking."""
    return let_go(Enough.objects.filter(at__lt=before), at_most)


def forget_askers(*, by: None, before: datetime, at_most: int) -> int:
    """The asker's name: from then on the ask, and what its asker added, is shown as an unnamed one is, and nobody
    can be found behind it. What stands in the texts stays.
    """
    old = Ask.objects.filter(posted__lt=before).exclude(writer=None, hidden_writer=None)
    asks = list(old.select_related("organisation", "hidden_writer").order_by("pk")[:at_most])
    for ask in asks:
        _forget_asker(ask)
    return len(asks)


def empty_taken_down(*, by: None, before: datetime, at_most: int) -> int:
    """What stood in asks and answers that are taken down; that they were, by whom and why stays."""
    down = AskTakenDown.objects.filter(at__lt=before).values("ask")
    asks = Ask.objects.filter(pk__in=down).exclude(body="", effect_sought="")
    answers = Answer.objects.filter(taken_down__at__lt=before) | Answer.objects.filter(ask__in=down)
    count = _without_files(asks, at_most, body="", effect_sought="")
    return count + _without_files(answers.exclude(body=""), at_most - count, body="")


def _forget_asker(ask: Ask) -> None:
    person, shown_as = rules.person_behind(ask), ask.shown_as or outline_of(ask.organisation)
    own = list(ask.answers.filter(writer=person) | ask.answers.filter(hidden_writer__person=person))
    AskWriter.objects.filter(ask=ask).delete()
    AnswerWriter.objects.filter(answer__in=own).delete()
    items: list[Ask | Answer] = [ask, *own]
    for item in items:
        for file in item.files.all():
            try:
                make_nameless(files=[file])
            except FileRefused:  # its author can't be taken out of it
                item.files.remove(file)
        item.readers = [token for token in item.readers if token != f"person:{person}"]
        item.writer, item.organisation, item.shown_as = None, None, shown_as
        item.save(update_fields=["readers", "writer", "organisation", "shown_as"])
    AskCheck.objects.filter(ask=ask).update(by=None)
    AnswerCheck.objects.filter(answer__in=own).update(by=None)
    Closing.objects.filter(ask=ask, by=person).update(by=None)
    Thanks.objects.filter(answer__ask=ask, by=person).update(by=None)
    if ask.readers:  # else it is taken down
        index.put(search.document(ask))
    for answer in own:
        if answer.readers:
            index.put(search.answer_document(answer, ask))


def _without_files(rows: "QuerySet[Ask] | QuerySet[Answer]", at_most: int, **values: str) -> int:
    for item in rows.order_by("pk")[:at_most]:
        item.files.clear()
    return let_go(rows, at_most, **values)
