"""How a case appears in the index. An unnamed one is found by what it says, never by who wrote it."""

from krets.cases.models import Case
from krets.search import index
from krets.search.index import Doc


def appear(case: Case) -> None:
    """Make the index show the case as it now is, or forget it."""
    if case.published is None:
        index.remove("case", case.key)
    else:
        index.put(document(case))


def document(case: Case) -> Doc:
    organisation = None if case.unnamed else case.organisation
    return Doc(
        kind="case",
        key=case.key,
        language=case.language,
        title=case.title,
        body=_body(case, organisation.name if organisation else ""),
        readers=tuple(case.readers),
        at=case.published or case.edited,
        facets={
            "outcome": case.outcome,
            "phase": case.phase,
            "themes": case.themes,
            "organisation": organisation.slug if organisation else "",
            "organisation_kind": case.authority_type,
            "organisation_size": _sizes(case),
            "country": case.country,
            "unit": [unit.slug for unit in case.units.all()],
            "person": case.writer.key if case.writer is not None and not case.unnamed else "",
            "evidence": case.with_evidence,
        },
        terms=tuple(f"cpv:{code}" for code in family(case.cpv)),
    )


def _sizes(case: Case) -> str | list[str]:
    """All bands that an unnamed one is shown as: it is found by each of them."""
    return case.authority_size or case.shown_as.get("sizes", "")


def family(cpv: list[str]) -> list[str]:
    """Codes and all their parents, each padded to eight digits: 15131 gives 15000000, 15100000, 15130000 …"""
    return sorted(
        {code[:digits].ljust(8, "0") for code in cpv for digits in range(2, max(2, len(code.rstrip("0"))) + 1)}
    )


def _body(case: Case, organisation: str) -> str:
    """The telling parts first: an index may read only the beginning of a long text."""
    parts = [
        case.summary, case.pitfall, case.subject, case.what_went_wrong, case.why, case.advice, case.aim,
        case.what_we_did, case.early_signs, case.background, case.choices, case.criteria_used,
        case.transferability, case.resources, case.suppliers_view,
        *(f"{effect.indicator} {effect.baseline} {effect.result} {effect.unit}" for effect in case.effects.all()),
        *(document.title for document in case.documents.all() if not document.narrowed),
        organisation,
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)
