"""Pages on the way to an ask: what was typed is kept, and what was said before is shown before posting."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.asks import actions, rules
from krets.asks.forms import PostForm, as_kept, as_typed, storable, without_errors
from krets.asks.models import Ask
from krets.cases import rules as cases
from krets.db.identity import Request
from krets.files.actions import FileRefused, keep_all
from krets.networks.models import Audience
from krets.networks.rules import audience, who_reads
from krets.people.models import Person
from krets.search import query
from krets.search.hits import Hit


def post(request: Request) -> HttpResponse:
    """Three fields; first what was said before, then the ask."""
    by = rules.oneself(request.reader)
    draft = rules.draft_of(request.reader)
    typed = draft.typed if draft else _wanted(request)
    data = request.POST if request.method == "POST" else None
    if request.POST.get("step") in ("whom", "who"):
        return _looking_up(request, by)
    form = PostForm(
        data, request.FILES or None, reader=request.reader, person=by, initial=as_typed(PostForm, typed)
    )
    page: dict[str, Any] = {"form": form, "draft": draft, "step": request.POST.get("step", "")}
    if request.method == "POST":
        actions.draft(by=by, typed=as_kept(request.POST))
        if form.is_valid() and page["step"] == "post" and form.looked_over:
            try:
                ask = _put(by, form)
            except FileRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _posted(ask))
                return redirect("ask", key=ask.key)
        page |= {"hits": _similar(request, form), "looked": True}
    return render(request, "asks/post.html", page | {"audience": _audience(request, form)})


@require_POST
def similar(request: Request) -> HttpResponse:
    """What was said before about what is being typed, and who would read it; for a page that is being written."""
    form = PostForm(request.POST, reader=request.reader, person=rules.oneself(request.reader))
    without_errors(form)
    page = {"form": form, "hits": _similar(request, form), "audience": _audience(request, form), "live": True}
    return render(request, "asks/_similar.html", page)


@require_POST
def draft(request: Request) -> HttpResponse:
    """Keep what was typed; or throw it away and start afresh."""
    afresh = request.POST.get("step") == "afresh"
    actions.draft(by=rules.oneself(request.reader), typed={} if afresh else as_kept(request.POST))
    return redirect("post") if afresh else HttpResponse(status=204)


@require_POST
def enough(request: Request) -> HttpResponse:
    """The answer was there already."""
    kind, _colon, key = storable(request.POST.get("hit", "")).partition(":")
    visible = {"ask": rules.visible, "case": cases.published}.get(kind)
    if visible is None or not visible(request.reader).filter(key=key).exists():
        raise Http404
    title = storable(request.POST.get("title", ""))
    actions.enough(by=rules.oneself(request.reader), title=title, kind=kind, key=key)
    messages.success(request, _("Good. Nothing was sent, and nobody had to answer twice."))
    return redirect(kind, key=key)


def _looking_up(request: Request, by: Person) -> HttpResponse:
    """The form as it was typed, with people to choose from, or with who can read it."""
    typed = as_kept(request.POST)
    actions.draft(by=by, typed=typed)
    form = PostForm(reader=request.reader, person=by, initial=as_typed(PostForm, typed))
    form.initial["once"] = request.POST.get("once")
    looks = request.POST["step"] == "who" and form.tokens
    who = who_reads(form.tokens, request.reader, mine=False) if looks else None
    return render(request, "asks/post.html", {"form": form, "audience": _audience(request, form), "who": who})


def _put(by: Person, form: PostForm) -> Ask:
    with transaction.atomic():
        return actions.post(by=by, files=keep_all(form.cleaned_data["attached"]), **form.fields_of_ask)


def _posted(ask: Ask) -> str:
    if ask.goes_by_name:
        return _("Your ask is posted. Those whom you named are being written to.")
    return _("Your ask is posted. A few colleagues who may know are being asked.")


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """What a link to the form may fill in."""
    return {"units": request.GET.getlist("unit"), "title": [request.GET.get("title", "")]}


def _similar(request: Request, form: PostForm) -> list[Hit]:
    data = form.cleaned_data
    text = "\n".join(filter(None, [data.get("title"), data.get("body"), data.get("words")]))
    return query.similar(text, reader=request.reader, cpv=data.get("cpv", ())) if text else []


def _audience(request: Request, form: PostForm) -> Audience | None:
    """Who would read it, by what is chosen now."""
    return audience(form.tokens, request.reader, mine=False) if form.tokens else None
