"""Who calls, and colleagues and organisations as JSON."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.module_loading import import_string
from ninja import Field, Query, Router, Schema
from ninja.security import HttpBearer

from krets.api.fields import Key, Slug, Words
from krets.api.paging import Listed, Page, by_name
from krets.api.scopes import Call, needs
from krets.api.shown import Link, link
from krets.db.identity import Request, become
from krets.people import actions, rules
from krets.people.models import Account, Organisation, Person
from krets.web import watch

router = Router(tags=["people"])


class Bearer(HttpBearer):
    """A key of somebody's own. From here on the request is theirs, whatever session came with it."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        found = rules.account_of_token(token)
        if found is None or found[0].person_id is None:
            watch.tell("key_refused", request)
            return None
        account, key = found
        become(request, import_string(settings.KRETS_READER_OF)(account))
        request.user = account
        request.scopes = frozenset(key.scopes)  # type: ignore[attr-defined]
        if account.language and "Accept-Language" not in request.headers:
            translation.activate(account.language)
            request.LANGUAGE_CODE = account.language
        actions.note_use(by=account.person, token=key)
        return account


class Employer(Schema):
    """Where somebody works now, as colleagues are told. How that is known is told to nobody else."""

    organisation: Link
    title: str
    since: datetime
    writes_for: bool = Field(description="Whom they ask, answer and share for, when they have two.")


class PersonRow(Schema):
    key: str
    name: str
    url: str
    title: str
    organisation: Link | None
    languages: list[str]


class Told(Schema):
    """One thing that the person tells you."""

    field: str
    text: str


class PersonShown(PersonRow):
    told: list[Told]
    employers: list[Employer]


class People(Listed[PersonRow]):
    pass


class Me(PersonRow):
    """Who the token belongs to, and what it may do."""

    email: str
    scopes: list[str]


class Filter(Page):
    q: Words = Field("", description="Words that must all stand in what the person tells you.")
    organisation: Slug | None = None


@router.get("/me", response=Me)
@needs("read")
def me(request: Call) -> dict[str, Any]:
    """Who I am here. The first call of a program that was given a token."""
    account, person = rules.account_of(request.user), rules.person_of(request.user)
    return _row(person) | {"email": account.email, "scopes": sorted(request.scopes)}


@router.get("/people", response=People)
@needs("read")
def people(request: Request, filters: Query[Filter]) -> dict[str, Any]:
    """Colleagues whose name you may see, by the alphabet."""
    found = rules.speaking_of(rules.visible(request.reader), filters.q, request.reader)
    if filters.organisation:
        found = found.filter(organisation__slug=filters.organisation)
    rows, following = by_name(found.select_related("organisation"), filters)
    return {"items": [_row(person) for person in rows], "next": following}


@router.get("/people/{key}", response=PersonShown)
@needs("read")
def person(request: Request, key: Key) -> dict[str, Any]:
    """A colleague, with what they tell you."""
    found = get_object_or_404(rules.visible(request.reader).select_related("organisation"), key=key)
    told = rules.visible_fields(request.reader, found).order_by("field")
    employers = [
        {
            "organisation": _link(one.organisation),
            "title": one.title,
            "since": one.since,
            "writes_for": one.organisation_id == found.organisation_id,
        }
        for one in rules.visible_belongings(request.reader, found)
    ]
    return _row(found) | {"told": [{"field": one.field, "text": one.text} for one in told], "employers": employers}


def _row(person: Person) -> dict[str, Any]:
    return link("person", person.key, person.name).dict() | {
        "title": person.title,
        "organisation": _link(person.organisation) if person.organisation else None,
        "languages": person.languages,
    }


def _link(organisation: Organisation) -> Link:
    return link("organisation", organisation.slug, organisation.name)
