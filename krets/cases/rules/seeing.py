"""Who may see a case, and who may change it."""

from django.db.models import Q, QuerySet

from krets.cases.models import Case, CaseWriter, Document, Reuse
from krets.db.prepared import prepared
from krets.db.readers import Reader, shared_with
from krets.networks.rules import coordinates
from krets.people.models import Person
from krets.records.rules import may_remove


def visible(reader: Reader) -> "QuerySet[Case]":
    """Published cases whose audience the reader belongs to, and the reader's own, drafts too."""
    if reader.system:
        everything: QuerySet[Case] = Case.objects.all()
        return everything
    shared = shared_with(reader) & Q(published__isnull=False)
    cases: QuerySet[Case] = Case.objects.filter(shared | _own(reader) if reader.person else shared)
    return cases


def published(reader: Reader) -> "QuerySet[Case]":
    """What lists and search show: no drafts, not even one's own."""
    cases: QuerySet[Case] = Case.objects.readable(reader).filter(published__isnull=False)
    return cases


def own(reader: Reader) -> "QuerySet[Case]":
    """The reader's own cases and drafts, unnamed ones too."""
    cases: QuerySet[Case] = Case.objects.filter(_own(reader)) if reader.person else Case.objects.none()
    return cases


def visible_documents(reader: Reader) -> "QuerySet[Document]":
    """Documents of the cases that the reader may see; narrowed ones as one of their readers or the writer."""
    documents = Document.objects.filter(case__in=visible(reader))
    if reader.system:
        return documents
    own = Q(case__in=Case.objects.filter(_own(reader))) if reader.person else Q()
    return documents.filter(Q(narrowed=False) | shared_with(reader) | own)


def visible_reuses(reader: Reader, case: Case) -> "QuerySet[Reuse]":
    """Who used a case is told to everybody who may read it."""
    return Reuse.objects.filter(case=case, case__in=visible(reader)).select_related("organisation")


def oneself(reader: Reader) -> Person | None:
    """The reader, with organisation. One query; none for a stranger."""
    return None if reader.person is None else next(iter(_people(reader)), None)


@prepared
def _people(reader: Reader) -> "QuerySet[Person]":
    return Person.objects.filter(pk=reader.person or 0).select_related("organisation")


def may_draft(reader: Reader) -> bool:
    """A case comes from a public buyer: anybody who belongs to an organisation."""
    return reader.is_buyer


def is_writer(reader: Reader, case: Case) -> bool:
    """Whether the reader wrote the case, named or not."""
    if reader.person is None:
        return False
    if case.writer_id is not None:
        return bool(case.writer_id == reader.person)
    return Case.objects.filter(pk=case.pk, hidden_writer__person_id=reader.person).exists()


def writer_of(case: Case) -> Person | None:
    """Who wrote it, for letters and notices to that person alone; None for an imported unnamed case."""
    if case.writer_id is not None:
        return case.writer
    hidden = getattr(case, "hidden_writer", None)
    return hidden.person if hidden is not None else None


def may_edit(reader: Reader, case: Case) -> bool:
    """Only who wrote it saves, publishes, attaches and reviews."""
    return is_writer(reader, case)


def may_withdraw(reader: Reader, case: Case) -> bool:
    """Who wrote it, and who coordinates a unit that it is shared in, take it down."""
    return case.published is not None and (coordinates(reader, case.readers) or is_writer(reader, case))


def may_remind_review(reader: Reader, case: Case) -> bool:
    """Who coordinates a unit that it is shared in has its writer asked once more whether it still holds."""
    return case.published is not None and coordinates(reader, case.readers)


def was_shared(case: Case) -> bool:
    """Whether others read it, now or before it was taken down."""
    return case.published is not None or case.withdrawals.exists()


def may_detach(case: Case) -> bool:
    """What others could once read is removed from an authority's Krets only if a retention decision covers it."""
    return not was_shared(case) or may_remove("documents")


def may_reuse(reader: Reader, case: Case) -> bool:
    """Any buyer who reads a published case may say that they used it, but for its writer."""
    return may_draft(reader) and case.published is not None and not is_writer(reader, case)


def _own(reader: Reader) -> Q:
    hidden = CaseWriter.objects.filter(person_id=reader.person or 0)
    return Q(writer_id=reader.person or 0) | Q(pk__within=hidden.values("case"))
