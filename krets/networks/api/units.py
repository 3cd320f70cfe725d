"""Units as JSON."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from krets.api.fields import Slug, Words
from krets.api.paging import Listed, Page, by_name
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.networks import rules
from krets.networks.api.routes import router


class UnitRow(Schema):
    key: str = Field(description="The slug: what an ask or a case names to be shared here.")
    name: str
    url: str
    kind: str
    language: str
    mine: bool = Field(description="Whether you are a member, and so may share here and read what is shared.")
    members: int


class UnitShown(UnitRow):
    purpose: str
    rule: str = Field(description="Who can be a member.")
    parent: Link | None
    founded: date | None


class Units(Listed[UnitRow]):
    pass


class Filter(Page):
    q: Words = Field("", description="Words that must all stand in name or purpose.")
    mine: bool | None = Field(None, description="Only those you are a member of, or only the others.")


@router.get("/units", response=Units)
@needs("read")
def units(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Networks, chapters and subgroups that you may know of, by the alphabet."""
    found = rules.listed(request.reader, filters.q)
    if filters.mine is not None:
        found = found.filter(mine=filters.mine)  # type: ignore[misc] # annotated by `listed`
    rows, following = by_name(found, filters, "slug")
    return {"items": [_row(unit) for unit in rows], "next": following}


@router.get("/units/{slug}", response=UnitShown)
@needs("read")
def unit(request: Request, slug: Slug) -> dict[str, Any]:
    """A network: what it is for, and who can join."""
    found = get_object_or_404(rules.listed(request.reader).select_related("parent"), slug=slug)
    parent = found.parent if found.parent and rules.may_know(request.reader, found.parent) else None
    return _row(found) | {
        "purpose": found.purpose,
        "rule": found.rule,
        "parent": link("unit", parent.slug, parent.name) if parent else None,
        "founded": found.founded,
    }


def _row(unit: Any) -> dict[str, Any]:
    return link("unit", unit.slug, unit.name).dict() | {
        name: getattr(unit, name) for name in ("kind", "language", "mine", "members")
    }
