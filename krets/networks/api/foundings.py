"""Applications to found a unit, as JSON."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from krets.api.fields import Slug
from krets.api.paging import Listed, Page, newest_first
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import rules
from krets.networks.api.routes import router
from krets.networks.models import Founding


class FoundingShown(Schema):
    key: str
    url: str
    name: str = Field(description="Of what is applied for.")
    unit: Link = Field(description="It is proposed until the last step is taken.")
    purpose: str
    area: list[str]
    letter: str = Field(description="Why it is needed.")
    initiator: Link | None = Field(description="Null when you may not see the person.")
    signed: int = Field(description="How many have signed.")
    signatories: int = Field(description="How many must, before it can be sent in.")
    at: datetime
    sent: datetime | None
    outcome: str = Field(description="yes, no, or empty while it is under way.")
    ended: datetime | None


class Foundings(Listed[FoundingShown]):
    pass


@router.get("/units/{slug}/foundings", response=Foundings)
@needs("read")
def foundings(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """Applications in an association, newest first: those you signed, are asked to sign, began or oversee."""
    association = get_object_or_404(rules.associations(request.reader), slug=slug)
    rows, following = newest_first(rules.foundings_in(request.reader, association), page, "at")
    items = [founding_shown(row, row.signed, request.reader) for row in rows]  # type: ignore[attr-defined] # counted
    return {"items": items, "next": following}


def founding_shown(one: Founding, signed: int, reader: Reader) -> dict[str, Any]:
    unit, by = one.unit, one.initiator
    return link("founding", one.key, unit.name).dict() | {
        "unit": link("unit", unit.slug, unit.name),
        "purpose": unit.purpose,
        "area": unit.area,
        "letter": one.letter,
        "initiator": link("person", by.key, by.name) if by is not None and reader.reads(by) else None,
        "signed": signed,
        "signatories": one.chain.signatories,
        "at": one.at,
        "sent": one.sent,
        "outcome": one.outcome,
        "ended": one.ended,
    }
