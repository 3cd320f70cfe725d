"""The records number of what somebody wrote, shown to that person: others might learn by it who it was."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.people.models import Organisation, RecordsNumber


@dataclass(frozen=True)
class Numbered:
    """Something of the reader's own, where it stands, and under which number that organisation keeps it."""

    title: str
    language: str
    url: str
    organisation: Organisation
    number: str


def numbered(reader: Reader, kind: str, key: str) -> Numbered | None:
    """None for what is not the reader's own, whether it exists or not, and where no organisation stands behind."""
    own: Any = {"ask": asks.own, "answer": asks.own_answers, "case": cases.own}.get(kind)
    rows = None if own is None else own(reader).select_related("organisation", "hidden_writer__organisation")
    item = (
        None
        if rows is None
        else (rows.select_related("ask") if kind == "answer" else rows).filter(key=key).first()
    )
    hidden = getattr(item, "hidden_writer", None)
    organisation = getattr(item, "organisation", None) or getattr(hidden, "organisation", None)
    if item is None or organisation is None:
        return None
    with reaching("home.records"):
        kept = RecordsNumber.objects.filter(organisation=organisation, kind=kind, key=key).first()
    page = item.ask if kind == "answer" else item
    url = reverse("case" if kind == "case" else "ask", args=[page.key])
    return Numbered(page.title, page.language, url, organisation, kept.number if kept is not None else "")
