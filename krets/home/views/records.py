"""What a registrar reads: the list, one item, and all of it as a file."""

import tempfile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.asks import actions as asks
from krets.cases import actions as cases
from krets.db.identity import Request, reaching
from krets.home import actions, rules
from krets.home.forms import NumberForm, RecordsForm
from krets.home.rules.record_words import shown_of
from krets.networks.forms import TakeDownForm
from krets.people.actions import number_record
from krets.people.models import Organisation
from krets.people.rules import person_of
from krets.records.actions import saw
from krets.records.rules import AS_REGISTRAR
from krets.web.paging import Page, page_of

REACH = "home.records"


def records(request: Request, slug: str) -> HttpResponse:
    """What the organisation's staff wrote and received, newest first."""
    organisation = _own(request, slug)
    form = RecordsForm(request.GET or None)
    with reaching(REACH):
        found = page_of(request, rules.listed(organisation, form.period, numbered=form.numbered))
        rows = [shown_of(one) for one in rules.records(found.rows, organisation)]
    page = Page(rows, found.number, found.has_next)
    return render(request, "home/records.html", {"organisation": organisation, "form": form, "page": page})


@require_POST
def export_records(request: Request, slug: str) -> FileResponse:
    """All of it in the period, as a zip. Made on disk: however much it is, it takes no more memory."""
    organisation = _own(request, slug)
    form = RecordsForm(request.POST)
    out = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    actions.export_records(by=person_of(request.user), organisation=organisation, period=form.period, out=out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"krets-{organisation.slug}.zip")


def record(request: Request, slug: str, kind: str, key: str) -> HttpResponse:
    """One item, and the number it is kept under."""
    organisation = _own(request, slug)
    shown = _record(organisation, kind, key)
    initial = {"number": shown["record"]["number"]}
    form = NumberForm(request.POST or None, country=organisation.country, initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        number_record(by=person_of(request.user), organisation=organisation, kind=kind, key=key, number=number)
        messages.success(request, _("The number is kept."))
        return redirect("record", slug, kind, key)
    saw(by=person_of(request.user), kind=kind, key=key, what=AS_REGISTRAR)
    return render(request, "home/record.html", shown | {"organisation": organisation, "form": form})


def withdraw_record(request: Request, slug: str, kind: str, key: str) -> HttpResponse:
    """The registrar takes down what the organisation's staff wrote."""
    organisation = _own(request, slug)
    shown = _record(organisation, kind, key)
    if shown["record"]["direction"] != "written" or shown["record"]["taken_down"]:
        raise Http404
    form = TakeDownForm(request.POST or None)
    here = reverse("record", args=[slug, kind, key])
    if request.method == "POST" and form.is_valid():
        by, why = person_of(request.user), form.cleaned_data["why"]
        with reaching(REACH):
            item = rules.item_of(organisation, kind, key)
        verb: Any = {"ask": asks.withdraw, "answer": asks.withdraw_answer, "case": cases.withdraw}[kind]
        verb(by=by, why=why, registrar=True, **{kind: item})
        messages.success(request, _("Taken down."))
        return redirect(here)
    return render(request, "home/withdraw_record.html", shown | {"form": form, "here": here})


def _own(request: Request, slug: str) -> Organisation:
    organisation = rules.registrar_of(request.reader, slug)
    if organisation is None:
        raise Http404
    return organisation


def _record(organisation: Organisation, kind: str, key: str) -> dict[str, Any]:
    with reaching(REACH):
        found = list(rules.listed(organisation, rules.Period(), kind=kind, key=key)[:1])
        if not found:
            raise Http404
        return shown_of(rules.records(found, organisation)[0])
