"""How asks and answers appear in the index. An unnamed item tells kind, size and country and no more."""

from typing import Any

from krets.asks.models import Answer, Ask
from krets.networks.models import Shared
from krets.search.index import Doc


def document(ask: Ask) -> Doc:
    return Doc(
        kind="ask",
        key=ask.key,
        language=ask.language,
        title=ask.title,
        body="\n".join(filter(None, [ask.body, ask.topic, ask.effect_sought])),
        readers=tuple(ask.readers),
        at=ask.posted,
        facets=_who(ask)
        | {
            "phase": ask.phase,
            "unit": [unit.slug for unit in ask.units.all()],
            "answers": ask.answer_count,
            "open": ask.is_open,
        },
        terms=tuple(f"cpv:{code}" for code in ask.cpv),
    )


def answer_document(answer: Answer, ask: Ask) -> Doc:
    return Doc(
        kind="answer",
        key=answer.key,
        language=answer.language,
        title=ask.title,
        body=answer.body,
        readers=tuple(answer.readers),
        at=answer.posted,
        facets=_who(answer)
        | {
            "phase": ask.phase,
            "unit": [unit.slug for unit in ask.units.all()],
            "ask": ask.key,
            "no_effect": answer.no_effect,
        },
        terms=tuple(f"cpv:{code}" for code in ask.cpv),
    )


def _who(item: Shared) -> dict[str, Any]:
    if item.unnamed:
        return {
            "organisation_kind": item.shown_as.get("kind", ""),
            "organisation_size": item.shown_as.get("size", ""),
            "country": item.shown_as.get("country", ""),
        }
    organisation = item.organisation
    return {
        "organisation": organisation.slug if organisation else "",
        "organisation_kind": organisation.kind if organisation else "",
        "organisation_size": organisation.size if organisation else "",
        "country": organisation.country if organisation else "",
        "person": item.writer.key if item.writer else "",
    }
