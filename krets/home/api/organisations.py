"""Organisations as JSON: public facts, kept by whoever administers an association or a network on its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema
from pydantic import NonNegativeInt

from krets.api.fields import NO_NULL, Given, Slug, StrictBool, Words, text
from krets.api.paging import Listed, Page, by_name
from krets.api.problems import refuse, take
from krets.api.scopes import needs
from krets.api.shown import link
from krets.db.identity import Request
from krets.home import actions, rules
from krets.home.api.routes import router
from krets.home.forms import DomainForm, OrganisationForm, free_slug
from krets.networks.rules import administers_root
from krets.people import actions as people
from krets.people.models import Organisation
from krets.people.rules import person_of, visible_organisations


class OrganisationShown(Schema):
    key: str
    name: str
    url: str
    kind: str
    size: str = Field(description="The band of inhabitants, or empty when it is not known.")
    country: str
    nuts: str
    regions: list[str] = Field(description="As people call them.")
    website: str
    covered: bool = Field(description="It falls under procurement law: who works there can be a buyer here.")


class Organisations(Listed[OrganisationShown]):
    pass


class OrganisationFilter(Page):
    q: Words = Field("", description="Words that must all stand in the name.")
    kind: Organisation.Kind | None = None
    country: str | None = Field(None, pattern="^[A-Z]{2}$")


class Facts(Given):
    """What is left out stays as it is, or is not known."""

    kind: Organisation.Kind | None = None
    country: str | None = Field(None, pattern="^[A-Z]{2}$")
    regions: list[str] | None = Field(None, max_length=20, description="As people call them.")
    nuts: str | None = Field(None, max_length=5, pattern=NO_NULL)
    inhabitants: NonNegativeInt | None = None
    website: str | None = Field(None, max_length=200, pattern=NO_NULL)
    covered: StrictBool | None = Field(
        None, description="It falls under procurement law: only then can who works there be a buyer."
    )


class OrganisationGiven(Facts):
    name: str = text(200, needed=True)


class OrganisationChanged(Facts):
    name: str | None = Field(None, min_length=1, max_length=200, pattern=NO_NULL)


class DomainGiven(Given):
    domain: str = text(253, needed=True, about="What stands after @ in its addresses.")


class OrganisationKept(Schema):
    key: str = Field(description="The slug.")
    name: str
    kind: str
    country: str
    regions: list[str]
    nuts: str
    inhabitants: int | None
    website: str
    covered: bool
    domains: list[str] = Field(description="Mail domains that show who works there; told to who administers.")


@router.get("/organisations", response=Organisations)
@needs("read")
def organisations(request: Request, filters: Query[OrganisationFilter]) -> dict[str, Any]:
    """Public buyers that are known here, by the alphabet."""
    found = visible_organisations(request.reader)
    for word in filters.q.split()[:8]:
        found = found.filter(name__icontains=word)
    narrowed = {name: value for name in ("kind", "country") if (value := getattr(filters, name))}
    rows, following = by_name(found.filter(**narrowed), filters, "slug")
    return {"items": [_organisation(one) for one in rows], "next": following}


@router.get("/organisations/{slug}", response=OrganisationShown)
@needs("read")
def organisation(request: Request, slug: Slug) -> dict[str, Any]:
    """A public buyer. What kinds and sizes there are is public."""
    found = get_object_or_404(visible_organisations(request.reader), slug=slug)
    return _organisation(found)


@router.post("/organisations", response={201: OrganisationKept})
@needs("coordinate")
def register_organisation(request: Request, given: OrganisationGiven) -> tuple[int, dict[str, Any]]:
    """Register an organisation."""
    if not administers_root(request.reader):
        raise PermissionDenied
    facts = _taken(given, {"kind": Organisation.Kind.OTHER, "country": "SE", "covered": True})
    slug = free_slug(facts["name"])
    return 201, _kept(people.register_organisation(by=person_of(request.user), slug=slug, **facts))


@router.patch("/organisations/{slug}", response=OrganisationKept)
@needs("coordinate")
def change_organisation(request: Request, slug: Slug, given: OrganisationChanged) -> dict[str, Any]:
    """Change what is known of an organisation. If it no longer falls under procurement law, its staff leave their
    networks."""
    found = _one(request, slug)
    facts = _taken(given, {name: getattr(found, name) for name in people.FACTS})
    return _kept(actions.change_organisation(by=person_of(request.user), organisation=found, **facts))


@router.post("/organisations/{slug}/domains", response={201: OrganisationKept})
@needs("coordinate")
def verify_domain(request: Request, slug: Slug, given: DomainGiven) -> tuple[int, dict[str, Any]]:
    """Say that addresses on this domain show who works there."""
    found, name = _one(request, slug), take(DomainForm(given.dict()))["domain"]
    try:
        people.verify_domain(by=person_of(request.user), organisation=found, name=name)
    except people.PublicProvider as wrong:
        raise refuse({"domain": _("Anybody can have an address there, so it shows no employer.")}) from wrong
    except people.Taken as wrong:
        raise refuse({"domain": _("It is another organisation's already.")}) from wrong
    except people.NoDomain as wrong:
        raise refuse({"domain": _("Write it like grankoping.se, without what stands before @.")}) from wrong
    return 201, _kept(found)


@router.delete("/organisations/{slug}/domains/{domain}", response={204: None})
@needs("coordinate")
def end_domain(request: Request, slug: Slug, domain: str) -> None:
    """Addresses on it show nothing any more."""
    one = next((one for one in rules.domains_of(_one(request, slug)) if one.name == domain.casefold()), None)
    if one is None:
        raise Http404
    people.end_domain(by=person_of(request.user), domain=one)


def _one(request: Request, slug: str) -> Organisation:
    found: Organisation = get_object_or_404(visible_organisations(request.reader), slug=slug)
    if not administers_root(request.reader):
        raise PermissionDenied
    return found


def _taken(given: Facts, usual: dict[str, Any]) -> dict[str, Any]:
    """What the page's form makes of it, over what is there or usual."""
    said = {name: value for name, value in given.dict(exclude_unset=True).items() if value is not None}
    facts = usual | said
    return take(OrganisationForm(facts | {"regions": ",".join(facts.get("regions") or [])}))


def _kept(organisation: Organisation) -> dict[str, Any]:
    facts = {name: getattr(organisation, name) for name in people.FACTS}
    return facts | {"key": organisation.slug, "domains": [one.name for one in rules.domains_of(organisation)]}


def _organisation(found: Organisation) -> dict[str, Any]:
    names = ("kind", "size", "country", "nuts", "regions", "website", "covered")
    return link("organisation", found.slug, found.name).dict() | {name: getattr(found, name) for name in names}
