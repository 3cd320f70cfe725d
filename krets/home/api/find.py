"""One question over everything that the reader may read, as JSON."""

import tempfile
from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.http import FileResponse, Http404
from ninja import Field, Query, Schema

from krets.api.binary import FILE, octets
from krets.api.fields import NO_NULL, Slug
from krets.api.paging import Page, cursor_to, number_of
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.cases.models import Case
from krets.db.identity import Request
from krets.home import actions, rules, search
from krets.home.api.routes import router
from krets.networks.models import Phase
from krets.people.models import Organisation
from krets.people.rules import person_of


class Filter(Page):
    limit: Literal[20] = Field(20, description="Hits come twenty at a time.")
    q: str = Field(max_length=500, pattern=NO_NULL, description="Words, or a CPV code.")
    kind: Literal["case", "ask", "answer", "person", "unit"] | None = None
    language: Literal["sv", "fi", "nb", "da", "en"] | None = None
    foreign: Literal["after", "not"] | None = Field(
        None, description="What is written in other languages than the question: after the rest, or not at all."
    )
    outcome: Case.Outcome | None = None
    organisation_kind: Organisation.Kind | None = None
    organisation_size: Organisation.Size | None = None
    phase: Phase | None = None


class Piece(Schema):
    """A part of a snippet; `hit` when it is what was asked for."""

    text: str
    hit: bool


class HitShown(Schema):
    kind: str
    key: str
    url: str
    title: str
    who: list[str] = Field(description="Names that you may see; of an unnamed writer kind and size.")
    snippet: list[Piece]
    answers: int = Field(
        description="How many answers match. An ask and its answers are one hit, the best of them."
    )
    told_by: str = Field(description="The key of the answer that the snippet is of, when it is not the hit's own.")
    because: list[str] = Field(description="Why it was found, the strongest reason first.")
    language: str
    at: datetime | None


class FoundShown(Schema):
    items: list[HitShown]
    next: str | None = Field(description="The cursor of the next page; null when this is the last.")
    total: int = Field(description="Of what you may read.")
    more: bool = Field(description="There is more than was counted.")
    by_kind: dict[str, int] = Field(description="Hits of each kind; answers count with their asks.")
    filters: dict[str, dict[str, int]] = Field(description="What the hits could be narrowed by, and to how many.")
    nearest: list[HitShown] = Field(description="What comes close, where few hits or none were found.")


@router.get("/find", response=FoundShown)
@needs("read")
def find(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Search cases, asks, answers, people and networks, each hit with why it was found."""
    number = number_of(filters)
    found = search.find(
        filters.q.strip(),
        reader=request.reader,
        kinds=(filters.kind,) if filters.kind else (),
        filters={name: getattr(filters, name) or "" for name in search.FILTERS},
        languages=(filters.language,) if filters.language else (),
        foreign=filters.foreign or "",
        page=number,
    )
    return {
        "items": _shown(found.hits, request),
        "next": cursor_to(found.page + 1) if found.page < found.pages else None,
        "total": found.total,
        "more": found.more,
        "by_kind": found.by_kind,
        "filters": found.filters,
        "nearest": _shown(found.nearest, request),
    }


class PeriodGiven(Schema):
    since: date | None = Field(None, description="The first day; null is from the beginning.")
    until: date | None = Field(None, description="The last day; null is until now.")


@router.post("/organisations/{slug}/records/export", openapi_extra=FILE)
@needs("read")
def export_records(request: Request, slug: Slug, given: PeriodGiven) -> FileResponse:
    """For its registrar: what an organisation's staff wrote and received, as a zip of pages, JSON and files."""
    organisation = rules.registrar_of(request.reader, slug)
    if organisation is None:
        raise Http404
    out = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    period = rules.Period(given.since, given.until)
    actions.export_records(by=person_of(request.user), organisation=organisation, period=period, out=out)
    out.seek(0)
    return octets(FileResponse(out, as_attachment=True, filename=f"krets-{organisation.slug}.zip"))


def _shown(hits: list[Any], request: Request) -> list[dict[str, Any]]:
    return [
        {
            **{
                name: getattr(row.hit, name)
                for name in ("kind", "key", "title", "because", "language", "answers", "told_by")
            },
            "url": settings.URL + row.url,
            "who": row.who,
            "snippet": [{"text": piece.text, "hit": piece.hit} for piece in row.hit.snippet],
            "at": row.when,
        }
        for row in search.rows(hits, request.reader)
    ]


class ActShown(Schema):
    label: str
    url: str = Field(description="The page's address; programs use the operation of the same verb.")


class WaitingShown(Schema):
    kind: str
    says: str
    title: str
    url: str
    since: date | datetime | None
    urgency: int = Field(description="0 is most urgent.")
    act: ActShown | None


class GroupShown(Schema):
    unit: Link | None = Field(description="Null for what is of no unit.")
    count: int
    more: bool = Field(description="More than was counted waits here.")
    rows: list[WaitingShown] = Field(description="At most twenty.")


class WeekShown(Schema):
    items: list[GroupShown]


@router.get("/week", response=WeekShown)
@needs("read")
def week(request: Request) -> dict[str, Any]:
    """All that waits in the networks that you run, by network, the most urgent first."""
    return {
        "items": [
            {
                "unit": link("unit", group.unit.slug, group.unit.name) if group.unit else None,
                "count": group.count,
                "more": group.more,
                "rows": [_waits(row) for row in group.rows],
            }
            for group in rules.week(request.reader)
        ]
    }


def _waits(row: rules.Waiting) -> dict[str, Any]:
    act = row.act and {"label": row.act.label, "url": settings.URL + row.act.url}
    named = {name: getattr(row, name) for name in ("kind", "says", "title", "since", "urgency")}
    return named | {"url": settings.URL + row.url, "act": act}
