"""How a unit appears in the index."""

from krets.db.clock import now
from krets.networks.models import Unit
from krets.search.index import Doc


def document(unit: Unit) -> Doc:
    return Doc(
        kind="unit",
        key=unit.slug,
        language=unit.language,
        title=unit.name,
        body="\n".join(text for text in (unit.purpose, unit.rule) if text),
        readers=tuple(unit.readers),
        at=now(),
        facets={"unit": [unit.slug]},
    )
