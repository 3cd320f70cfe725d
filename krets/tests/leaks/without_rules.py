"""Every rule that says who sees a row, switched off: what then still holds is PostgreSQL."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.models import Count, Q

from krets.asks import rules as asks
from krets.asks.models import Answer, Ask
from krets.cases import rules as cases
from krets.cases.models import Case, Document, Question, Reply, Reuse
from krets.db import prepared, readers
from krets.networks import rules as networks
from krets.networks.models import Application, Exemption, Handover, Mandate, NextMeeting, Topic, Unit, Watch
from krets.people import rules as people
from krets.people.models import Person, ProfileField
from krets.search import chain

INSTEAD: dict[Any, Any] = {
    readers.shared_with: lambda reader: Q(pk__gt=0),
    asks.visible: lambda reader: Ask.objects.all(),
    asks.visible_answers: lambda reader: Answer.objects.all(),
    cases.visible: lambda reader: Case.objects.all(),
    cases.published: lambda reader: Case.objects.filter(published__isnull=False),
    cases.visible_documents: lambda reader: Document.objects.all(),
    cases.visible_questions: lambda reader: Question.objects.all(),
    cases.visible_replies: lambda reader: Reply.objects.all(),
    cases.visible_reuses: lambda reader, case: Reuse.objects.filter(case=case).select_related("organisation"),
    networks.visible: lambda reader: Unit.objects.all(),
    networks.handovers: lambda reader: Handover.objects.select_related("unit", "predecessor", "successor", "by"),
    networks.mandates_of: lambda reader, unit: Mandate.objects.filter(unit=unit).select_related(
        "person__organisation", "appointed_by"
    ),
    networks.visible_topics: lambda reader, unit: _topics(unit),
    networks.visible_watch: lambda reader, unit: Watch.objects.filter(unit=unit).select_related("by", "unit"),
    networks.visible_meeting: lambda reader, unit: NextMeeting.objects.filter(unit=unit).first(),
    networks.visible_applications: lambda reader: Application.objects.all(),
    networks.exemptions: lambda reader, unit: Exemption.objects.filter(unit=unit).select_related("rule"),
    networks.may_know: lambda reader, unit: True,
    people.visible: lambda reader: Person.objects.all(),
    people.visible_fields: lambda reader, person: ProfileField.objects.filter(person=person),
    chain.readable: lambda reader: [],
}


def _topics(unit: Unit) -> Any:
    return Topic.objects.filter(unit=unit).annotate(wanted=Count("votes")).select_related("by", "unit")


@contextmanager
def rules_switched_off() -> Iterator[None]:
    with patch.multiple(readers.ReadableQuerySet, readable=lambda rows, reader: rows), _unprepared():
        patches = [
            patch.object(module, name, INSTEAD[value])
            for module in _modules()
            for name, value in list(vars(module).items())
            if callable(value) and _stands_for(value)
        ]
        with patch.object(readers.Reader, "reads", lambda reader, row: row is not None):
            for one in patches:
                one.start()
            try:
                yield
            finally:
                for one in patches:
                    one.stop()


def _modules() -> list[Any]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("krets.") and module]


def _stands_for(value: Any) -> bool:
    try:
        return value in INSTEAD
    except TypeError:
        return False


def _unprepared() -> Any:
    """A prepared query was written by the rules; written anew each time it is written without them."""

    def run(query: Any, *given: Any, part: Any = None, **shaping: Any) -> list[Any]:
        return list(prepared._part(query.write(*given, **shaping), part))

    return patch.object(prepared.prepared, "__call__", run)
