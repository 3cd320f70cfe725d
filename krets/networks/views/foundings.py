"""Pages where a unit is applied for: write, sign, send in, take a step."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request, reaching
from krets.networks import actions, rules
from krets.networks.forms import ChainForm, FoundingForm, SignatoryForm, StepForm
from krets.networks.models import Founding, Signature, Unit
from krets.networks.views.late import late
from krets.people.rules import person_of
from krets.web.paging import page_of


def foundings(request: Request, slug: str) -> HttpResponse:
    """Applications in an association that the reader may know of."""
    association = _association(request, slug)
    page = page_of(request, rules.foundings_in(request.reader, association))
    shown = {
        "unit": association,
        "page": page,
        "may_found": rules.may_found(request.reader, association),
        "may_compose": rules.may_compose(request.reader, association),
    }
    return render(request, "networks/foundings.html", shown)


def propose(request: Request, slug: str) -> HttpResponse:
    """Begin an application."""
    association = _association(request, slug)
    if not rules.may_found(request.reader, association):
        raise PermissionDenied
    form = FoundingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        begun = actions.propose(by=person_of(request.user), association=association, **form.cleaned_data)
        messages.success(request, _("Begun. Now ask colleagues to sign."))
        return redirect("founding", key=begun.key)
    chain = rules.chain_of(association)
    return render(request, "networks/propose.html", {"unit": association, "form": form, "chain": chain})


@late("founding")
def founding(request: Request, key: str) -> HttpResponse:
    """An application seen whole; who began it asks others to sign here."""
    found = _founding(request, key)
    may_change = rules.may_change(request.reader, found)
    form = SignatoryForm(request.POST or None) if may_change else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            actions.ask_to_sign(by=person_of(request.user), founding=found, **form.cleaned_data)
            messages.success(request, _("Asked. An e-mail with a link to sign is on its way."))
            return redirect("founding", key=key)
    return render(request, "networks/founding.html", _shown(request, found) | {"form": form})


@late("founding")
def change_founding(request: Request, key: str) -> HttpResponse:
    """Write an application anew before it is sent in."""
    found = _founding(request, key)
    if not rules.may_change(request.reader, found):
        raise PermissionDenied
    unit = found.unit
    now = {"name": unit.name, "purpose": unit.purpose, "area": "\n".join(unit.area), "letter": found.letter}
    form = FoundingForm(request.POST or None, initial=now)
    if form.is_bound and form.is_valid():
        actions.change_founding(by=person_of(request.user), founding=found, **form.cleaned_data)
        return redirect("founding", key=key)
    return render(request, "networks/propose.html", {"unit": unit.parent, "form": form, "founding": found})


@login_not_required
def sign(request: Request, key: str, signature: str) -> HttpResponse:
    """Sign, or sign no longer. The link of the letter is bound to its address; looking at it signs nothing."""
    found = _signature(request, key, signature)
    if found is None:
        if request.reader.is_stranger:
            return redirect_to_login(request.get_full_path())
        raise Http404
    if not request.reader.is_stranger and not _is_theirs(request, found):
        return render(request, "networks/sign.html", {"signature": found, "other": True}, status=403)
    done = request.method == "POST" and found.founding.sent is None and found.founding.is_open
    changed = False
    if done:
        by = None if request.reader.is_stranger else person_of(request.user)
        try:
            if "take_back" in request.POST:
                actions.take_back_signature(by=by, signature=found)
            else:
                actions.sign(by=by, signature=found, text=request.POST.get("text", "?"))
        except actions.NotNow:
            done = False  # sent in at this moment: the page says so
        except actions.Rewritten:
            done, changed = False, True
        found = _signature(request, key, signature) or found
    return render(request, "networks/sign.html", {"signature": found, "done": done, "changed": changed})


@require_POST
@late("founding")
def send_in(request: Request, key: str) -> HttpResponse:
    found = _founding(request, key)
    if not rules.may_send(request.reader, found):
        raise PermissionDenied
    actions.send_in(by=person_of(request.user), founding=found)
    messages.success(request, _("Sent in. You hear of it as it goes on."))
    return redirect("founding", key=key)


@late("founding")
def take_step(request: Request, key: str) -> HttpResponse:
    """Take a position, or decide."""
    found = _founding(request, key)
    if not rules.may_take(request.reader, found):
        raise PermissionDenied
    form = StepForm(request.POST or None, initial={"place": found.steps.count()})
    if form.is_bound and form.is_valid():
        actions.take_step(by=person_of(request.user), founding=found, **form.cleaned_data)
        return redirect("founding", key=key)
    return render(request, "networks/take_step.html", _shown(request, found) | {"form": form})


@require_POST
def bring(request: Request, key: str) -> HttpResponse:
    """Bring an application before the meeting: the matter is drafted."""
    found = _founding(request, key)
    if not rules.may_bring(request.reader, found) or found.unit.parent is None:
        raise PermissionDenied
    matter = _("Application to found {unit}").format(unit=found.unit.name)
    drafted = actions.draft_decision(
        by=person_of(request.user), unit=found.unit.parent, matter=matter, proposal=_proposal(found),
        founding=found,
    )  # fmt: skip
    return redirect("decision", key=drafted.key)


@require_POST
@late("founding")
def begin_again(request: Request, key: str) -> HttpResponse:
    found = _founding(request, key)
    if not rules.may_begin_again(request.reader, found):
        raise PermissionDenied
    begun = actions.begin_again(by=person_of(request.user), founding=found)
    messages.success(request, _("Begun anew with the same words. Mend them, and ask for signatures."))
    return redirect("founding", key=begun.key)


def chain(request: Request, slug: str) -> HttpResponse:
    """Which steps an application takes in this association."""
    association = _association(request, slug)
    if not rules.may_compose(request.reader, association):
        raise PermissionDenied
    now = rules.chain_of(association)
    form = ChainForm(request.POST or None, chain=now)
    if form.is_bound and form.is_valid():
        actions.compose_chain(by=person_of(request.user), association=association, **form.cleaned_data)
        messages.success(request, _("Kept. Applications that are under way go on as they began."))
        return redirect("foundings", slug=slug)
    return render(request, "networks/chain.html", {"unit": association, "form": form, "chain": now})


def _association(request: Request, slug: str) -> Unit:
    return get_object_or_404(rules.associations(request.reader), slug=slug)


def _founding(request: Request, key: str) -> Founding:
    return get_object_or_404(rules.foundings(request.reader), key=key)


def _signature(request: Request, key: str, signature: str) -> Signature | None:
    """For its own person, or for who holds the seal of its letter."""
    rows = Signature.objects.select_related("founding__unit__parent", "founding__chain", "organisation", "person")
    with reaching("networks.signature"):
        found = rows.filter(key=signature, founding__key=key).first()
    if found is None:
        return None
    return found if _is_theirs(request, found) or found.is_sealed_by(request.GET.get("seal", "")) else None


def _is_theirs(request: Request, signature: Signature) -> bool:
    """By the person, or by the address of who has an account since they were asked."""
    if request.reader.person is None:
        return False
    address = getattr(request.user, "email", "").casefold()
    return signature.person_id == request.reader.person or address == signature.email.casefold()


def _shown(request: Request, found: Founding) -> dict[str, object]:
    reader = request.reader
    signatures = list(found.signatures.select_related("organisation", "person").order_by("at", "pk"))
    return {
        "founding": found,
        "unit": found.unit,
        "signatures": signatures,
        "signed": sum(one.signed is not None for one in signatures),
        "lacking": rules.lacking(found),
        "mine": next((one for one in signatures if one.person_id == reader.person), None),
        "steps": rules.steps_of(found),
        "decisions": rules.decisions(reader).filter(founding=found)[:3],
        "may_change": rules.may_change(reader, found),
        "may_take": rules.may_take(reader, found),
        "may_bring": rules.may_bring(reader, found),
        "may_begin_again": rules.may_begin_again(reader, found),
    }


def _proposal(found: Founding) -> str:
    unit = found.unit
    area = _("Area: {area}").format(area=", ".join(unit.area))
    signed = found.signatures.filter(signed__isnull=False).select_related("organisation")
    names = [
        f"{one.name}, {one.title}, {one.organisation}" if one.title else f"{one.name}, {one.organisation}"
        for one in signed
    ]
    return "\n\n".join([unit.purpose, area, found.letter, _("Signed by:") + "\n" + "\n".join(names)])
