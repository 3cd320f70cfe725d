"""Organisations: the list, and what whoever administers an association keeps of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.home import actions, rules
from krets.home.forms import DomainForm, OrganisationForm, free_slug
from krets.networks.rules import administers_root
from krets.people import actions as people
from krets.people.models import Organisation
from krets.people.rules import person_of, visible_organisations
from krets.web.paging import page_of


def organisations(request: Request) -> HttpResponse:
    """By the alphabet, or by words of the name."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = visible_organisations(request.reader)
    for word in words.split()[:8]:
        found = found.filter(name__icontains=word)
    may_change = administers_root(request.reader)
    shown = {"page": page_of(request, found), "q": words, "may_change": may_change}
    return render(request, "home/organisations.html", shown)


def register_organisation(request: Request) -> HttpResponse:
    """Add one, for whoever administers an association or a network that belongs to none."""
    if not administers_root(request.reader):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    if form.is_bound and form.is_valid():
        slug = free_slug(form.cleaned_data["name"])
        people.register_organisation(by=person_of(request.user), slug=slug, **form.cleaned_data)
        messages.success(request, _("Registered. Say which addresses are theirs, and who works there comes in."))
        return redirect("change_organisation", slug=slug)
    return render(request, "home/register_organisation.html", {"form": form})


def change_organisation(request: Request, slug: str) -> HttpResponse:
    """What is known of it, and which mail domains are its own."""
    organisation = _one(request, slug)
    form = OrganisationForm(request.POST) if request.method == "POST" else OrganisationForm.of(organisation)
    if form.is_bound and form.is_valid():
        actions.change_organisation(by=person_of(request.user), organisation=organisation, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("change_organisation", slug=slug)
    return _page(request, organisation, form, DomainForm())


@require_POST
def verify_domain(request: Request, slug: str) -> HttpResponse:
    """Addresses on it show from now on who works there."""
    organisation, form = _one(request, slug), DomainForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["domain"]
            people.verify_domain(by=person_of(request.user), organisation=organisation, name=name)
        except people.PublicProvider:
            form.add_error("domain", _("Anybody can have an address there, so it shows no employer."))
        except people.Taken:
            form.add_error("domain", _("It is another organisation's already."))
        except people.NoDomain:
            form.add_error("domain", _("Write it like grankoping.se, without what stands before @."))
        else:
            messages.success(request, _("Whoever has such an address is let in at once from now on."))
            return redirect("change_organisation", slug=slug)
    return _page(request, organisation, OrganisationForm.of(organisation), form)


@require_POST
def end_domain(request: Request, slug: str, name: str) -> HttpResponse:
    """Addresses on it show nothing any more."""
    organisation = _one(request, slug)
    for domain in rules.domains_of(organisation):
        if domain.name == name:
            people.end_domain(by=person_of(request.user), domain=domain)
            messages.success(request, _("Such an address shows nothing any more. Who is in stays in."))
    return redirect("change_organisation", slug=slug)


def _one(request: Request, slug: str) -> Organisation:
    organisation: Organisation = get_object_or_404(visible_organisations(request.reader), slug=slug)
    if not administers_root(request.reader):
        raise PermissionDenied
    return organisation


def _page(
    request: Request, organisation: Organisation, form: OrganisationForm, domain_form: DomainForm
) -> HttpResponse:
    shown = {"organisation": organisation, "form": form, "domain_form": domain_form}
    domains = rules.domains_of(organisation)
    return render(request, "home/change_organisation.html", shown | {"domains": domains})
