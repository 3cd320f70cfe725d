"""Cases that the reader may read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query

from krets.api.binary import FILE, octets
from krets.api.fields import NO_NULL, Key, Slug
from krets.api.paging import Page, newest_first
from krets.api.scopes import needs
from krets.cases import rules
from krets.cases.api import shapes
from krets.cases.api.routes import router
from krets.cases.models import Case
from krets.db.identity import Request
from krets.files.responses import download
from krets.networks import rules as networks
from krets.networks.api import WhoReads, who_reads
from krets.networks.models import Phase
from krets.people.models import Organisation
from krets.records.actions import saw


class Filter(Page):
    mine: bool = Field(False, description="Only your own, unnamed ones and drafts too, newest change first.")
    outcome: Case.Outcome | None = None
    kind: Organisation.Kind | None = None
    size: Organisation.Size | None = None
    theme: Case.Theme | None = None
    phase: Phase | None = None
    unit: Slug | None = None
    topic: str = Field("", max_length=80, pattern=NO_NULL, description="Words, or a CPV code of 2–8 digits.")


@router.get("/cases", response=shapes.Cases)
@needs("read")
def cases(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Published cases that you may read, newest first."""
    reader = request.reader
    found = rules.own(reader) if filters.mine else rules.published(reader)
    found = rules.narrowed(found, filters.dict(exclude_none=True))
    if filters.unit:
        unit = networks.visible(reader).filter(slug=filters.unit).first()
        found = found.filter(units=unit) if unit else found.none()
    rows, following = newest_first(
        shapes.with_all(found, reader), filters, "edited" if filters.mine else "published"
    )
    return {"items": shapes.rows(rows, reader), "next": following}


@router.get("/cases/{key}", response=shapes.CaseShown)
@needs("read")
def case(request: Request, key: Key) -> dict[str, Any]:
    """One case, whole."""
    found = the_case(request, key)
    if not rules.is_writer(request.reader, found):
        saw(by=request.reader.person, kind="case", key=key, what="API", readers=found.readers)
    return shapes.whole(found, request.reader)


@router.get("/cases/{key}/readers", response=WhoReads)
@needs("read")
def case_readers(request: Request, key: Key, page: Query[Page]) -> dict[str, Any]:
    """Who reads a published case: how many, where they work, and those whom you may know of."""
    found = get_object_or_404(rules.visible(request.reader).filter(published__isnull=False), key=key)
    mine = rules.is_writer(request.reader, found)
    return who_reads(networks.who_reads(found.readers, request.reader, mine=mine), page)


@router.get("/cases/{key}/documents/{document}", openapi_extra=FILE)
@needs("read")
def document(request: Request, key: Key, document: Key) -> FileResponse:
    """A document of a case. Mind its licence."""
    documents = rules.visible_documents(request.reader).select_related("file", "case")
    found = get_object_or_404(documents, case__key=key, key=document)
    if not rules.is_writer(request.reader, found.case):
        saw(by=request.reader.person, kind="document", key=document, what="API", readers=found.case.readers)
    found.file.name = found.download_name
    return octets(download(found.file))


def the_case(request: Request, key: str) -> Case:
    """404 for what the reader may not know of."""
    rows = shapes.with_all(rules.visible(request.reader), request.reader).select_related("typed")
    found: Case = get_object_or_404(rows, key=key)
    return found


def own_case(request: Request, key: str) -> Case:
    """403 when it is somebody else's."""
    found = the_case(request, key)
    if not rules.may_edit(request.reader, found):
        raise PermissionDenied
    return found
