"""One box over everything that the reader may read."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from krets.db.identity import Request
from krets.home import search
from krets.search import query
from krets.search.hits import Found
from krets.web.paging import DEEPEST, Page

LONGEST = 500  # characters of a question


@login_not_required
def find(request: Request) -> HttpResponse:
    """What was found, why, and how to narrow it; when nothing was, the nearest and how to ask."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    chosen = _chosen(request)
    found = search.find(
        text,
        reader=request.reader,
        kinds=(chosen["kind"],) if chosen["kind"] else (),
        filters={name: chosen[name] for name in search.FILTERS},
        languages=(chosen["language"],) if chosen["language"] else (),
        foreign=chosen["foreign"],
        page=_page(request),
    )
    rows = search.rows([*found.hits, *found.nearest], request.reader)
    rows, nearest = rows[: len(found.hits)], rows[len(found.hits) :]
    shown = {
        "q": text,
        "found": found,
        "rows": rows,
        "nearest": nearest,
        "kind": chosen["kind"],
        "tabs": _tabs(found, chosen["kind"]),
        "of_all_kinds": sum(found.by_kind.values()),
        "filters": _filters(chosen),
        "narrowed": any(value for name, value in chosen.items() if name != "kind"),
        "page": Page(rows, found.page, found.page < found.pages),
    }
    return render(request, "home/find.html", shown)


@login_not_required
def suggest(request: Request) -> HttpResponse:
    """What the words that are being typed may become: a few titles to go to directly."""
    text = request.GET.get("q", "").lstrip()[:LONGEST]
    hits = query.suggest(text, reader=request.reader) if len(text) > 1 else []
    suggestions = [(hit, search.KINDS[hit.kind][0], search.address(hit)) for hit in hits]
    return render(request, "home/_suggestions.html", {"suggestions": suggestions})


def _chosen(request: Request) -> dict[str, str]:
    """The choices in the address that exist; others count as none."""
    wanted: dict[str, Any] = {"kind": search.TABS, "language": search.LANGUAGES, "foreign": search.FOREIGN}
    wanted |= {name: dict(choices) for name, (_, choices) in search.FILTERS.items()}
    given = {name: request.GET.get(name, "") for name in wanted}
    return {name: value if value in wanted[name] else "" for name, value in given.items()}


def _page(request: Request) -> int:
    given = request.GET.get("page", "1")
    return min(int(given), DEEPEST) if given.isdecimal() and len(given) < 20 else 1


def _tabs(found: Found, chosen: str) -> list[tuple[str, Any, int]]:
    """Kinds that have something, and the chosen one; none when there is nothing to choose between."""
    tabs = [(kind, search.KINDS[kind][1], found.by_kind.get(kind, 0)) for kind in search.TABS]
    kept = [tab for tab in tabs if tab[2] or tab[0] == chosen]
    return kept if len(kept) > 1 or chosen else []


def _filters(chosen: dict[str, str]) -> list[tuple[str, Any, list[tuple[Any, Any, bool]]]]:
    """Each filter's name, label and choices; of a choice its value, its words, and whether it is made."""
    every = {
        **search.FILTERS,
        "language": (gettext_lazy("Language"), list(search.LANGUAGES.items())),
        "foreign": (gettext_lazy("Other languages"), list(search.FOREIGN.items())),
    }
    return [
        (name, label, [(value, words, value == chosen[name]) for value, words in choices])
        for name, (label, choices) in every.items()
    ]
