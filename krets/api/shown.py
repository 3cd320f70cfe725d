"""How things that many rooms have in common look from outside."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Field, Schema

from krets.db.readers import Reader


class Link(Schema):
    """Something that has a page of its own. `key` is its slug where it has one."""

    key: str
    name: str
    url: str


class By(Schema):
    """Who wrote something. Unnamed: only kind, size and country of the organisation are told, as far as at least
    five organisations share them."""

    unnamed: bool = False
    person: Link | None = Field(None, description="Null when unnamed, or when you may not see the person.")
    organisation: Link | None = None
    organisation_kind: str = ""
    organisation_size: str = Field("", description="A band, or several that lie side by side, joined by +.")
    country: str = ""


def link(page: str, key: str, name: str) -> Link:
    """`page` is the url name of the page, such as "ask"."""
    return Link(key=key, name=name, url=settings.URL + reverse(page, args=[key]))


def by(item: Any, reader: Reader) -> By:
    """Of an item with `shown_as`, `writer` and `organisation` (`networks.models.Shared`)."""
    if item.shown_as:
        outline = item.shown_as
        return By(
            unnamed=True,
            person=None,
            organisation_kind=outline.get("kind", ""),
            organisation_size="+".join(outline.get("sizes", [])),
            country=outline.get("country", ""),
        )
    organisation = item.organisation
    return By(
        person=link("person", item.writer.key, item.writer.name) if reads(reader, item.writer) else None,
        organisation=link("organisation", organisation.slug, organisation.name) if organisation else None,
        organisation_kind=organisation.kind if organisation else "",
        organisation_size=organisation.size if organisation else "",
        country=organisation.country if organisation else "",
    )


def reads(reader: Reader, row: Any) -> bool:
    """Whether this reader may read a row that came along with another, such as an ask's writer."""
    return reader.reads(row)
