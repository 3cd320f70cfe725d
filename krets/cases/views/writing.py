"""Pages of the writer's: begin, write part by part, hang files on it, throw away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.cases import actions, rules
from krets.cases.forms import PARTS, AttachForm, BeginForm, EffectRows
from krets.cases.models import Case
from krets.cases.views import steps
from krets.db.identity import Request
from krets.files.actions import FileRefused, keep
from krets.networks.forms import chosen_in
from krets.people.rules import person_of
from krets.web.paging import page_of


def draft(request: Request) -> HttpResponse:
    if not rules.may_draft(request.reader):
        raise PermissionDenied
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = actions.draft(by=person_of(request.user), title=form.cleaned_data["title"])
        return redirect("save", key=begun.key)
    return render(request, "cases/draft.html", {"form": form})


def my_cases(request: Request) -> HttpResponse:
    mine = rules.own(request.reader).select_related("organisation").order_by("-edited", "-id")
    return render(request, "cases/my_cases.html", {"page": page_of(request, mine)})


def save(request: Request, key: str, part: str) -> HttpResponse:
    case = own_case(request, key)
    if part not in PARTS:
        raise Http404
    if part == "effects":
        return _save_effects(request, case)
    if request.method != "POST":
        form = PARTS[part].of(case)
        return render(request, "cases/save.html", _context(case, part) | {"form": form})
    form = PARTS[part](request.POST)
    form.fit(case)
    waits = actions.save(by=person_of(request.user), case=case, **form.raw())
    return _go_on(request, case, part, waits)


def attach(request: Request, key: str) -> HttpResponse:
    case = own_case(request, key)
    looks = request.POST.get("step") == "whom"
    chosen = chosen_in(AttachForm, request.POST) if looks else {}
    data = None if looks else request.POST or None
    form = AttachForm(data, request.FILES or None, case=case, reader=request.reader, initial=chosen)
    if not looks and request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        upload = given.pop("file")
        try:
            with transaction.atomic():
                file = keep(name=upload.name, content=upload)
                actions.attach(by=person_of(request.user), case=case, file=file, **given)
            return redirect("attach", key=case.key)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        except actions.NotReady as refused:
            for name, message in refused.faults.items():
                form.add_error(name, message)
    context = {"form": form, "documents": case.documents.select_related("file")}
    return render(request, "cases/attach.html", _context(case, "documents") | context)


@require_POST
def detach(request: Request, key: str, document: str) -> HttpResponse:
    case = own_case(request, key)
    found = get_object_or_404(case.documents, key=document)
    if not rules.may_detach(case):
        messages.warning(
            request, _("It stays: an authority runs Krets here, and removes nothing it has not decided on.")
        )
        return redirect("attach", key=case.key)
    actions.detach(by=person_of(request.user), document=found)
    messages.success(request, _("The document is taken away."))
    return redirect("attach", key=case.key)


def discard(request: Request, key: str) -> HttpResponse:
    case = own_case(request, key)
    if request.method != "POST":
        return render(request, "cases/discard.html", {"case": case})
    actions.discard(by=person_of(request.user), case=case)
    if case.published:
        return redirect("case", key=case.key)
    messages.success(request, _("The draft is thrown away."))
    return redirect("my_cases")


def own_case(request: Request, key: str) -> Case:
    """The reader's own case. 404 when it may not be known of, 403 when it is somebody else's."""
    case = get_object_or_404(
        rules.visible(request.reader).select_related("writer", "organisation", "typed"), key=key
    )
    if not rules.may_edit(request.reader, case):
        raise PermissionDenied
    return case


def _save_effects(request: Request, case: Case) -> HttpResponse:
    if request.method != "POST":
        rows = EffectRows.of(case, more=request.GET.get("row", ""))
        return render(request, "cases/save_effects.html", _context(case, "effects") | {"rows": rows})
    effects = EffectRows.typed(request.POST).raw(but=request.POST.get("remove", ""))
    waits = actions.save(by=person_of(request.user), case=case, effects=effects)
    return _go_on(request, case, "effects", waits)


def _go_on(request: Request, case: Case, part: str, waits: list[str]) -> HttpResponse:
    """Where the button said. Autosave wants no page; a part with something to mend is shown again."""
    if request.headers.get("X-Requested-With") == "autosave":
        return HttpResponse(status=204)
    here = steps.url(part, case)
    if "add" in request.POST:
        return redirect(f"{here}?row=new#new")
    if "remove" in request.POST or request.POST.get("go") == "stay":
        messages.success(request, _("Saved. Only you see it."))
        return redirect(here)
    if waits:
        return redirect(here)
    return redirect(steps.url(request.POST.get("go", ""), case, after=part))


def _context(case: Case, part: str) -> dict[str, Any]:
    return {"case": case, "part": part, "steps": steps.of(case, part)}
