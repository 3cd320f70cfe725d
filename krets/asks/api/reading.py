"""Asks and answers that the reader may read."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query

from krets.api.binary import FILE, octets
from krets.api.fields import Key, Slug
from krets.api.paging import Page, newest_first, oldest_first
from krets.api.scopes import needs
from krets.asks import rules
from krets.asks.api import shapes
from krets.asks.api.routes import router
from krets.asks.models import Answer, Ask
from krets.db.identity import Request
from krets.files.responses import download
from krets.networks import rules as networks
from krets.networks.api import WhoReads, who_reads
from krets.records.actions import saw

FIRST = Page(limit=20, cursor="")


class Filter(Page):
    mine: bool = Field(False, description="Only your own, unnamed ones too.")
    open: bool | None = Field(None, description="Only open ones, or only closed ones.")
    unanswered: bool = False
    unit: Slug | None = None


@router.get("/asks", response=shapes.Asks)
@needs("read")
def asks(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Asks that you may read, newest first."""
    reader = request.reader
    unit = networks.visible(reader).filter(slug=filters.unit).first() if filters.unit else None
    found = rules.listed(reader, "mine" if filters.mine else "all", unit)
    if filters.open is not None:
        found = found.filter(closing__isnull=filters.open)
    if filters.unanswered:
        found = found.filter(answer_count=0)
    if filters.unit and unit is None:
        found = found.none()
    rows, following = newest_first(
        shapes.with_all(found.defer("body", "effect_sought"), reader), filters, "posted"
    )
    return {"items": shapes.rows(rows, reader), "next": following}


@router.get("/asks/{key}", response=shapes.AskShown)
@needs("read")
def ask(request: Request, key: Key, page: Query[Page]) -> dict[str, Any]:
    """One ask with its answers, in the order they came; `limit` and `cursor` page the answers."""
    found = the_ask(request, key)
    if not rules.is_asker(request.reader, found):
        saw(by=request.reader.person, kind="ask", key=key, what="API", readers=found.readers)
    return show(request, found, page)


@router.get("/asks/{key}/readers", response=WhoReads)
@needs("read")
def ask_readers(request: Request, key: Key, page: Query[Page]) -> dict[str, Any]:
    """Who reads an ask: how many, where they work, and those whom you may know of."""
    ask = the_ask(request, key)
    mine = rules.is_asker(request.reader, ask)
    return who_reads(networks.who_reads(ask.readers, request.reader, mine=mine), page)


@router.get("/asks/{key}/answers/{answer}/readers", response=WhoReads)
@needs("read")
def answer_readers(request: Request, key: Key, answer: Key, page: Query[Page]) -> dict[str, Any]:
    """The same of an answer."""
    ask = the_ask(request, key)
    found = get_object_or_404(rules.visible_answers(request.reader), ask=ask, key=answer)
    return who_reads(rules.who_reads_answer(found, ask, request.reader), page)


@router.get("/asks/{key}/files/{file}", openapi_extra=FILE)
@needs("read")
def attached(request: Request, key: Key, file: Key) -> FileResponse:
    """A file that hangs on an ask, or on an answer to it."""
    found = get_object_or_404(rules.attached(key, request.reader), key=file)
    if rules.leaves_trace(request.reader, key, found):
        saw(by=request.reader.person, kind="file", key=found.key, what="API")
    return octets(download(found))


def the_ask(request: Request, key: str) -> Ask:
    """404 for what the reader may not know of."""
    found: Ask = get_object_or_404(shapes.with_all(rules.visible(request.reader), request.reader), key=key)
    return found


def show(request: Request, ask: Ask, page: Page | None = None) -> dict[str, Any]:
    answers, following = oldest_first(rules.answers_of(ask, request.reader), page or FIRST, "posted")
    return shapes.whole(ask, request.reader, answers, following)


def answered(request: Request, ask: Ask, keys: list[str]) -> "QuerySet[Answer]":
    """Those answers by others, all of which must be there for the reader to see. 404 if one is not."""
    found = rules.answers_by_others(ask, request.reader).filter(key__in=keys)
    if len(found) < len(set(keys)):
        raise Http404
    return found
