"""Who reads something, as JSON."""

from typing import Any

from ninja import Field, Schema

from krets.api.paging import Listed, Page, by_name
from krets.api.shown import Link, link
from krets.networks import rules


class OfKind(Schema):
    kind: str
    organisations: int


class Colleagues(Listed[Link]):
    pass


class WhoReads(Schema):
    """Who reads something; who is in a network is told to its members alone."""

    read_by: str = Field(description="In words.")
    people: int | None = Field(description="How many people; null: everybody, signed in or not.")
    kinds: list[OfKind] = Field(description="Of their organisations, by kind.")
    known: Colleagues = Field(description="People whom you may know to read it, by the alphabet.")
    unknown: int = Field(description="How many more there are.")


def who_reads(who: rules.WhoReads, page: Page) -> dict[str, Any]:
    """A `WhoReads` of what `rules.who_reads` says."""
    rows, following = by_name(who.people, page, "key")
    return {
        "read_by": str(who.audience),
        "people": who.audience.count,
        "kinds": [{"kind": kind, "organisations": n} for kind, n in who.kinds],
        "known": {"items": [link("person", one.key, one.name) for one in rows], "next": following},
        "unknown": who.unknown,
    }
