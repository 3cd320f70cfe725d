"""Pages that anybody may open, as far as they may read: the list, a case, its documents."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from krets.cases import rules
from krets.cases.forms import FilterForm
from krets.codes.rules import named
from krets.db.identity import Request
from krets.files.responses import download as send
from krets.networks.rules import audience, who_reads
from krets.records.actions import saw
from krets.web.paging import page_of


@login_not_required
def cases(request: Request) -> HttpResponse:
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, _rows(request, chosen))
    context = {
        "form": form,
        "page": page,
        "narrowed": any(value for name, value in chosen.items() if name != "order"),
        "drafts": rules.drafts_in_short(request.reader),
        "may_draft": rules.may_draft(request.reader),
    }
    return render(request, "cases/cases.html", context)


def _rows(request: Request, chosen: dict[str, str]) -> Any:
    newest = chosen.get("order") == "newest"
    if not any(value for name, value in chosen.items() if name != "order"):
        return rules.first_rows(request.reader, like_mine=not newest)
    found = rules.in_short(rules.narrowed(rules.published(request.reader), chosen))
    return found if newest else rules.first_like(request.reader, found)


@login_not_required
def case(request: Request, key: str) -> HttpResponse:
    found = get_object_or_404(rules.visible(request.reader).select_related("writer", "organisation"), key=key)
    mine = rules.may_edit(request.reader, found)
    shown = rules.published(request.reader).select_related("organisation").order_by("published")
    context = {
        "case": found,
        "mine": mine,
        "changes": mine and found.published is not None and hasattr(found, "typed"),
        "may_withdraw": not mine and rules.may_withdraw(request.reader, found),
        "taken_down": found.withdrawals.select_related("by").last() if mine and found.is_draft else None,
        "may_reuse": rules.may_reuse(request.reader, found),
        "audience": audience(found.readers, request.reader, lately=True, mine=mine),
        "cpv": named("cpv", found.cpv),
        "region": named("nuts", [found.region] if found.region else []),
        "effects": list(found.effects.all()),
        "documents": list(rules.visible_documents(request.reader).filter(case=found).select_related("file")),
        "builds_on": list(shown.filter(built_on_by=found)),
        "built_on_by": list(shown.filter(builds_on=found)[:20]),
        "reuses": list(rules.visible_reuses(request.reader, found)[:50]),
        "review": found.reviews.exclude(answered=None).exclude(note="").last(),
    }
    if not mine:
        saw(by=request.reader.person, kind="case", key=key, readers=found.readers)
    return render(request, "cases/case.html", context)


@login_not_required
def download(request: Request, key: str, document: str) -> FileResponse:
    documents = rules.visible_documents(request.reader).select_related("file", "case")
    found = get_object_or_404(documents, case__key=key, key=document)
    if not rules.is_writer(request.reader, found.case):
        saw(by=request.reader.person, kind="document", key=document, readers=found.case.readers)
    found.file.name = found.download_name
    return send(found.file)


@login_not_required
def case_readers(request: Request, key: str) -> HttpResponse:
    """How many read a published case, of which kinds, and those whom its reader may know."""
    found = get_object_or_404(rules.visible(request.reader).filter(published__isnull=False), key=key)
    who = who_reads(found.readers, request.reader, mine=rules.is_writer(request.reader, found))
    page = {"title": found.title, "language": found.language, "kind": "case", "back": reverse("case", args=[key])}
    people = page_of(request, who.people)
    return render(request, "networks/who_reads.html", page | {"who": who, "people": people})
