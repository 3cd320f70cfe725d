"""How a unit appears in the index."""

from django.utils.translation import override

from krets.db.clock import now
from krets.networks.models import Unit
from krets.networks.rules import criteria
from krets.search.index import Doc


def document(unit: Unit) -> Doc:
    return Doc(
        kind="unit",
        key=unit.slug,
        language=unit.language,
        title=unit.name,
        body="\n".join(text for text in (unit.purpose, *_rule(unit)) if text),
        readers=tuple(unit.readers),
        at=now(),
        facets={"unit": [unit.slug]},
    )


def _rule(unit: Unit) -> list[str]:
    """Who may join, in the unit's own language."""
    with override(unit.language):
        parts = criteria(unit.admission)
    return [words for part in parts for words in part.words] or [unit.rule]
