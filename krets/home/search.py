"""What search finds, made ready to be shown: words for kinds, addresses, names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy

from krets.cases.models import Case
from krets.codes.models import Code
from krets.db.readers import Reader
from krets.networks.models import Phase
from krets.people import rules as people
from krets.people.models import Organisation, outline_in_words
from krets.search import query
from krets.search.hits import Found, Hit

# Of one, of many. In the order of the tabs; answers have none, for they stand with their asks.
KINDS: dict[str, tuple[Any, Any]] = {
    "case": (pgettext_lazy("noun", "Case"), gettext_lazy("Cases")),
    "ask": (pgettext_lazy("noun", "Ask"), gettext_lazy("Asks")),
    "answer": (pgettext_lazy("noun", "Answer"), gettext_lazy("Answers")),
    "person": (gettext_lazy("Colleague"), gettext_lazy("Colleagues")),
    "unit": (gettext_lazy("Network"), gettext_lazy("Networks")),
}
TABS = [kind for kind in KINDS if kind != "answer"]
FILTERS: dict[str, tuple[Any, list[tuple[Any, Any]]]] = {
    "outcome": (gettext_lazy("Outcome"), Case.Outcome.choices),
    "organisation_kind": (gettext_lazy("Type of organisation"), Organisation.Kind.choices),
    "organisation_size": (gettext_lazy("Size"), Organisation.Size.choices),
    "phase": (gettext_lazy("Phase"), [one for one in Phase.choices if one[0] != Phase.NONE]),
}
LANGUAGES = {
    "sv": gettext_lazy("Swedish"),
    "fi": gettext_lazy("Finnish"),
    "nb": gettext_lazy("Norwegian"),
    "da": gettext_lazy("Danish"),
    "en": gettext_lazy("English"),
}
# How much of what is written in other languages than the question; all that fits, when nothing is chosen.
FOREIGN = {
    query.AFTER: gettext_lazy("After those in my language"),
    query.NOT: gettext_lazy("Leave them out"),
}


@dataclass(frozen=True)
class Row:
    """A hit as a page, a command or the API shows it. `who` is what may be said of the writer, in parts."""

    hit: Hit
    kind: Any
    url: str
    who: list[str]
    when: datetime | None

    @property
    def because(self) -> str:
        return "; ".join(self.hit.because)

    @property
    def answers(self) -> str:
        """How many answers to the ask match; "" where that is none, or only the one that is shown."""
        n = self.hit.answers
        shown = n > (self.hit.kind == "answer")
        return ngettext("{n} answer matches", "{n} answers match", n).format(n=n) if shown else ""

    def plain(self) -> dict[str, Any]:
        """For scripts: a hit as JSON."""
        hit = self.hit
        return {
            "kind": hit.kind,
            "key": hit.key,
            "title": hit.title,
            "snippet": "".join(piece.text for piece in hit.snippet),
            "answers": hit.answers,
            "because": hit.because,
            "score": hit.score,
            "language": hit.language,
            "at": hit.at.isoformat(),
            "url": settings.URL + self.url,
        }


def find(text: str, *, reader: Reader, **more: Any) -> Found:
    """`query.find` for this reader: what is like their own organisation first, codes by their names."""
    own = people.visible_organisations(reader).filter(people__pk=reader.person).first() if reader.person else None
    codes = query.codes_in(text)
    topics = Code.objects.labels("cpv", codes, get_language() or "en") if codes else {}
    return query.find(text, reader=reader, like=own, topics=topics, **more)


def rows(hits: Iterable[Hit], reader: Reader) -> list[Row]:
    """With names, of which the reader sees those that they may. Two queries."""
    hits = list(hits)
    organisations = _names(people.visible_organisations(reader), "slug", hits, "organisation")
    persons = _names(people.visible(reader), "key", hits, "person")
    return [
        Row(
            hit=hit,
            kind=KINDS[hit.kind][0],
            url=address(hit),
            who=_who(hit, persons, organisations),
            when=hit.at if hit.kind in ("case", "ask", "answer") else None,
        )
        for hit in hits
    ]


def address(hit: Hit) -> str:
    """The page of a hit; an answer's is its place on the page of its ask."""
    if hit.kind == "answer":
        return f"{reverse('ask', args=[hit.facets['ask']])}#answer-{hit.key}"
    return reverse(hit.kind, args=[hit.key])


def _names(rows: Any, field: str, hits: list[Hit], facet: str) -> dict[str, str]:
    wanted = {hit.facets.get(facet) for hit in hits} - {None, ""}
    return dict(rows.filter(**{f"{field}__in": wanted}).values_list(field, "name"))


def _who(hit: Hit, persons: Mapping[str, str], organisations: Mapping[str, str]) -> list[str]:
    facets = hit.facets
    named = [persons.get(facets.get("person", ""), "") if hit.kind != "person" else ""]
    named.append(organisations.get(facets.get("organisation", ""), ""))
    if any(named) or hit.kind == "unit":
        return [name for name in named if name]
    size = facets.get("organisation_size") or []
    sizes = [size] if isinstance(size, str) else size
    outline = outline_in_words({"kind": facets.get("organisation_kind", ""), "sizes": sizes})
    return [outline] if outline else []
