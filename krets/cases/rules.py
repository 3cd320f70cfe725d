"""Who may see a case, and who may change it."""

from django.db.models import Q, QuerySet

from krets.cases.models import Case
from krets.db.readers import Reader


def visible(reader: Reader) -> "QuerySet[Case]":
    """Published cases whose audience the reader belongs to, and the reader's own, drafts too."""
    if reader.system:
        everything: QuerySet[Case] = Case.objects.all()
        return everything
    shared = Q(readers__overlap=list(reader.tokens), published__isnull=False)
    cases: QuerySet[Case] = Case.objects.filter(shared | _own(reader) if reader.person else shared)
    return cases


def published(reader: Reader) -> "QuerySet[Case]":
    """What lists and search show: no drafts, not even one's own."""
    return visible(reader).filter(published__isnull=False)


def own(reader: Reader) -> "QuerySet[Case]":
    """The reader's own cases and drafts, unnamed ones too."""
    cases: QuerySet[Case] = Case.objects.filter(_own(reader)) if reader.person else Case.objects.none()
    return cases


def may_edit(reader: Reader, case: Case) -> bool:
    """Only who wrote it."""
    if reader.person is None:
        return False
    if case.writer_id is not None:
        return case.writer_id == reader.person
    return Case.objects.filter(pk=case.pk, hidden_writer__person_id=reader.person).exists()


def may_reuse(reader: Reader, case: Case) -> bool:
    """Any signed-in reader of a published case may say that they used it."""
    return reader.person is not None and case.published is not None


def _own(reader: Reader) -> Q:
    return Q(writer_id=reader.person) | Q(hidden_writer__person_id=reader.person)
