"""How cases look from outside. Their fields are the ones of the long form."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from ninja import Field, Schema

from krets.api.paging import Listed
from krets.api.shown import By, Link, by, link
from krets.cases import rules
from krets.cases.models import Case, Reuse
from krets.db.readers import Reader
from krets.networks import rules as networks


class CaseRow(Schema):
    key: str
    url: str
    title: str
    summary: str
    by: By
    draft: bool
    units: list[Link] = Field(description="Where it is shared, as far as you may know.")
    read_by: str = Field(description="Who reads it, in words.")
    published: datetime | None
    language: str
    outcome: str = Field(description="Empty before the award.")
    phase: str
    subject: str
    cpv: list[str]
    themes: list[str]
    authority_type: str
    authority_size: str
    pitfall: str
    still_valid: bool
    reuse_count: int
    with_evidence: bool


class Cases(Listed[CaseRow]):
    pass


class EffectShown(Schema):
    kind: str
    indicator: str
    unit: str
    baseline: str
    target: str
    result: str
    period: str
    method: str
    confidence: str
    confidence_why: str
    measured_by: str


class DocumentShown(Schema):
    key: str
    title: str
    licence: str
    suppliers_own: bool
    size: int = Field(description="In bytes.")
    media_type: str


class ReuseShown(Schema):
    organisation: Link | None
    adapted: str
    result: str
    at: datetime


class CaseShown(CaseRow):
    mine: bool
    changes_waiting: bool = Field(description="You have changed it since it was published; readers don't see it.")
    region: str
    background: str
    aim: str
    what_we_did: str
    choices: str
    criteria_used: str
    what_went_wrong: str
    why: str
    early_signs: str
    advice: str
    contract_nature: str
    procedure: str
    instrument: str
    value: str
    currency: str
    value_per_year: bool
    award_date: date | None
    period_start: date | None
    period_end: date | None
    non_award_reason: str
    resources: str
    suppliers_view: str
    transferability: str
    notice_link: str
    case_ref: str
    may_be_contacted: bool
    contact: str
    confirmed: datetime | None = Field(description="When its writer last said that it holds.")
    review: str = Field(description="What its writer said then.")
    effects: list[EffectShown]
    documents: list[DocumentShown]
    builds_on: list[Link]
    built_on_by: list[Link]
    reuses: list[ReuseShown]


SOME = 50
_ROW = tuple(set(CaseRow.model_fields) - {"url", "by", "draft", "units", "read_by"})
_OWN = {"mine", "changes_waiting", "review", "effects", "documents", "builds_on", "built_on_by", "reuses"}
_TEXTS = tuple(set(CaseShown.model_fields) - set(CaseRow.model_fields) - _OWN)


def with_all(cases: "QuerySet[Case]", reader: Reader) -> "QuerySet[Case]":
    """What a row needs, in a fixed number of queries."""
    known = Prefetch("units", queryset=networks.visible(reader), to_attr="shown_units")
    return cases.select_related("writer", "organisation").prefetch_related(known)


def rows(cases: Sequence[Case], reader: Reader) -> list[dict[str, Any]]:
    networks.name_audiences(cases, reader)
    return [_row(case, reader, str(case.read_by)) for case in cases]


def whole(case: Case, reader: Reader) -> dict[str, Any]:
    mine = rules.may_edit(reader, case)
    shown = rules.published(reader).order_by("published", "id")
    review = case.reviews.exclude(answered=None).last()
    effects = EffectShown.model_fields
    return _row(
        case,
        reader,
        str(networks.audience(case.readers, reader, mine=mine)),
    ) | {
        **{name: getattr(case, name) for name in _TEXTS},
        "mine": mine,
        "contact": "" if case.unnamed else case.contact,
        "changes_waiting": mine and case.published is not None and hasattr(case, "typed"),
        "review": review.note if review else "",
        "effects": [{name: getattr(effect, name) for name in effects} for effect in case.effects.all()],
        "documents": [
            {name: getattr(one, name) for name in ("key", "title", "licence", "suppliers_own")}
            | {"size": one.file.size, "media_type": one.file.media_type}
            for one in rules.visible_documents(reader).filter(case=case).select_related("file")
        ],
        "builds_on": [_link(other) for other in shown.filter(built_on_by=case)[:SOME]],
        "built_on_by": [_link(other) for other in shown.filter(builds_on=case)[:SOME]],
        "reuses": [reuse(one) for one in rules.visible_reuses(reader, case)[:SOME]],
    }


def reuse(reuse: Reuse) -> dict[str, Any]:
    organisation = reuse.organisation
    return {
        "organisation": link("organisation", organisation.slug, organisation.name) if organisation else None,
        "adapted": reuse.adapted,
        "result": reuse.result,
        "at": reuse.at,
    }


def _row(case: Case, reader: Reader, read_by: str) -> dict[str, Any]:
    units: list[Any] = case.shown_units  # type: ignore[attr-defined] # brought along by `with_all`
    return {name: getattr(case, name) for name in _ROW} | {
        "url": _link(case).url,
        "by": by(case, reader),
        "draft": case.is_draft,
        "units": [link("unit", unit.slug, unit.name) for unit in units],
        "read_by": read_by,
    }


def _link(case: Case) -> Link:
    return link("case", case.key, case.title)
