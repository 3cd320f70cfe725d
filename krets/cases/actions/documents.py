"""Files to reuse: `attach` and `detach`."""

from collections.abc import Iterable
from datetime import date

from krets.activity.actions import record
from krets.cases import rules, search
from krets.cases.actions.publishing import NotReady
from krets.cases.models import Case, CaseCheck, Document
from krets.db.clock import now
from krets.db.identity import verb
from krets.files.actions import FileRefused, make_nameless
from krets.files.models import File
from krets.networks.models import Unit, Width
from krets.networks.rules import tokens_of
from krets.people.models import Person
from krets.records.actions import removed


@verb
def attach(
    *,
    by: Person,
    case: Case,
    file: File,
    title: str,
    licence: str = Document.Licence.CC_BY,
    suppliers_own: bool = False,
    assessed_by: str = "",
    assessed_on: date | None = None,
    audience: str = Width.SAME,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
) -> Document:
    """Hang a file on a case. A supplier's needs who judged its secrecy and when, else NotReady.

    audience: SAME as the case, or UNITS for some of its readers.
    """
    faults = rules.document_faults(
        case, title=title, licence=licence, suppliers_own=suppliers_own, assessed_by=assessed_by,
        assessed_on=assessed_on,
    )  # fmt: skip
    if faults:
        raise NotReady(faults)
    if case.unnamed:
        try:
            make_nameless(files=[file])
        except FileRefused as refusal:
            raise NotReady({"file": str(refusal)}) from refusal
    document = Document.objects.create(
        case=case,
        file=file,
        title=title.strip()[:160],
        licence=licence,
        suppliers_own=suppliers_own,
        assessed_by=assessed_by if suppliers_own else "",
        assessed_on=assessed_on if suppliers_own else None,
        narrowed=audience != Width.SAME,
        readers=tokens_of(units, people) if audience == Width.UNITS else [],
    )
    _changed(case, "cases.attach", by)
    return document


@verb
def detach(*, by: Person, document: Document) -> None:
    """Take a document off its case; nobody can download it from there any more."""
    case = document.case
    if rules.was_shared(case):
        removed(by=None if case.unnamed else by, kind="documents", key=document.key, why="taken off by its writer")
    document.delete()
    _changed(case, "cases.detach", by)


def _changed(case: Case, verb: str, by: Person) -> None:
    Case.objects.filter(pk=case.pk).update(edited=now())
    if case.published is None:
        return
    CaseCheck.objects.filter(case=case).update(by=None if case.unnamed else by, at=now())
    search.appear(case)
    record(verb=verb, kind="case", key=case.key, by=None if case.unnamed else by)
